package dev.trace2skill.rollout;

import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Judgement;
import dev.trace2skill.model.Judgement.Kind;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.Evaluations;
import dev.trace2skill.spi.Evaluator.Evaluation;
import dev.trace2skill.spi.KnownEvaluators;
import dev.trace2skill.spi.Outputs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the evaluators say of a run; they alone say whether it went well. */
final class Verdict {

  static final String NAME = "verdict";

  /** What said how a run went when only a model did, as the table of trajectories has it. */
  static final String OPINION = "score " + NAME;

  /** What others say of a run's success, which does not count beside an evaluator's word. */
  private static final Set<Kind> OPINIONS =
      Set.of(Kind.OUTCOME, Kind.REWARD, Kind.SCORE, Kind.FEEDBACK);

  private Verdict() {}

  /** The run with the verdict on it; the same when nothing says what is right. */
  static Trajectory on(Trajectory run, Task task, Path work) {
    Optional<Evaluation> found = Evaluations.of(task, Outputs.of(run, work), KnownEvaluators.all());
    return found.map(evaluation -> with(run, evaluation)).orElse(run);
  }

  private static Trajectory with(Trajectory run, Evaluation evaluation) {
    List<Judgement> all = new ArrayList<>(run.judgements());
    all.removeIf(judgement -> OPINIONS.contains(judgement.kind()));
    String differences = String.join("\n", evaluation.differences());
    Trajectory.Builder judged = run.as(run.source(), run.taskId());
    if (evaluation.undecided()) {
      judged.diagnostic("not judged: " + differences);
    } else {
      all.add(judgement(evaluation));
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

  private static Judgement judgement(Evaluation evaluation) {
    // A model's opinion is a score, which between its ends says nothing.
    return evaluation.restsOnOpinion()
        ? Judgement.of(Kind.SCORE, NAME, evaluation.accepted() ? 1 : 0)
        : Judgement.of(Kind.REWARD, NAME, evaluation.score());
  }
}
