package dev.trace2skill.skill;

import dev.trace2skill.model.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings two texts for one new file together, section by section. */
public final class FileMerge {

  private FileMerge() {}

  /**
   * The edits that add to a file what another text for it says besides: the sections below its
   * title that the file does not have. Empty when the two say different things in one place, or are
   * no Markdown and differ.
   *
   * @param file the file's path
   * @param standing its text
   * @param other the other text
   */
  public static Optional<List<Edit>> additions(String file, String standing, String other) {
    Document mine = Document.of(file, standing);
    Document theirs = Document.of(file, other);
    if (!mine.isMarkdown()) {
      return standing.equals(other) ? Optional.of(List.of()) : Optional.empty();
    }
    String intro = CanonicalText.of(lines(theirs, 1, firstLine(theirs) - 1));
    if (!intro.isEmpty() && !intro.equals(CanonicalText.of(lines(mine, 1, firstLine(mine) - 1)))) {
      return Optional.empty();
    }
    List<Edit> additions = new ArrayList<>();
    for (Section section : parts(theirs)) {
      String text = lines(theirs, section.lines().start(), section.lines().end()).strip();
      List<Section> same = mine.named(section.title());
      if (same.isEmpty()) {
        additions.add(Edit.addSection(file, "", text));
      } else if (same.size() > 1 || !says(mine, same.get(0), text)) {
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(additions));
  }

  private static boolean says(Document document, Section section, String text) {
    String own = lines(document, section.lines().start(), section.lines().end());
    return CanonicalText.of(own).equals(CanonicalText.of(text));
  }

  /** The sections below the title, which are not inside one another. */
  private static List<Section> parts(Document document) {
    return document.sections().stream()
        .filter(s -> s.level() > 1)
        .filter(s -> document.parent(s).map(p -> p.level() == 1).orElse(true))
        .toList();
  }

  private static int firstLine(Document document) {
    return parts(document).stream()
        .mapToInt(s -> s.heading().start())
        .findFirst()
        .orElse(document.index().count() + 1);
  }

  private static String lines(Document document, int from, int to) {
    return String.join(
        "\n", document.lines().subList(from - 1, Math.min(to, document.index().count())));
  }
}
