package dev.trace2skill.consolidate;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Patch;
import dev.trace2skill.model.PatchEdit;
import dev.trace2skill.model.Skill;
import dev.trace2skill.skill.CanonicalText;
import dev.trace2skill.skill.EditApplier;
import dev.trace2skill.skill.EditSpan;
import dev.trace2skill.skill.LineRange;
import java.io.Serializable;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Takes a patch apart and says of each edit which lesson it is and which lines it touches. */
record Normaliser(Skill base) implements Serializable {

  Stream<PatchEdit> edits(Patch patch) {
    return IntStream.range(0, patch.edits().size()).mapToObj(i -> edit(patch, i));
  }

  private PatchEdit edit(Patch patch, int position) {
    Edit edit = patch.edits().get(position);
    Optional<LineRange> lines = EditSpan.locate(base, edit);
    return new PatchEdit(
        ContentId.of("edit", patch.patchId(), Integer.toString(position)),
        patch.patchId(),
        patch.trajectoryId(),
        patch.taskId(),
        patch.principalId(),
        patch.analyst(),
        patch.baseSkillId(),
        patch.contrastId(),
        patch.grade(),
        patch.finding(),
        position,
        edit,
        lessonId(patch.baseSkillId(), edit),
        lines.map(LineRange::start).orElse(null),
        lines.map(LineRange::end).orElse(null),
        EditApplier.rejection(base, edit).orElse(null));
  }

  /** The same for edits that do the same in the same place, however they are written. */
  static String lessonId(String baseSkillId, Edit edit) {
    return ContentId.of(
        "lesson",
        baseSkillId,
        edit.file(),
        CanonicalText.of(edit.section()),
        edit.op().name(),
        edit.anchor(),
        CanonicalText.of(edit.text()));
  }
}
