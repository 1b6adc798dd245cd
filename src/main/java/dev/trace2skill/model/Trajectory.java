package dev.trace2skill.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run of an agent on one task: what it did and how it ended.
 *
 * @param trajectoryId hash of the task, the trial, the session, the steps and the judgements, so
 *     that the same run read from two files is one trajectory
 * @param principalId the user, tenant or project on whose behalf the agent ran
 * @param query what the agent was asked; empty when the source does not say
 * @param stepHashes a hash of each step as it was read, whatever its place: a run whose hashes are
 *     among those of another of the same session is an earlier stage of it
 * @param finalAnswer the agent's last words
 * @param judgements what the source says about how the run went
 * @param signals what the steps hint at
 * @param outcomeSource what said so: the judgement's or signal's kind and name, such as {@code
 *     feedback correctness}, or {@code label}; empty when nothing did
 * @param outcomeConfidence how far the source of the outcome can be trusted, from 0 for none to 1
 * @param groundTruth what is known to be right; never shown to an agent
 * @param tokenQuality how far the tokens of {@code usage} can be trusted
 * @param costQuality how far the cost of {@code usage} can be trusted
 * @param skills names of the skills the agent used
 * @param diagnostics what the reader repaired or guessed
 * @param rollout how it was started, where that was here
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
    List<Integer> stepHashes,
    @Nullable String finalAnswer,
    List<Judgement> judgements,
    List<Signal> signals,
    Outcome outcome,
    @Nullable Double reward,
    String outcomeSource,
    double outcomeConfidence,
    @Nullable GroundTruth groundTruth,
    @Nullable Usage usage,
    Quality tokenQuality,
    Quality costQuality,
    List<String> skills,
    List<String> diagnostics,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Rollout rollout) {

  public Trajectory {
    models = List.copyOf(models);
    steps = List.copyOf(steps);
    stepHashes = List.copyOf(stepHashes);
    judgements = List.copyOf(judgements);
    signals = List.copyOf(signals);
    skills = List.copyOf(skills);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Starts another trajectory with all that is known of this one but its id. */
  public Builder as(Source otherSource, String otherTaskId) {
    Builder copy = new Builder(this, otherSource, otherTaskId);
    copy.trajectoryId = null;
    return copy;
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

  /** The same run, judged: its outcome, the reward behind it, what said so and how sure it is. */
  public Trajectory withOutcome(
      Outcome value, @Nullable Double rewardValue, String said, double confidence) {
    Builder copy = new Builder(this);
    copy.outcome = value;
    copy.reward = rewardValue;
    copy.outcomeSource = said;
    copy.outcomeConfidence = confidence;
    return copy.build();
  }

  /** The same run with what its steps hint at. */
  public Trajectory withSignals(List<Signal> seen) {
    Builder copy = new Builder(this);
    copy.signals = seen;
    return copy.build();
  }

  /**
   * The same run with all that was said in it rewritten, which makes it another trajectory if
   * anything changes. Ids, names of tools, models and skills, and the source stay.
   *
   * @param text rewrites a text
   * @param json rewrites a text that is JSON into one that is JSON
   * @param principal rewrites the id of the principal
   */
  public Trajectory rewritten(
      UnaryOperator<String> text, UnaryOperator<String> json, UnaryOperator<String> principal) {
    Builder copy = new Builder(this);
    copy.principalId = principalId == null ? null : principal.apply(principalId);
    copy.query = text.apply(query);
    copy.steps = steps.stream().map(step -> step.rewritten(text, json)).toList();
    copy.finalAnswer = finalAnswer == null ? null : text.apply(finalAnswer);
    copy.judgements = judgements.stream().map(judgement -> judgement.rewritten(text)).toList();
    copy.groundTruth = groundTruth == null ? null : groundTruth.rewritten(text, json);
    copy.diagnostics.replaceAll(text);
    // The hash of a long run takes its time: only when there is another one to take.
    boolean same = copy.steps.equals(steps) && copy.judgements.equals(judgements);
    copy.trajectoryId = same ? trajectoryId : null;
    return copy.build();
  }

  /** Collects what a source happens to know; the rest stays unknown. */
  public static final class Builder {
    private final Source source;
    private final String taskId;
    private @Nullable String trajectoryId;
    private @Nullable String sessionId;
    private @Nullable Integer trial;
    private @Nullable String principalId;
    private @Nullable String skillVersionId;
    private List<String> models = List.of();
    private String query = "";
    private List<Step> steps = List.of();
    private @Nullable List<Integer> stepHashes;
    private @Nullable String finalAnswer;
    private List<Judgement> judgements = new ArrayList<>();
    private List<Signal> signals = List.of();
    private Outcome outcome = Outcome.UNKNOWN;
    private @Nullable Double reward;
    private String outcomeSource = "";
    private double outcomeConfidence;
    private @Nullable GroundTruth groundTruth;
    private @Nullable Usage usage;
    private @Nullable Quality tokenQuality;
    private @Nullable Quality costQuality;
    private List<String> skills = List.of();
    private final List<String> diagnostics = new ArrayList<>();
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private @Nullable Rollout rollout;

    private Builder(Source source, String taskId) {
      this.source = source;
      this.taskId = taskId;
    }

    private Builder(Trajectory from) {
      this(from, from.source, from.taskId);
    }

    private Builder(Trajectory from, Source source, String taskId) {
      this(source, taskId);
      trajectoryId = from.trajectoryId;
      sessionId = from.sessionId;
      trial = from.trial;
      principalId = from.principalId;
      skillVersionId = from.skillVersionId;
      models = from.models;
      query = from.query;
      steps = from.steps;
      stepHashes = from.stepHashes;
      finalAnswer = from.finalAnswer;
      judgements = new ArrayList<>(from.judgements);
      signals = from.signals;
      outcome = from.outcome;
      reward = from.reward;
      outcomeSource = from.outcomeSource;
      outcomeConfidence = from.outcomeConfidence;
      groundTruth = from.groundTruth;
      usage = from.usage;
      tokenQuality = from.tokenQuality;
      costQuality = from.costQuality;
      skills = from.skills;
      diagnostics.addAll(from.diagnostics);
      startedAt = from.startedAt;
      endedAt = from.endedAt;
      rollout = from.rollout;
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

    public Builder skillVersion(@Nullable String id) {
      skillVersionId = id;
      return this;
    }

    /** How the run was started. */
    public Builder rollout(Rollout made) {
      rollout = made;
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

    /** Adds what the source says about how it went. */
    public Builder judged(Judgement judgement) {
      judgements.add(judgement);
      return this;
    }

    /** All that is said about how it went, instead of what was said so far. */
    public Builder judgements(List<Judgement> all) {
      judgements = new ArrayList<>(all);
      return this;
    }

    public Builder groundTruth(@Nullable GroundTruth truth) {
      groundTruth = truth;
      return this;
    }

    /** What the run took; what is given is exact unless {@link #quality} says otherwise. */
    public Builder usage(@Nullable Usage total) {
      usage = total == null || total.equals(Usage.NONE) ? null : total;
      return this;
    }

    /** How far the tokens and the cost can be trusted, where there are any. */
    public Builder quality(Quality tokens, Quality cost) {
      tokenQuality = tokens;
      costQuality = cost;
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
      List<Integer> hashes =
          stepHashes == null ? steps.stream().map(Step::hash).toList() : stepHashes;
      return new Trajectory(
          trajectoryId == null ? id() : trajectoryId,
          taskId,
          source,
          sessionId,
          trial,
          principalId,
          skillVersionId,
          models,
          query,
          steps,
          hashes,
          finalAnswer,
          judgements,
          signals,
          outcome,
          reward,
          outcomeSource,
          outcomeConfidence,
          groundTruth,
          usage,
          usage == null || !usage.hasTokens() ? Quality.MISSING : orExact(tokenQuality),
          usage == null || usage.costUsd() == null ? Quality.MISSING : orExact(costQuality),
          skills,
          diagnostics,
          startedAt,
          endedAt,
          rollout);
    }

    private String id() {
      return ContentId.of(
          "trajectory",
          taskId,
          String.valueOf(trial),
          String.valueOf(sessionId),
          steps.toString(),
          judgements.toString());
    }

    private static Quality orExact(@Nullable Quality stated) {
      return stated == null ? Quality.EXACT : stated;
    }
  }
}
