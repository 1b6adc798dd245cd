package dev.trace2skill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.gate.GateSettings;
import dev.trace2skill.gate.SplitSettings;
import dev.trace2skill.gate.SplitSettings.By;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a skill version is judged; {@code conf/local.yaml} explains the keys.
 *
 * @param targets the agents that it is judged with; the one of {@code rollout} when it is left out
 */
record GateConf(
    @Nullable List<Target> targets,
    @Nullable Double alpha,
    @Nullable Double effect,
    @Nullable Double power,
    @Nullable Integer looks,
    @Nullable Integer trials,
    @Nullable Boolean noise,
    @Nullable Boolean opinions,
    @Nullable Long seed,
    @Nullable Split split) {

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
          from == null ? null : time(from),
          seed == null ? standard.seed() : seed,
          likeness == null ? standard.likeness() : likeness);
    }

    private static Instant time(String text) {
      try {
        return Instant.parse(text.contains("T") ? text : text + "T00:00:00Z");
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            "from '" + text + "' is no day or time such as 2026-11-01 or 2026-11-01T12:00:00Z");
      }
    }
  }

  GateConf {
    var unused = settings(alpha, effect, power, looks, trials, noise, opinions, seed);
    if (targets != null && targets.isEmpty()) {
      throw new IllegalArgumentException("targets is empty: leave it out, or name an agent");
    }
  }

  GateSettings settings() {
    return settings(alpha, effect, power, looks, trials, noise, opinions, seed);
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
