package dev.trace2skill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.trace2skill.process.Limits;
import dev.trace2skill.rollout.RolloutSettings;
import dev.trace2skill.rollout.RolloutSettings.GivenSkill;
import dev.trace2skill.rollout.RolloutSettings.Placement;
import dev.trace2skill.spi.HarnessSettings;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How tasks are tried; {@code conf/local.yaml} explains the keys.
 *
 * @param harness the harness adapter
 * @param settings what the adapter alone understands
 * @param tasks which tasks; all of the table when it is left out
 * @param skill {@code base}, {@code none}, {@code latest} or the id of a skill version
 * @param model the model that the agent asks; that of the section {@code llm} when it is left out
 * @param judge the model whose opinion checks may ask for; none when it is left out
 * @param deadline seconds for one run
 * @param grace seconds between the signal that asks a program to end and the one that ends it
 */
record RolloutConf(
    String harness,
    @Nullable JsonNode settings,
    @Nullable Choice tasks,
    @Nullable String skill,
    @Nullable ModelConf model,
    @Nullable ModelConf judge,
    @Nullable Integer trials,
    @Nullable List<Long> seeds,
    @Nullable Integer attempts,
    @Nullable Integer window,
    @Nullable Integer slots,
    @Nullable Integer deadline,
    @Nullable Integer grace,
    @Nullable Integer outputMegabytes,
    @Nullable Integer diskMegabytes,
    @Nullable Integer memoryMegabytes,
    @Nullable Integer processes,
    @Nullable Integer artefactKilobytes,
    @Nullable String isolation,
    @Nullable String directory,
    @Nullable List<String> environment,
    @Nullable List<String> watched) {

  private static final Pattern SECRET =
      Pattern.compile("(?i)(secret|passw|token|credential|api-?_?key)(?!.*(env|file|variable)$)");

  private static final int ATTEMPTS = 2;
  private static final int ARTEFACT_KILOBYTES = 1_024;

  /** Which tasks: those of a split, with all of some tags, of some ids. */
  record Choice(@Nullable String split, @Nullable List<String> tags, @Nullable List<String> ids) {}

  RolloutConf {
    if (settings != null && !settings.isObject()) {
      throw new IllegalArgumentException("settings is not a mapping of keys");
    }
    if (settings != null) {
      settings
          .fieldNames()
          .forEachRemaining(
              key -> {
                // Settings are stored with the run.
                if (SECRET.matcher(key).find()) {
                  throw new IllegalArgumentException(
                      "settings holds no secret such as '"
                          + key
                          + "': name its variable in environment, or use llm.api-key-env");
                }
              });
    }
    var unused =
        limits(deadline, grace, outputMegabytes, diskMegabytes, memoryMegabytes, processes);
    var unusedToo = placement(directory, isolation, window, slots, environment, watched);
    if ((trials != null && trials < 1) || (attempts != null && attempts < 1)) {
      throw new IllegalArgumentException("trials and attempts must be at least 1");
    }
  }

  /** Another agent, tried as this one is. */
  RolloutConf of(GateConf.Target target) {
    return new RolloutConf(
        target.harness(),
        target.settings(),
        null,
        null,
        target.model() == null && target.harness().equals(harness) ? model : target.model(),
        judge,
        null,
        seeds,
        attempts,
        window,
        slots,
        deadline,
        grace,
        outputMegabytes,
        diskMegabytes,
        memoryMegabytes,
        processes,
        artefactKilobytes,
        isolation,
        directory,
        environment,
        watched);
  }

  /** An agent, tried as is usual. */
  static RolloutConf usual(GateConf.Target target) {
    return new RolloutConf(
        target.harness(),
        target.settings(),
        null,
        null,
        target.model(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  String skillOrDefault() {
    return skill == null ? "base" : skill;
  }

  HarnessSettings harnessSettings() {
    return settings == null
        ? HarnessSettings.of(JsonNodeFactory.instance.objectNode())
        : HarnessSettings.of(settings);
  }

  /**
   * Everything resolved.
   *
   * @param llm the model that counts; null when there is none
   * @param asks whether runs ask their model through this program
   */
  RolloutSettings settings(
      @Nullable LlmConf llm,
      boolean asks,
      @Nullable GivenSkill given,
      @Nullable String skillVersionId) {
    return new RolloutSettings(
        harness,
        harnessSettings(),
        llm == null ? null : llm.endpoint(),
        llm == null || !asks ? null : llm.settings(),
        judge == null ? null : judge.in(llm).settings(),
        given,
        skillVersionId,
        trials == null ? 1 : trials,
        seeds == null ? List.of(0L) : seeds,
        limits(deadline, grace, outputMegabytes, diskMegabytes, memoryMegabytes, processes),
        placement(directory, isolation, window, slots, environment, watched),
        attempts == null ? ATTEMPTS : attempts,
        (artefactKilobytes == null ? ARTEFACT_KILOBYTES : artefactKilobytes) * 1024L);
  }

  private static Limits limits(
      @Nullable Integer deadline,
      @Nullable Integer grace,
      @Nullable Integer output,
      @Nullable Integer disk,
      @Nullable Integer memory,
      @Nullable Integer processes) {
    Limits standard = Limits.DEFAULT;
    return new Limits(
        deadline == null ? standard.deadline() : Duration.ofSeconds(deadline),
        grace == null ? standard.grace() : Duration.ofSeconds(grace),
        output == null ? standard.outputBytes() : (long) output << 20,
        disk == null ? standard.diskBytes() : (long) disk << 20,
        memory == null ? standard.memoryBytes() : (long) memory << 20,
        processes == null ? standard.processes() : processes);
  }

  private static Placement placement(
      @Nullable String directory,
      @Nullable String isolation,
      @Nullable Integer window,
      @Nullable Integer slots,
      @Nullable List<String> environment,
      @Nullable List<String> watched) {
    Placement standard = Placement.DEFAULT;
    return new Placement(
        directory,
        isolation == null ? standard.isolation() : isolation,
        window == null ? standard.window() : window,
        slots,
        standard.wave(),
        environment == null ? List.of() : environment,
        watched == null ? List.of() : watched);
  }
}
