package dev.trace2skill.rollout;

import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Judgement;
import dev.trace2skill.model.Judgement.Kind;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.AskingEvaluator;
import dev.trace2skill.spi.Evaluations;
import dev.trace2skill.spi.Evaluator;
import dev.trace2skill.spi.Evaluator.Evaluation;
import dev.trace2skill.spi.KnownEvaluators;
import dev.trace2skill.spi.Outputs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the evaluators say of a run; they alone say whether it went well. */
final class Verdict {

  static final String NAME = "verdict";

  /** The name of a verdict that would be another, or none, without what a model says. */
  static final String OPINION = "opinion";

  /** What others say of a run's success, which does not count beside an evaluator's word. */
  private static final Set<Kind> OPINIONS =
      Set.of(Kind.OUTCOME, Kind.REWARD, Kind.SCORE, Kind.FEEDBACK);

  private Verdict() {}

  /**
   * Who judges.
   *
   * @param asking what checks that need a model's opinion ask
   * @param model how it is asked; null when there is none
   */
  record Bench(Asking asking, @Nullable LlmSettings model) {

    private List<Evaluator> evaluators() {
      return model == null
          ? KnownEvaluators.all()
          : KnownEvaluators.all().stream()
              .map(e -> e instanceof AskingEvaluator a ? a.asking(asking, model.sampling()) : e)
              .toList();
    }

    private String modelName() {
      return model == null ? "" : model.endpoint().model();
    }
  }

  /**
   * The run with the verdict on it; the same when nothing says what is right. A model that cannot
   * be reached breaks the run down: it is nobody's verdict, and the run is made again.
   */
  static Trajectory on(Trajectory run, Task task, Path work, Bench bench) {
    Optional<Evaluation> found = Evaluations.of(task, Outputs.of(run, work), bench.evaluators());
    if (bench.asking().unanswered()) {
      List<Judgement> all = new ArrayList<>(run.judgements());
      all.add(Judgement.of(Kind.CRASH, "judge", bench.asking().detail()));
      return run.as(run.source(), run.taskId()).judgements(all).build();
    }
    return found.map(evaluation -> with(run, evaluation, bench)).orElse(run);
  }

  private static Trajectory with(Trajectory run, Evaluation evaluation, Bench bench) {
    List<Judgement> all = new ArrayList<>(run.judgements());
    all.removeIf(judgement -> OPINIONS.contains(judgement.kind()));
    String differences = String.join("\n", evaluation.differences());
    Trajectory.Builder judged = run.as(run.source(), run.taskId());
    if (evaluation.undecided()) {
      judged.diagnostic("not judged: " + differences);
    } else {
      all.add(judgement(evaluation, bench));
    }
    GroundTruth truth = run.groundTruth();
    if (!differences.isEmpty()) {
      judged.groundTruth(
          new GroundTruth(
              truth == null ? List.of() : truth.calls(),
              truth == null ? List.of() : truth.outputs(),
              differences));
    }
    return judged.judgements(all).build();
  }

  private static Judgement judgement(Evaluation evaluation, Bench bench) {
    // A model's opinion is a score, which between its ends says nothing.
    return evaluation.restsOnOpinion()
        ? new Judgement(Kind.SCORE, OPINION, evaluation.accepted() ? 1.0 : 0.0, bench.modelName())
        : Judgement.of(Kind.REWARD, NAME, evaluation.score());
  }
}
