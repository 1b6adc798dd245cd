package dev.trace2skill.skill;

import dev.trace2skill.model.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.commonmark.node.BulletList;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.jspecify.annotations.Nullable;

/** Finds the place of an edit in a file and lays out its text there, whole lines at a time. */
final class ChangePlanner {

  private final Document document;
  private final Lines lines;
  private final String newline;
  private final Edit edit;

  private ChangePlanner(Document document, Edit edit) {
    this.document = document;
    this.edit = edit;
    lines = document.index();
    newline = lines.ending();
  }

  static Change plan(Document document, Edit edit) throws EditRejected {
    ChangePlanner planner = new ChangePlanner(document, edit);
    return switch (edit.op()) {
      case APPEND -> planner.append();
      case DELETE_SECTION -> planner.deleteSection();
      case REPLACE -> planner.replace();
      case INSERT_BEFORE -> planner.insertBefore();
      case INSERT_AFTER -> planner.insertAfter();
      case ADD_SECTION -> planner.addSection();
      case SET_DESCRIPTION -> DescriptionPlanner.plan(document, edit);
      case CREATE_FILE, DELETE_FILE ->
          throw new IllegalArgumentException(edit.op() + " is no change of a text");
    };
  }

  /** The section that an edit names; empty when the file has none of that title. */
  static Optional<Section> section(Document document, Edit edit) throws EditRejected {
    if (!document.isMarkdown()) {
      throw new EditRejected(edit.file() + " is not Markdown and has no sections");
    }
    List<Section> found = document.named(edit.section());
    if (found.size() > 1) {
      throw new EditRejected(
          "section \"%s\" occurs %d times in %s, on lines %s"
              .formatted(
                  edit.section(), found.size(), edit.file(), Candidates.places(document, found)));
    }
    return found.stream().findFirst();
  }

  private Change append() throws EditRejected {
    Optional<Section> target = section(document, edit);
    String text = block();
    requireInside(target.map(Section::level).orElse(2), text);
    LineRange scope = target.map(Section::lines).orElse(new LineRange(1, lines.count()));
    int last = lines.lastNotBlank(scope.start(), scope.end());
    requireClosed(scope.end());
    boolean joins = target.isPresent() && continuesList(last, text);
    String gap = last == 0 || joins ? "" : newline;
    String heading = target.isPresent() ? "" : heading() + newline + newline;
    return insertion(last, gap + heading + text);
  }

  private Change addSection() throws EditRejected {
    String text = block();
    Section added = SectionPlace.added(edit, text);
    Optional<Section> place =
        edit.section().isBlank() ? Optional.empty() : Optional.of(existingSection());
    SectionPlace.check(document, edit, place, added);
    int end = place.map(s -> s.lines().end()).orElse(lines.count());
    requireClosed(end);
    int last = lines.lastNotBlank(1, end);
    return insertion(last, (last == 0 ? "" : newline) + text);
  }

  private void requireClosed(int line) throws EditRejected {
    if (line == lines.count() && document.isOpenEnded()) {
      throw new EditRejected(edit.file() + " ends inside a code fence or an HTML block");
    }
  }

  private Change deleteSection() throws EditRejected {
    LineRange gone = existingSection().lines();
    boolean atEnd = gone.end() == lines.count();
    int start =
        atEnd ? lines.next(lines.lastNotBlank(1, gone.start() - 1)) : lines.start(gone.start());
    return new Change(start, lines.next(gone.end()), "", gone);
  }

  private Change replace() throws EditRejected {
    String anchor = withNewlines(edit.anchor());
    int start = anchorStart(anchor);
    int end = start + anchor.length();
    LineRange touched = new LineRange(lines.at(start), lines.at(end - 1));
    String text = withNewlines(edit.text());
    boolean wholeLines = start == lines.start(touched.start()) && end == lines.end(touched.end());
    if (text.isEmpty() && wholeLines) {
      end = lines.next(touched.end());
    } else if (!text.isEmpty() && anchor.endsWith(newline) && !text.endsWith(newline)) {
      text += newline;
    }
    return new Change(start, end, text, touched);
  }

  private Change insertBefore() throws EditRejected {
    int line = lines.at(anchorStart(withNewlines(edit.anchor())));
    Optional<Section> heading = document.headingAt(line);
    int first = heading.map(s -> s.heading().start()).orElse(line);
    boolean crowded = heading.isPresent() && first > 1 && !lines.isBlank(first - 1);
    return insertion(first - 1, (crowded ? newline : "") + block());
  }

