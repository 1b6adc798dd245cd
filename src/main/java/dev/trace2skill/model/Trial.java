package dev.trace2skill.model;

import org.jspecify.annotations.Nullable;

/**
 * One run of a task with one of several skills that are compared.
 *
 * @param arm which skill, by its number
 * @param trial which of several runs of the same task, skill and seed
 * @param reward the checks' score; null when there is none
 * @param opinion whether only a model's opinion says how it went
 */
public record Trial(
    int arm,
    String taskId,
    int trial,
    long seed,
    Outcome outcome,
    @Nullable Double reward,
    boolean opinion) {

  /** Whether it says something about the skill. */
  public boolean judged() {
    return outcome == Outcome.SUCCESS || outcome == Outcome.FAILURE;
  }
}
