package dev.trace2skill.analyze;

import dev.trace2skill.model.Analysis.Drop;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Edit.Op;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import dev.trace2skill.skill.CanonicalText;
import dev.trace2skill.skill.EditApplier;
import dev.trace2skill.skill.Payload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes of edits when they are applied to the base skill in memory.
 *
 * @param after the skill with all edits that applied
 * @param problems why the edits cannot be taken as they are; empty when they can
 * @param drop what a finding that insists on them is dropped for; null when they can be taken
 */
record Trial(Skill after, List<String> problems, @Nullable Drop drop) {

  Trial {
    problems = List.copyOf(problems);
  }

  /** Applies edits and looks at what they would bring in. */
  static Trial of(Skill base, List<Edit> edits, SkillRules rules, GroundTruthValues secret) {
    List<String> leaks = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (int i = 0; i < edits.size(); i++) {
      Edit edit = edits.get(i);
      String said = String.join("\n", edit.file(), edit.section(), edit.text());
      int place = i;
      secret.toldIn(said).ifPresent(value -> leaks.add(leak(place, value)));
      Payload.problems(said, base).forEach(problem -> wrong.add("edit " + place + ": " + problem));
      if (isKnown(base, edit)) {
        known.add("edit " + i + ": the skill says this already");
      }
    }
    EditApplier.Result result = EditApplier.apply(base, edits);
    result
        .rejections()
        .forEach(
            rejection ->
                wrong.add("edit " + edits.indexOf(rejection.edit()) + ": " + rejection.reason()));
    if (wrong.isEmpty()) {
      wrong.addAll(rules.problems(result.skill()));
      wrong.removeAll(rules.problems(base));
    }
    if (wrong.isEmpty() && known.isEmpty() && result.skill().equals(base)) {
      known.add("the edits change nothing");
    }
    Drop drop =
        !leaks.isEmpty() ? Drop.LEAKED_GROUND_TRUTH : !wrong.isEmpty() ? Drop.NO_EDIT : null;
    List<String> problems = new ArrayList<>(leaks);
    problems.addAll(wrong);
    problems.addAll(known);
    return new Trial(
        result.skill(), problems, drop == null && !known.isEmpty() ? Drop.KNOWN : drop);
  }

  /** Says enough to find the value for somebody who knows the ground truth, and nothing else. */
  private static String leak(int edit, String value) {
    return ("edit %d: it tells a value of the ground truth (%d characters long);"
            + " write what holds for every task of the kind")
        .formatted(edit, value.length());
  }

  private static boolean isKnown(Skill base, Edit edit) {
    if (edit.text().isBlank() || edit.op() == Op.REPLACE || edit.op() == Op.CREATE_FILE) {
      return false;
    }
    String said = CanonicalText.of(edit.text());
    for (SkillFile file : base.files()) {
      if (Phrases.contains(CanonicalText.of(file.content()), said)) {
        return true;
      }
    }
    return false;
  }
}
