package dev.trace2skill.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One look of a model-backed analyst at one trajectory, and what came of it.
 *
 * @param analysisId hash of the trajectory, the analyst, the base skill and the method
 * @param methodId hash of all settings that can change what the analyst finds
 * @param promptId the version of its instructions
 * @param reason why it was dropped; null when it gave a patch
 * @param detail the reason in words, or what the analyst said; never a value of the ground truth
 * @param turnCount answers of the model that it took
 * @param usage what those answers cost when they were first given
 * @param flags what was found in the trajectory that a reader should know, such as text that reads
 *     like instructions
 */
public record Analysis(
    String analysisId,
    String trajectoryId,
    String taskId,
    String analyst,
    String baseSkillId,
    String methodId,
    String promptId,
    String model,
    @Nullable Drop reason,
    String detail,
    int turnCount,
    Usage usage,
    List<String> flags) {

  /** Why an analyst proposes nothing. */
  public enum Drop {
    /** The analyst found no cause. */
    NO_CAUSE,
    /** A cause was named, and nothing verified it. */
    UNVERIFIED,
    /** The steps named as evidence are not there, or do not show it. */
    NO_EVIDENCE,
    /** What would have been right is known from the ground truth alone. */
    COPIED_GROUND_TRUTH,
    /** An edit would have told the ground truth. */
    LEAKED_GROUND_TRUTH,
    /** A cause that no skill can mend: the environment, a tool, the task itself. */
    NOT_THE_SKILL,
    /** It holds for this task alone. */
    TASK_SPECIFIC,
    /** The base skill says it already. */
    KNOWN,
    /** The success came by a shortcut: weakened tests, skipped checks, a copied answer. */
    SHORTCUT,
    /** No edit applied to the base skill. */
    NO_EDIT,
    /** The model's answers could not be read, even after it was told what was wrong. */
    MALFORMED,
    /** The talk reached its limit of turns or tokens. */
    LIMIT,
    /** The model or its vendor would not answer. */
    REFUSED,
    /** The run cannot be shown within the budget of tokens. */
    TOO_LONG
  }

  public Analysis {
    flags = List.copyOf(flags);
  }
}