  private Change insertAfter() throws EditRejected {
    String anchor = withNewlines(edit.anchor());
    int line = lines.at(anchorStart(anchor) + anchor.length() - 1);
    int last = document.headingAt(line).map(s -> s.heading().end()).orElse(line);
    return insertion(last, block());
  }

  /** Puts text on lines of its own after a line, and keeps what follows a block of its own. */
  private Change insertion(int after, String text) {
    LineRange point = LineRange.before(after + 1);
    if (after > 0 && !lines.isTerminated(after)) {
      return new Change(lines.next(after), lines.next(after), newline + text, point);
    }
    String gap = after < lines.count() && wouldJoin(after + 1) ? newline : "";
    return new Change(lines.next(after), lines.next(after), text + newline + gap, point);
  }

  /** A heading wants a blank line above it; a rule of dashes under text would turn it into one. */
  private boolean wouldJoin(int line) {
    return document.headingAt(line).isPresent()
        || (document.isMarkdown() && lines.text(line).matches(" {0,3}(-+|=+)[ \t]*"));
  }

  private boolean continuesList(int last, String text) {
    @Nullable Node above = document.blockEndingAt(last).orElse(null);
    @Nullable Node below = Document.fragment(text).blocks().stream().findFirst().orElse(null);
    if (above instanceof BulletList a && below instanceof BulletList b) {
      return Objects.equals(a.getMarker(), b.getMarker());
    }
    return above instanceof OrderedList a
        && below instanceof OrderedList b
        && Objects.equals(a.getMarkerDelimiter(), b.getMarkerDelimiter());
  }

  private void requireInside(int level, String text) throws EditRejected {
    for (Section inner : Document.fragment(text).sections()) {
      if (inner.level() <= level) {
        throw new EditRejected(
            "heading \"%s\" in the text would end section \"%s\""
                .formatted(inner.title(), edit.section()));
      }
    }
  }

  private String heading() throws EditRejected {
    int cut = edit.section().lastIndexOf(Document.SEPARATOR);
    if (cut > 0 && !document.named(edit.section().substring(0, cut)).isEmpty()) {
      throw new EditRejected(missing());
    }
    String line = "## " + edit.section().strip().replaceFirst("^#{1,6}(?=\\s|$)", "").strip();
    if (Document.fragment(line).named(edit.section()).size() != 1) {
      throw new EditRejected("\"" + edit.section() + "\" is no title for a section");
    }
    return line;
  }

  private int anchorStart(String anchor) throws EditRejected {
    if (anchor.isBlank()) {
      throw new EditRejected("anchor is blank");
    }
    boolean confined = !edit.section().isBlank();
    LineRange scope = confined ? existingSection().lines() : new LineRange(1, lines.count());
    int from = lines.next(scope.start() - 1);
    String text = document.render().substring(from, lines.next(scope.end()));
    List<Integer> found = new ArrayList<>();
    for (int at = text.indexOf(anchor); at >= 0; at = text.indexOf(anchor, at + 1)) {
      found.add(from + at);
    }
    if (found.size() != 1) {
      String place = confined ? "section \"" + edit.section() + "\" of " : "";
      throw new EditRejected(
          "anchor occurs %d times in %s%s: %s%s"
              .formatted(
                  found.size(),
                  place,
                  edit.file(),
                  Candidates.shown(edit.anchor()),
                  found.isEmpty()
                      ? Candidates.nearest(lines, scope, anchor)
                      : Candidates.occurrences(lines, found)));
    }
    return found.get(0);
  }

  private Section existingSection() throws EditRejected {
    return section(document, edit).orElseThrow(() -> new EditRejected(missing()));
  }

  private String missing() {
    return "no section \"%s\" in %s%s"
        .formatted(edit.section(), edit.file(), Candidates.sections(document, edit.section()));
  }

  /** The edit's text without blank lines around it. */
  private String block() throws EditRejected {
    if (edit.text().isBlank()) {
      throw new EditRejected(edit.op() + " on " + edit.file() + " has no text");
    }
    String text = edit.text().replaceFirst("^(?:[ \t]*\\R)+", "").stripTrailing();
    return withNewlines(text);
  }

  private String withNewlines(String text) {
    return text.replaceAll("\r\n|\r|\n", newline);
  }
}
