package dev.trace2skill.analyze;

import dev.trace2skill.llm.Turn;
import dev.trace2skill.model.Analysis.Drop;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.spi.LLMRequest.Sampling;
import java.util.List;

/** Says after a successful run what to keep doing, and learns nothing from a shortcut. */
public record SuccessAnalyst(AnalystSettings settings, Sampling sampling, SkillRules rules)
    implements Analyst {

  /** The analyst's name in conf files and tables. */
  public static final String NAME = "success";

  /** Counts up whenever the code finds something else in the same answers. */
  private static final String VERSION = "1";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Outcome looksAt() {
    return Outcome.SUCCESS;
  }

  @Override
  public int maxTurns() {
    return 2;
  }

  /** The talk about one successful run, to be led to its end: a question, and one more to mend. */
  @Override
  public Turn<Finding> examine(Case c) {
    return new Turn.Done<>(Finding.dropped(Drop.NO_CAUSE, "not looked at", 0, List.of()));
  }

  /** The version of what the model is told. */
  @Override
  public String promptId() {
    return Prompts.id("success.md", "success-answer.json");
  }

  /** A hash of all else that changes what is found, but for the model. */
  @Override
  public String methodId() {
    return ContentId.of(NAME, VERSION, settings.toString(), sampling.toString());
  }
}
