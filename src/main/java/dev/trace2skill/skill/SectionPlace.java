package dev.trace2skill.skill;

import dev.trace2skill.model.Edit;
import java.util.List;
import java.util.Optional;

/** Where a new section may stand, so that it takes no section of the file under its heading. */
final class SectionPlace {

  /** At the end of a file a deeper section would belong to whatever happens to stand there. */
  private static final int DEEPEST_AT_END = 2;

  private SectionPlace() {}

  /** The one section that a text is. */
  static Section added(Edit edit, String text) throws EditRejected {
    List<Section> sections = Document.fragment(text).sections();
    if (sections.isEmpty()
        || sections.get(0).heading().start() != 1
        || sections.get(0).title().isBlank()) {
      throw new EditRejected(edit.op() + " on " + edit.file() + " does not begin with a heading");
    }
    Section top = sections.get(0);
    for (Section inner : sections.subList(1, sections.size())) {
      if (inner.level() <= top.level()) {
        throw new EditRejected(
            "heading \"%s\" in the text would end section \"%s\""
                .formatted(inner.title(), top.title()));
      }
    }
    return top;
  }

  static void check(Document document, Edit edit, Optional<Section> place, Section added)
      throws EditRejected {
    int level = place.map(Section::level).orElse(1);
    int deepest = place.isPresent() ? level + 1 : DEEPEST_AT_END;
    if (added.level() < level || added.level() > deepest) {
      throw new EditRejected(
          "section \"%s\" is of level %d; %s it can be of level %d or %d"
              .formatted(
                  added.title(),
                  added.level(),
                  place.isPresent()
                      ? "after \"" + edit.section() + "\""
                      : "at the end of " + edit.file(),
                  level,
                  deepest));
    }
    Optional<Section> parent = parent(document, place, added.level());
    for (Section section : document.named(added.title())) {
      if (section.level() == added.level() && document.parent(section).equals(parent)) {
        throw new EditRejected(
            "section \"%s\" exists already on line %d of %s"
                .formatted(document.path(section), section.heading().start(), edit.file()));
      }
    }
  }

  private static Optional<Section> parent(Document document, Optional<Section> place, int level) {
    if (place.isEmpty()) {
      return document.sections().stream()
          .filter(s -> s.level() < level)
          .reduce((first, last) -> last);
    }
    return place.get().level() < level ? place : document.parent(place.get());
  }
}
