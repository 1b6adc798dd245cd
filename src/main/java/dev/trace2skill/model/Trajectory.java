package dev.trace2skill.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of an agent on one task: what it did and how it ended.
 *
 * @param trajectoryId hash of the task, the trial, the session and the steps, so that the same run
 *     read from two files is one trajectory
 * @param principalId the user, tenant or project on whose behalf the agent ran
 * @param query what the agent was asked; empty when the source does not say
 * @param finalAnswer the agent's last words
 * @param outcomeSource what said so: {@code reward}, {@code outcome}, {@code error} or empty
 * @param groundTruth what is known to be right; never shown to an agent
 * @param skills names of the skills the agent used
 * @param diagnostics what the reader repaired or guessed
 */
public record Trajectory(
    String trajectoryId,
    String taskId,
    Source source,
    @Nullable String sessionId,
    @Nullable Integer trial,
    @Nullable String principalId,
    @Nullable String skillVersionId,
    List<String> models,
    String query,
    List<Step> steps,
    @Nullable String finalAnswer,
    Outcome outcome,
    @Nullable Double reward,
    String outcomeSource,
    @Nullable GroundTruth groundTruth,
    @Nullable Usage usage,
    List<String> skills,
    List<String> diagnostics,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {

  public Trajectory {
    models = List.copyOf(models);
    steps = List.copyOf(steps);
    skills = List.copyOf(skills);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Starts a trajectory with what every source knows. */
  public static Builder of(Source source, String taskId) {
    return new Builder(source, taskId);
  }

  /** The task that this trajectory tried. */
  public Task task() {
    GroundTruth known =
        groundTruth == null
            ? null
            : new GroundTruth(groundTruth.calls(), groundTruth.outputs(), null);
    return new Task(taskId, query, known);
  }

  /** Collects what a source happens to know; the rest stays unknown. */
  public static final class Builder {
    private final Source source;
    private final String taskId;
    private @Nullable String sessionId;
    private @Nullable Integer trial;
    private @Nullable String principalId;
    private List<String> models = List.of();
    private String query = "";
    private List<Step> steps = List.of();
    private @Nullable String finalAnswer;
    private Outcome outcome = Outcome.UNKNOWN;
    private @Nullable Double reward;
    private String outcomeSource = "";
    private @Nullable GroundTruth groundTruth;
    private @Nullable Usage usage;
    private List<String> skills = List.of();
    private final List<String> diagnostics = new ArrayList<>();
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;

    private Builder(Source source, String taskId) {
      this.source = source;
      this.taskId = taskId;
    }

    public Builder session(@Nullable String id) {
      sessionId = id;
      return this;
    }

    public Builder trial(@Nullable Integer number) {
      trial = number;
      return this;
    }

    public Builder principal(@Nullable String id) {
      principalId = id;
      return this;
    }

    public Builder models(List<String> names) {
      models = names;
      return this;
    }

    public Builder query(String text) {
      query = text;
      return this;
    }

    public Builder steps(List<Step> list) {
      steps = list;
      return this;
    }

    public Builder finalAnswer(@Nullable String text) {
      finalAnswer = text;
      return this;
    }

    /** The outcome, the reward behind it, and what said so. */
    public Builder outcome(Outcome value, @Nullable Double rewardValue, String said) {
      outcome = value;
      reward = rewardValue;
      outcomeSource = said;
      return this;
    }

    public Builder groundTruth(@Nullable GroundTruth truth) {
      groundTruth = truth;
      return this;
    }

    public Builder usage(@Nullable Usage total) {
      usage = total;
      return this;
    }

    public Builder skills(List<String> names) {
      skills = names;
      return this;
    }

    /** Notes something that was repaired or guessed. */
    public Builder diagnostic(String note) {
      diagnostics.add(note);
      return this;
    }

    public Builder between(@Nullable Instant start, @Nullable Instant end) {
      startedAt = start;
      endedAt = end;
      return this;
    }

    public Trajectory build() {
      return new Trajectory(
          ContentId.of(
              "trajectory",
              taskId,
              String.valueOf(trial),
              String.valueOf(sessionId),
              steps.toString(),
              outcome.name()),
          taskId,
          source,
          sessionId,
          trial,
          principalId,
          null,
          models,
          query,
          steps,
          finalAnswer,
          outcome,
          reward,
          outcomeSource,
          groundTruth,
          usage,
          skills,
          diagnostics,
          startedAt,
          endedAt);
    }
  }
}
