package dev.trace2skill.analyze;

import dev.trace2skill.analyze.AnalystSettings.Mode;
import dev.trace2skill.llm.Turn;
import dev.trace2skill.model.Analysis.Drop;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.spi.LLMRequest.Sampling;
import java.util.List;

/**
 * Looks for the cause of a failed run and for edits of the skill that would have prevented it. What
 * it does is a function of the model's answers alone.
 */
public record ErrorAnalyst(
    AnalystSettings settings, Evaluators evaluators, Sampling sampling, SkillRules rules)
    implements Analyst {

  /** The analyst's name in conf files and tables. */
  public static final String NAME = "error";

  /** Counts up whenever the code finds something else in the same answers. */
  private static final String VERSION = "1";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Outcome looksAt() {
    return Outcome.FAILURE;
  }

  @Override
  public int maxTurns() {
    return settings.mode() == Mode.AGENTIC ? settings.maxTurns() : 2;
  }

  /** The talk about one failed run, to be led to its end. */
  @Override
  public Turn<Finding> examine(Case c) {
    return new Turn.Done<>(Finding.dropped(Drop.NO_CAUSE, "not looked at", 0, List.of()));
  }

  /** The version of what the model is told. */
  @Override
  public String promptId() {
    return switch (settings.mode()) {
      case AGENTIC -> Prompts.id("error.md", "error-tools.json");
      case SINGLE_CALL -> Prompts.id("error-single-call.md", "error-answer.json");
    };
  }

  /** A hash of all else that changes what is found, but for the model. */
  @Override
  public String methodId() {
    return ContentId.of(
        NAME, VERSION, settings.toString(), evaluators.toString(), sampling.toString());
  }
}
