package dev.trace2skill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.gate.GateSettings;
import dev.trace2skill.gate.SplitSettings;
import dev.trace2skill.gate.SplitSettings.By;
import dev.trace2skill.gate.Timeline;
import dev.trace2skill.model.Words;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a skill version is judged; {@code conf/local.yaml} explains the keys.
 *
 * @param kind {@code rollouts}, or {@code temporal} for recorded runs alone
 * @param before a time or a share of the runs: what is learnt from, when it is temporal
 * @param unjudged whether lessons may go out that no records can show
 * @param ablation the most runs to find lessons that harm in a version that is rejected; null for
 *     none
 * @param targets the agents that it is judged with; the one of {@code rollout} when it is left out
 */
record GateConf(
    @Nullable String kind,
    @Nullable String before,
    @Nullable Boolean unjudged,
    @Nullable List<Target> targets,
    @Nullable Double alpha,
    @Nullable Double effect,
    @Nullable Double power,
    @Nullable Integer looks,
    @Nullable Integer trials,
    @Nullable Boolean noise,
    @Nullable Boolean opinions,
    @Nullable Long seed,
    @Nullable Long ablation,
    @Nullable Split split) {

  private static final double SHARE = 0.7;

  /** An agent; how it is tried otherwise is in {@code rollout}. */
  record Target(String harness, @Nullable JsonNode settings, @Nullable ModelConf model) {}

  /** See {@link SplitSettings}. */
  record Split(
      @Nullable String by,
      @Nullable Double validate,
      @Nullable Double sealed,
      @Nullable String from,
      @Nullable Double likeness,
      @Nullable Long seed) {

    Split {
      var unused = settings(by, validate, sealed, from, likeness, seed);
    }

    SplitSettings settings() {
      return settings(by, validate, sealed, from, likeness, seed);
    }

    private static SplitSettings settings(
        @Nullable String by,
        @Nullable Double validate,
        @Nullable Double sealed,
        @Nullable String from,
        @Nullable Double likeness,
        @Nullable Long seed) {
      SplitSettings standard = SplitSettings.NAMED;
      return new SplitSettings(
          by == null ? standard.by() : Words.one("by", by, By.values()),
          validate == null ? standard.validate() : validate,
          sealed == null ? standard.sealed() : sealed,
          from == null ? null : time("from", from),
          seed == null ? standard.seed() : seed,
          likeness == null ? standard.likeness() : likeness);
    }
  }

  /** How a version is judged. */
  private enum Kind {
    ROLLOUTS,
    TEMPORAL
  }

  GateConf {
    var unusedToo = timeline(kind, before);
    if (ablation != null && ablation < 1) {
      throw new IllegalArgumentException("ablation is a number of runs, at least 1");
    }
    var unused = settings(alpha, effect, power, looks, trials, noise, opinions, seed);
    if (targets != null && targets.isEmpty()) {
      throw new IllegalArgumentException("targets is empty: leave it out, or name an agent");
    }
  }

  /**
   * With ablation several versions may be judged in a row: each has its share of the error rate.
   */
  GateSettings settings() {
    GateSettings all = allSettings();
    return ablation == null ? all : all.at(all.alpha() / GateStep.MOST_ROUNDS);
  }

  private GateSettings allSettings() {
    return settings(alpha, effect, power, looks, trials, noise, opinions, seed);
  }

  /** Where recorded runs are cut; null when agents try held-out tasks. */
  @Nullable Timeline timeline() {
    return timeline(kind, before);
  }

  boolean unjudgedOrDefault() {
    return unjudged != null && unjudged;
  }

  private static @Nullable Timeline timeline(@Nullable String kind, @Nullable String before) {
    Kind known = kind == null ? Kind.ROLLOUTS : Words.one("kind", kind, Kind.values());
    if (known == Kind.ROLLOUTS) {
      if (before != null) {
        throw new IllegalArgumentException("before goes with kind: temporal");
      }
      return null;
    }
    if (before == null) {
      return new Timeline(null, SHARE);
    }
    return before.matches("0?\\.\\d+")
        ? new Timeline(null, Double.parseDouble(before))
        : new Timeline(time("before", before), SHARE);
  }

  private static Instant time(String key, String text) {
    try {
      return Instant.parse(text.contains("T") ? text : text + "T00:00:00Z");
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s '%s' is no day or time such as 2026-11-01 or 2026-11-01T12:00:00Z"
              .formatted(key, text));
    }
  }

  SplitSettings splitSettings() {
    return split == null ? SplitSettings.NAMED : split.settings();
  }

  private static GateSettings settings(
      @Nullable Double alpha,
      @Nullable Double effect,
      @Nullable Double power,
      @Nullable Integer looks,
      @Nullable Integer trials,
      @Nullable Boolean noise,
      @Nullable Boolean opinions,
      @Nullable Long seed) {
    GateSettings standard = GateSettings.DEFAULT;
    return new GateSettings(
        alpha == null ? standard.alpha() : alpha,
        effect == null ? standard.effect() : effect,
        power == null ? standard.power() : power,
        looks == null ? standard.looks() : looks,
        trials == null ? standard.trials() : trials,
        noise == null ? standard.noise() : noise,
        opinions == null ? standard.opinions() : opinions,
        seed == null ? standard.seed() : seed);
  }
}
