package dev.trace2skill.analyze;

import dev.trace2skill.llm.Turn;
import dev.trace2skill.llm.prompt.Delimited;
import dev.trace2skill.llm.prompt.Prompts;
import dev.trace2skill.model.Analysis.Drop;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.spi.LLMRequest.Sampling;

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

  private static final Prompts PROMPTS = new Prompts(ErrorAnalyst.class);

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
    return switch (settings.mode()) {
      case AGENTIC -> settings.maxTurns();
      case SINGLE_CALL -> Question.MOST_TURNS;
    };
  }

  /** The talk about one failed run, to be led to its end. */
  @Override
  public Turn<Finding> examine(Case whole) {
    CaseText text = CaseText.of(whole, settings.transcriptTokens());
    Case c = text.shown(whole);
    Workbench bench = Workbench.of(c, evaluators, rules, text.flags());
    if (!text.fits()) {
      return new Turn.Done<>(
          Finding.dropped(
              Drop.TOO_LONG, "the run is too long for the transcript", 0, bench.flags()));
    }
    return switch (settings.mode()) {
      case AGENTIC -> talk(c, text, bench);
      case SINGLE_CALL -> question(c, text, bench);
    };
  }

  private Turn<Finding> talk(Case c, CaseText text, Workbench bench) {
    boolean judged = bench.judge().evaluator() != null;
    if (!judged && c.contrast() == null) {
      // Whatever was found, nothing could verify it: nothing is asked and nothing paid.
      return new Turn.Done<>(
          Finding.dropped(
              Drop.UNVERIFIED,
              "no evaluator measures the failure, and no success of the task is known",
              0,
              bench.flags()));
    }
    String how =
        judged
            ? "An evaluator judges this task: a correction has to be accepted."
            : "No evaluator measures this failure: the success has to show the cause.";
    return new ToolTalk(
            PROMPTS.text("error.md"), ToolBox.of("error-tools.json"), bench, settings, sampling)
        .start(text.with("The failed run", how));
  }

  private Turn<Finding> question(Case c, CaseText text, Workbench bench) {
    Answers answers = new Answers(bench.gate(), bench.judge(), bench.flags());
    return new Question(
            PROMPTS.text("error-single-call.md"),
            "error-answer.json",
            sampling,
            answers::read,
            answers::dropped)
        .ask(
            text.with(
                "The failed run",
                bench.judge().differences(),
                "The skill:\n" + Delimited.of("skill", SkillView.whole(c.base()))));
  }

  @Override
  public String promptId() {
    return switch (settings.mode()) {
      case AGENTIC -> PROMPTS.id("error.md", "error-tools.json");
      case SINGLE_CALL -> PROMPTS.id("error-single-call.md", "error-answer.json");
    };
  }

  @Override
  public String methodId() {
    return ContentId.of(
        NAME, VERSION, settings.toString(), evaluators.toString(), sampling.toString());
  }
}
