package dev.trace2skill.analyze;

import dev.trace2skill.llm.LlmSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at the trajectories, and how.
 *
 * @param analysts names, see {@link AnalyzeStage#ANALYSTS}
 * @param model null when none of them asks a model
 */
public record AnalyzeSettings(
    List<String> analysts, ContrastSettings contrast, @Nullable ModelSettings model) {

  public AnalyzeSettings {
    analysts = List.copyOf(analysts);
  }

  /**
   * The analysts that ask a model, with other answers of it; see {@link LlmSettings#reseeded}.
   *
   * @throws IllegalStateException when none asks one
   */
  public AnalyzeSettings reseeded(long by) {
    if (by == 0) {
      return this;
    }
    if (model == null) {
      throw new IllegalStateException("no analyst asks a model");
    }
    ModelSettings asked = model;
    return new AnalyzeSettings(
        analysts.stream().filter(AnalyzeStage.ASKING::contains).toList(),
        contrast,
        new ModelSettings(asked.llm().reseeded(by), asked.sample(), asked.talk()));
  }
}
