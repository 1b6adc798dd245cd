package dev.trace2skill.skill;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Skill;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where an edit touches the skill it was proposed for, and whether that is in another's way. */
public final class EditSpan {

  private final Edit edit;

  /** One a file; that of the edit's own file comes first. */
  private final List<PartSpan> parts;

  private final @Nullable String rejection;

  private EditSpan(Edit edit, List<PartSpan> parts, @Nullable String rejection) {
    this.edit = edit;
    this.parts = parts;
    this.rejection = rejection;
  }

  /** Finds an edit's place. It is worth keeping when many edits are compared. */
  public static EditSpan of(Skill base, Edit edit) {
    return of(base, edit, EditRules.DEFAULT);
  }

  /** Finds an edit's place, under rules of one's own. */
  public static EditSpan of(Skill base, Edit edit, EditRules rules) {
    String rejection = EditApplier.rejection(base, edit, rules).orElse(null);
    if (rejection != null) {
      return nowhere(edit, rejection);
    }
    try {
      List<PartSpan> parts = new ArrayList<>();
      for (Edit part : EditParts.of(edit)) {
        parts.add(PartSpan.of(base, part));
      }
      return new EditSpan(edit, List.copyOf(parts), null);
    } catch (EditRejected e) {
      return nowhere(edit, String.valueOf(e.getMessage()));
    }
  }

  private static EditSpan nowhere(Edit edit, String rejection) {
    return new EditSpan(edit, List.of(PartSpan.nowhere(edit)), rejection);
  }

  /** Why the edit does not apply to the base; empty when it does. */
  public Optional<String> rejection() {
    return Optional.ofNullable(rejection);
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
    return Optional.ofNullable(parts.get(0).lines());
  }

  /**
   * Whether this edit and another of the same base skill get in each other's way. Replaced and
   * deleted lines may not overlap, nothing is inserted between lines that another edit replaces,
   * and an edit of a section wants its heading left alone: an append would otherwise bring a
   * deleted or renamed section back. Two appends never conflict.
   */
  public boolean touches(EditSpan other) {
    return !edit.equals(other.edit)
        && parts.stream().anyMatch(a -> other.parts.stream().anyMatch(a::touches));
  }
}
