package dev.trace2skill.skill;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Edit.Op;
import dev.trace2skill.model.Skill;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where an edit touches the skill it was proposed for, and whether that is in another's way. */
public final class EditSpan {

  private final Edit edit;
  private final @Nullable LineRange lines;
  private final @Nullable LineRange heading;

  private EditSpan(Edit edit, @Nullable LineRange lines, @Nullable LineRange heading) {
    this.edit = edit;
    this.lines = lines;
    this.heading = heading;
  }

  /** Finds an edit's place. It is worth keeping when many edits are compared. */
  public static EditSpan of(Skill base, Edit edit) {
    Optional<String> text = base.file(edit.file());
    if (text.isEmpty()
        || edit.op() == Op.CREATE_FILE
        || EditApplier.rejection(base, edit).isPresent()) {
      return new EditSpan(edit, null, null);
    }
    Document document = Document.of(edit.file(), text.get());
    if (edit.op() == Op.DELETE_FILE) {
      return new EditSpan(edit, new LineRange(1, document.index().count()), null);
    }
    try {
      LineRange lines = ChangePlanner.plan(document, edit).lines();
      return new EditSpan(edit, lines, heading(document, edit).orElse(null));
    } catch (EditRejected e) {
      throw new IllegalStateException("an edit that applies has a place", e);
    }
  }

  /**
   * The lines of the base file that an edit touches; empty when the edit creates its file or does
   * not apply.
   */
  public static Optional<LineRange> locate(Skill base, Edit edit) {
    return of(base, edit).lines();
  }

  /** Whether two edits of the same base skill get in each other's way; see {@link #touches}. */
  public static boolean touch(Skill base, Edit a, Edit b) {
    return of(base, a).touches(of(base, b));
  }

  /** The lines of the base file; empty when the edit creates its file or does not apply. */
  public Optional<LineRange> lines() {
    return Optional.ofNullable(lines);
  }

  /**
   * Whether this edit and another of the same base skill get in each other's way. Replaced and
   * deleted lines may not overlap, nothing is inserted between lines that another edit replaces,
   * and an edit of a section wants its heading left alone: an append would otherwise bring a
   * deleted or renamed section back. Two appends never conflict.
   */
  public boolean touches(EditSpan other) {
    if (!edit.file().equals(other.edit.file()) || edit.equals(other.edit)) {
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

  /** Text appended right behind a section would go with the section. */
  private boolean swallows(LineRange gone, EditSpan append) {
    return edit.op() == Op.DELETE_SECTION
        && append.edit.op() == Op.APPEND
        && append.lines != null
        && append.lines.start() == gone.end() + 1;
  }

  private static boolean changesHeading(LineRange changed, @Nullable LineRange heading) {
    return !changed.isInsertion() && heading != null && changed.touches(heading);
  }

  private static Optional<LineRange> heading(Document document, Edit edit) throws EditRejected {
    return edit.section().isBlank()
        ? Optional.empty()
        : ChangePlanner.section(document, edit).map(Section::heading);
  }
}
