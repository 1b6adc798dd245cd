package dev.trace2skill.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent was asked to do, whoever tried it.
 *
 * @param taskId the same for every trial of the same task
 * @param query what the user wants, in the user's words
 * @param groundTruth what is known to be right
 * @param inputs what lies in the working copy before the agent starts
 * @param checks what makes a run right: all of them; empty when only the ground truth says it
 * @param split the part of the corpus that the task belongs to, such as {@code train}; null when it
 *     has no parts
 * @param tags labels by which tasks are chosen and counted
 */
public record Task(
    String taskId,
    String query,
    @Nullable GroundTruth groundTruth,
    List<TaskInput> inputs,
    List<Check> checks,
    @Nullable String split,
    List<String> tags) {

  /** The tag of tasks that a plain folder is no place for. */
  public static final String NEEDS_CONTAINER = "needs-container";

  public Task {
    inputs = List.copyOf(inputs);
    checks = List.copyOf(checks);
    tags = List.copyOf(tags);
  }

  /** A task of a recorded run, of which no more is known. */
  public Task(String taskId, String query, @Nullable GroundTruth groundTruth) {
    this(taskId, query, groundTruth, List.of(), List.of(), null, List.of());
  }
}
