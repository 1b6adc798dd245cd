package dev.trace2skill.analyze;

import dev.trace2skill.llm.Turn;
import dev.trace2skill.llm.prompt.Delimited;
import dev.trace2skill.llm.prompt.Prompts;
import dev.trace2skill.model.Analysis.Drop;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.spi.LLMRequest.Sampling;
import java.util.Optional;

/** Says after a successful run what to keep doing, and learns nothing from a shortcut. */
public record SuccessAnalyst(AnalystSettings settings, Sampling sampling, SkillRules rules)
    implements Analyst {

  /** The analyst's name in conf files and tables. */
  public static final String NAME = "success";

  /** Counts up whenever the code finds something else in the same answers. */
  private static final String VERSION = "1";

  private static final Prompts PROMPTS = new Prompts(SuccessAnalyst.class);

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
    return Question.MOST_TURNS;
  }

  /** The talk about one successful run: a question, and one more to mend the answer. */
  @Override
  public Turn<Finding> examine(Case whole) {
    Case c = new Case(whole.run(), whole.task(), null, whole.base());
    CaseText text = CaseText.of(c, settings.transcriptTokens());
    GroundTruthValues secret = GroundTruthValues.of(c);
    Answers answers = new Answers(new QualityGate(c, rules, secret), null, text.flags());
    Optional<Fault> fault =
        text.fits()
            ? Shortcuts.in(c.run()).map(found -> new Fault(Drop.SHORTCUT, found, ""))
            : Optional.of(new Fault(Drop.TOO_LONG, "the run is too long for the transcript", ""));
    if (fault.isPresent()) {
      return new Turn.Done<>(answers.dropped(fault.get()));
    }
    return new Question(
            PROMPTS.text("success.md"),
            "success-answer.json",
            sampling,
            answers::read,
            answers::dropped)
        .ask(
            text.with(
                "The successful run",
                "The skill:\n" + Delimited.of("skill", SkillView.whole(c.base()))));
  }

  @Override
  public String promptId() {
    return PROMPTS.id("success.md", "success-answer.json");
  }

  @Override
  public String methodId() {
    return ContentId.of(NAME, VERSION, settings.toString(), sampling.toString());
  }
}
