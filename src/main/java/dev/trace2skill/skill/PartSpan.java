package dev.trace2skill.skill;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Edit.Op;
import dev.trace2skill.model.Skill;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an edit touches one file of the skill it was proposed for.
 *
 * @param lines the lines it means; null when it creates the file or does not apply
 * @param heading the heading of the section that it names; null when it names none
 */
record PartSpan(Edit edit, @Nullable LineRange lines, @Nullable LineRange heading) {

  static PartSpan nowhere(Edit edit) {
    return new PartSpan(edit, null, null);
  }

  /** The place of an edit that applies. */
  static PartSpan of(Skill base, Edit edit) throws EditRejected {
    Optional<String> text = base.file(edit.file());
    if (text.isEmpty() || edit.op() == Op.CREATE_FILE) {
      return nowhere(edit);
    }
    Document document = Document.of(edit.file(), text.get());
    if (edit.op() == Op.DELETE_FILE) {
      return new PartSpan(edit, new LineRange(1, document.index().count()), null);
    }
    LineRange lines = ChangePlanner.plan(document, edit).lines();
    return new PartSpan(edit, lines, sectionHeading(document, edit).orElse(null));
  }

  boolean touches(PartSpan other) {
    if (!edit.file().equals(other.edit.file())) {
      return false;
    }
    if (edit.op() == Op.CREATE_FILE && other.edit.op() == Op.CREATE_FILE) {
      return true;
    }
    if (lines == null || other.lines == null) {
      return false;
    }
    return edit.op() == Op.DELETE_FILE
        || other.edit.op() == Op.DELETE_FILE
        || lines.touches(other.lines)
        || swallows(lines, other)
        || other.swallows(other.lines, this)
        || changesHeading(lines, other.heading)
        || changesHeading(other.lines, heading);
  }

  /** Text added right behind a section would go with the section. */
  private boolean swallows(LineRange gone, PartSpan added) {
    return edit.op() == Op.DELETE_SECTION
        && (added.edit.op() == Op.APPEND || added.edit.op() == Op.ADD_SECTION)
        && added.lines != null
        && added.lines.start() == gone.end() + 1;
  }

  private static boolean changesHeading(LineRange changed, @Nullable LineRange heading) {
    return !changed.isInsertion() && heading != null && changed.touches(heading);
  }

  private static Optional<LineRange> sectionHeading(Document document, Edit edit)
      throws EditRejected {
    return edit.section().isBlank()
        ? Optional.empty()
        : ChangePlanner.section(document, edit).map(Section::heading);
  }
}
