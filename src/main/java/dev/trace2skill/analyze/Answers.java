package dev.trace2skill.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.analyze.Question.Reading;
import dev.trace2skill.model.Analysis.Drop;
import dev.trace2skill.model.Grade;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes findings of the answers to one question.
 *
 * @param judge of a failed run; null for a success, about which nobody needs to decide
 */
record Answers(QualityGate gate, @Nullable Judge judge, List<String> flags) {

  Reading read(JsonNode answer) {
    if (!answer.path("shortcuts").isEmpty()) {
      String said = answer.path("shortcuts").path(0).asText();
      return drop(Drop.SHORTCUT, "the model says: " + said);
    }
    if (!answer.path("propose").asBoolean()) {
      return declined(answer);
    }
    Edits.Read edits = Edits.of(answer.path("edits"));
    if (!edits.problems().isEmpty()) {
      return Reading.of(new Notes.Refusal(Drop.NO_EDIT, String.join("; ", edits.problems())));
    }
    Claim claim = Claim.of(answer, edits.edits());
    Notes.Refusal refusal = gate.unfounded(claim);
    refusal = refusal == null ? gate.unfit(claim) : refusal;
    if (refusal != null) {
      return refusal.drop() == Drop.TASK_SPECIFIC
          ? drop(refusal.drop(), refusal.detail())
          : Reading.of(refusal);
    }
    return Reading.of(found(claim));
  }

  /** Nothing is proposed; the model says why, and not to say why is to have found nothing. */
  private Reading declined(JsonNode answer) {
    String reason = answer.path("reason").asText().toUpperCase(Locale.ROOT);
    Drop drop = reason.equals("NONE") ? Drop.NO_CAUSE : Drop.valueOf(reason);
    return drop(drop, answer.path("cause").asText());
  }

  Reading drop(Drop drop, String detail) {
    return Reading.of(dropped(drop, detail));
  }

  Finding dropped(Fault fault) {
    return dropped(fault.drop(), fault.detail());
  }

  private Finding dropped(Drop drop, String detail) {
    return Finding.dropped(drop, gate.secret().masked(detail.strip()), 0, flags);
  }

  private Finding found(Claim claim) {
    boolean contrasted =
        judge != null && judge.evaluator() == null && gate.uncontrasted(claim) == null;
    Grade unverified = judge == null ? Grade.OBSERVED : Grade.SUGGESTIVE;
    return new Finding(
        null,
        contrasted
            ? "verified by steps %s of a success".formatted(claim.contrastEvidence())
            : "nothing verifies it",
        claim.category(),
        claim.generality(),
        claim.cause(),
        claim.evidence(),
        claim.edits(),
        contrasted ? Grade.VERIFIED : unverified,
        0,
        flags);
  }
}
