package dev.trace2skill.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.Analysis.Drop;
import dev.trace2skill.model.Grade;
import dev.trace2skill.skill.SkillDiff;
import dev.trace2skill.spi.Evaluator.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tools of an error analyst. Each use is a function of its arguments and of what was noted
 * before.
 *
 * @param flags of the run, which every finding carries
 */
record Workbench(Case c, Judge judge, QualityGate gate, List<String> flags) {

  /**
   * What came of a tool.
   *
   * @param finding the end of the talk; null when it goes on
   */
  record Used(Notes notes, String text, boolean error, @Nullable Finding finding) {

    static Used said(Notes notes, String text) {
      return new Used(notes, text, false, null);
    }

    static Used refused(Notes notes, String text) {
      return new Used(notes, text, true, null);
    }
  }

  static Workbench of(Case c, Evaluators evaluators, SkillRules rules, List<String> flags) {
    GroundTruthValues secret = GroundTruthValues.of(c);
    return new Workbench(c, Judge.of(c, evaluators), new QualityGate(c, rules, secret), flags);
  }

  /** Uses a tool with arguments that keep its schema. */
  Used use(Notes notes, String tool, JsonNode arguments) {
    return switch (tool) {
      case "inspect_skill" -> inspect(notes, arguments);
      case "read_ground_truth" -> Used.said(notes, SkillView.groundTruth(c));
      case "diff_ground_truth" -> diff(notes, arguments);
      case "try_patch" -> tryPatch(notes, arguments);
      case "finish" -> finish(notes, arguments);
      case "drop" -> drop(notes, arguments);
      default -> throw new IllegalArgumentException("a tool without code: " + tool);
    };
  }

  private Used inspect(Notes notes, JsonNode arguments) {
    SkillView.Read read =
        SkillView.read(
            c.base(), arguments.path("file").asText(), arguments.path("section").asText());
    return new Used(notes, read.text(), !read.found(), null);
  }

  private Used tryPatch(Notes notes, JsonNode arguments) {
    Edits.Read read = Edits.of(arguments.path("edits"));
    if (!read.problems().isEmpty()) {
      return Used.refused(notes, "No edit:\n- " + String.join("\n- ", read.problems()));
    }
    Trial trial = Trial.of(c.base(), read.edits(), gate.rules(), gate.secret());
    return trial.drop() == null
        ? Used.said(
            notes.withPassed(read.edits()),
            "The edits pass. They change:\n"
                + SkillDiff.of(c.base(), trial.after()).stripTrailing())
        : Used.refused(notes, "The edits do not pass:\n- " + String.join("\n- ", trial.problems()));
  }

  private Used diff(Notes notes, JsonNode arguments) {
    if (!arguments.has("calls") && !arguments.has("answer")) {
      return Used.said(notes, Excerpt.of(judge.differences(), SkillView.MOST_BYTES));
    }
    if (judge.evaluator() == null) {
      return Used.refused(notes, judge.differences());
    }
    Correction correction =
        Correction.of(
            c.run(), judge.output(), changes(arguments), arguments.path("answer").asText());
    if (!correction.problems().isEmpty()) {
      return Used.refused(
          notes, "No correction of this run:\n- " + String.join("\n- ", correction.problems()));
    }
    if (correction.changesNothing(judge.output())) {
      return Used.refused(notes, "The correction changes nothing. " + judge.differences());
    }
    Evaluation verdict = judge.evaluator().evaluate(c.task(), correction.output());
    return verdict.accepted()
        ? accepted(notes, correction)
        : Used.said(
            notes,
            "The evaluator rejects the corrected run:\n- "
                + Excerpt.of(String.join("\n- ", verdict.differences()), SkillView.MOST_BYTES));
  }

  private static List<Change> changes(JsonNode arguments) {
    List<Change> changes = new ArrayList<>();
    for (JsonNode change : arguments.path("calls")) {
      changes.add(
          new Change(
              change.path("step").asInt(),
              change.path("call").asInt(),
              Change.Action.valueOf(change.path("action").asText().toUpperCase(Locale.ROOT)),
              change.path("tool").asText(),
              change.path("arguments")));
    }
    return changes;
  }

  private Used accepted(Notes notes, Correction correction) {
    List<String> unknown = CopiedValues.in(c, judge, correction);
    return unknown.isEmpty()
        ? Used.said(
            notes.withProof(correction.steps()),
            "The evaluator accepts the corrected run, and the run could have known each value. The"
                + " changed steps are "
                + correction.steps()
                + ".")
        : Used.refused(
            notes.withCopy(),
            "The evaluator accepts the corrected run, but that proves nothing: it has values that"
                + " the run could not have known:\n- "
                + String.join("\n- ", unknown));
  }

  private Used finish(Notes notes, JsonNode arguments) {
    Edits.Read read = Edits.of(arguments.path("edits"));
    Claim claim = Claim.of(arguments, read.edits());
    Notes.Refusal refusal = refusal(notes, claim, read.problems());
    if (refusal == null) {
      return new Used(notes, "", false, found(claim));
    }
    boolean last = notes.refused() != null || refusal.drop() == Drop.TASK_SPECIFIC;
    return last
        ? new Used(notes, "", true, Finding.dropped(refusal.drop(), refusal.detail(), 0, flags))
        : Used.refused(
            notes.withRefusal(refusal),
            "Not finished: "
                + refusal.detail()
                + ". You can mend it and finish once more, or drop.");
  }

  private Notes.@Nullable Refusal refusal(Notes notes, Claim claim, List<String> problems) {
    if (!problems.isEmpty()) {
      return new Notes.Refusal(Drop.NO_EDIT, String.join("; ", problems));
    }
    Notes.Refusal refusal = gate.unfounded(claim);
    if (refusal == null) {
      refusal = judge.evaluator() != null ? gate.unproven(claim, notes) : gate.uncontrasted(claim);
    }
    if (refusal == null) {
      refusal = gate.unfit(claim);
    }
    return refusal != null || notes.passed().containsAll(claim.edits())
        ? refusal
        : new Notes.Refusal(Drop.NO_EDIT, "an edit has not passed try_patch as it is given here");
  }

  private Finding found(Claim claim) {
    String how =
        judge.evaluator() != null
            ? "verified by a correction that the evaluator accepted"
            : "verified by steps %s of the success %s"
                .formatted(
                    claim.contrastEvidence(), Objects.requireNonNull(c.contrast()).trajectoryId());
    return new Finding(
        null,
        how,
        claim.category(),
        claim.generality(),
        claim.cause(),
        claim.evidence(),
        claim.edits(),
        Grade.VERIFIED,
        0,
        flags);
  }

  private Used drop(Notes notes, JsonNode arguments) {
    Drop reason = Drop.valueOf(arguments.path("reason").asText().toUpperCase(Locale.ROOT));
    String detail = gate.secret().masked(arguments.path("detail").asText().strip());
    return new Used(notes, "", false, Finding.dropped(reason, detail, 0, flags));
  }
}
