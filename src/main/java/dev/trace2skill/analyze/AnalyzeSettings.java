package dev.trace2skill.analyze;

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
}
