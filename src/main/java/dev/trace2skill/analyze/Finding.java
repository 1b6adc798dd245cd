package dev.trace2skill.analyze;

import dev.trace2skill.model.Analysis.Drop;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Generality;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.RootCause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an analyst found: what a patch says, or the reason to propose nothing.
 *
 * @param drop why nothing is proposed; null when there are edits, and only then
 * @param detail the reason in words, or how the cause was verified; no value of the ground truth
 * @param category null only when nothing is proposed
 * @param generality null only when nothing is proposed
 * @param cause what went wrong or what worked, in a sentence or two
 * @param evidence indexes of the steps that show it, in order
 * @param edits they apply to the base skill, one after the other
 * @param grade null only when nothing is proposed
 * @param turns answers of the model that it took
 * @param flags texts in the trajectory that read like instructions: kind and step
 */
public record Finding(
    @Nullable Drop drop,
    String detail,
    @Nullable RootCause category,
    @Nullable Generality generality,
    String cause,
    List<Integer> evidence,
    List<Edit> edits,
    @Nullable Grade grade,
    int turns,
    List<String> flags) {

  public Finding {
    evidence = List.copyOf(evidence);
    edits = List.copyOf(edits);
    flags = List.copyOf(flags);
    boolean complete = category != null && generality != null && grade != null && !edits.isEmpty();
    if ((drop == null) != complete) {
      throw new IllegalArgumentException("a finding proposes edits or says why it does not");
    }
  }

  /** Nothing is proposed. */
  static Finding dropped(Drop drop, String detail, int turns, List<String> flags) {
    return new Finding(drop, detail, null, null, "", List.of(), List.of(), null, turns, flags);
  }

  /** The same, found in so many answers of the model. */
  Finding after(int answers) {
    return new Finding(
        drop, detail, category, generality, cause, evidence, edits, grade, answers, flags);
  }
}
