package dev.trace2skill.rollout;

import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.model.Skill;
import dev.trace2skill.process.Limits;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.spi.LLMEndpoint;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How tasks are tried.
 *
 * @param harness the harness adapter's name
 * @param settings what the adapter alone understands
 * @param model the model that the agent asks; null when its settings say it
 * @param llm how a harness that runs in this program asks its model; null when it cannot
 * @param judge how checks that need a model's opinion ask for it; null when there is none to ask
 * @param skill what the agent works from; null for runs without one
 * @param skillVersionId the version that the skill is; null when it is none of the warehouse's
 * @param trials runs of each task with each seed
 * @param placement where and how many runs at once
 * @param attempts for a run that breaks down by no fault of the agent's
 * @param artefactBytes the most that is kept of one file that a run left behind
 */
public record RolloutSettings(
    String harness,
    HarnessSettings settings,
    @Nullable LLMEndpoint model,
    @Nullable LlmSettings llm,
    @Nullable LlmSettings judge,
    @Nullable GivenSkill skill,
    @Nullable String skillVersionId,
    int trials,
    List<Long> seeds,
    Limits limits,
    Placement placement,
    int attempts,
    long artefactBytes)
    implements Serializable {

  /** A skill under the name of its folder. */
  public record GivenSkill(String name, Skill skill) implements Serializable {}

  /**
   * Where and how many runs at once.
   *
   * @param directory of every machine's runs; null for the usual one
   * @param isolation {@code auto}, or what must be there to keep runs in their place
   * @param window the most runs under way at once, over all executors
   * @param slots the most on one executor, of a harness that takes memory there; null for as many
   *     as half of its free memory holds
   * @param wave runs that are appended to the tables together
   * @param environment names of variables that runs get from the executor's environment
   * @param watched files and folders that no run may change, looked at where that is not prevented
   */
  public record Placement(
      @Nullable String directory,
      String isolation,
      int window,
      @Nullable Integer slots,
      int wave,
      List<String> environment,
      List<String> watched)
      implements Serializable {

    /** 16 at once, kept in their place as well as the machine can. */
    public static final Placement DEFAULT =
        new Placement(null, "auto", 16, null, 1_000, List.of(), List.of());

    public Placement {
      environment = List.copyOf(environment);
      watched = List.copyOf(watched);
      if (window < 1 || wave < 1 || (slots != null && slots < 1)) {
        throw new IllegalArgumentException("window, slots and wave must be at least 1");
      }
    }
  }

  /** The same with another skill, and with other runs of each task. */
  public RolloutSettings with(@Nullable GivenSkill other, @Nullable String versionId, int runs) {
    return new RolloutSettings(
        harness,
        settings,
        model,
        llm,
        judge,
        other,
        versionId,
        runs,
        seeds,
        limits,
        placement,
        attempts,
        artefactBytes);
  }

  public RolloutSettings {
    seeds = List.copyOf(seeds);
    if (trials < 1 || attempts < 1 || seeds.isEmpty()) {
      throw new IllegalArgumentException("trials, attempts and seeds must be at least 1");
    }
    if (seeds.stream().distinct().count() < seeds.size()) {
      throw new IllegalArgumentException("a seed is named twice");
    }
  }

  /** The settings whose window and budget hold for all that is asked; null when nothing is. */
  @Nullable LlmSettings asked() {
    return llm == null ? judge : llm;
  }
}
