package dev.trace2skill.skill;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Skill;
import java.util.List;

/** What no edit may do to a file: lose a heading, leave a fence open, rewrite the front matter. */
final class Guard {

  /** A heading and where it stands in the text. */
  private record Mark(String title, int level, int start, int end) {

    boolean within(int from, int to) {
      return start < to && end > from;
    }

    Mark moved(int shift) {
      return new Mark(title, level, start + shift, end + shift);
    }
  }

  private Guard() {}

  static void check(Edit edit, Document before, Change change, Document after) throws EditRejected {
    if (edit.file().equals(Skill.MAIN_FILE)) {
      requireSameHead(before, after);
    }
    if (after.isOpenEnded() && !before.isOpenEnded()) {
      throw new EditRejected("leaves a code fence or an HTML block open in " + edit.file());
    }
    requireSameHeadings(edit, marks(before), change, marks(after));
    if (edit.op() == Edit.Op.REPLACE) {
      requireAsManyHeadings(edit, marks(before), change, marks(after));
    }
  }

  private static void requireSameHead(Document before, Document after) throws EditRejected {
    boolean same = before.frontMatter().equals(after.frontMatter());
    if (!same && !sameButDescription(before, after)) {
      throw new EditRejected("only the description may change in the front matter of SKILL.md");
    }
  }

  private static boolean sameButDescription(Document before, Document after) {
    if (before.frontMatter().isEmpty() || after.frontMatter().isEmpty()) {
      return false;
    }
    FrontMatter old = FrontMatter.parse(before.frontMatter().get());
    FrontMatter now = FrontMatter.parse(after.frontMatter().get());
    return old.problems().isEmpty()
        && now.problems().isEmpty()
        && now.field("description").isPresent()
        && old.without("description").equals(now.without("description"));
  }

  private static void requireSameHeadings(
      Edit edit, List<Mark> before, Change change, List<Mark> after) throws EditRejected {
    int end = change.start() + change.text().length();
    List<Mark> headBefore = before.stream().filter(m -> m.end() <= change.start()).toList();
    List<Mark> headAfter = after.stream().filter(m -> m.end() <= change.start()).toList();
    List<Mark> tailBefore =
        before.stream()
            .filter(m -> m.start() >= change.end() && !headBefore.contains(m))
            .map(m -> m.moved(change.shift()))
            .toList();
    List<Mark> tailAfter =
        after.stream().filter(m -> m.start() >= end && !headAfter.contains(m)).toList();
    boolean reshapesHeading =
        before.stream().anyMatch(m -> m.start() < change.end() && m.end() > change.start());
    boolean makesHeading =
        after.stream()
            .anyMatch(
                m ->
                    m.start() < end
                        && m.end() > change.start()
                        && (m.start() < change.start() || m.end() > end));
    if (!headBefore.equals(headAfter)
        || !tailBefore.equals(tailAfter)
        || (makesHeading && !reshapesHeading)) {
      throw new EditRejected(
          "would make or unmake a heading outside the changed text in " + edit.file());
    }
  }

  /** A replacement may reword a heading; only a deleted section takes one away. */
  private static void requireAsManyHeadings(
      Edit edit, List<Mark> before, Change change, List<Mark> after) throws EditRejected {
    int end = change.start() + change.text().length();
    long had = before.stream().filter(m -> m.within(change.start(), change.end())).count();
    long has = after.stream().filter(m -> m.within(change.start(), end)).count();
    if (has < had) {
      throw new EditRejected(
          "would lose a heading of %s, which only DELETE_SECTION may".formatted(edit.file()));
    }
  }

  private static List<Mark> marks(Document document) {
    Lines lines = document.index();
    return document.sections().stream()
        .map(
            s ->
                new Mark(
                    s.title(),
                    s.level(),
                    lines.start(s.heading().start()),
                    lines.end(s.heading().end())))
        .toList();
  }
}
