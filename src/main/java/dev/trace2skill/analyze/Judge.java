package dev.trace2skill.analyze;

import dev.trace2skill.model.Task;
import dev.trace2skill.spi.Evaluator;
import dev.trace2skill.spi.Evaluator.Evaluation;
import dev.trace2skill.spi.Evaluator.Output;
import dev.trace2skill.spi.Outputs;
import org.jspecify.annotations.Nullable;

/**
 * Who decides whether an output of a failed run's task is right. An evaluator that accepts what the
 * failed run came to does not measure this failure, so that nobody decides.
 *
 * @param evaluator null when no evaluator measures the failure
 * @param own its verdict on the run as it was; null likewise
 */
record Judge(Task task, Output output, @Nullable Evaluator evaluator, @Nullable Evaluation own) {

  static Judge of(Case c, Evaluators evaluators) {
    Output output = Outputs.of(c.run());
    Evaluator evaluator = evaluators.judgeOf(c.task()).orElse(null);
    Evaluation own = evaluator == null ? null : evaluator.evaluate(c.task(), output);
    return own == null || own.accepted()
        ? new Judge(c.task(), output, null, null)
        : new Judge(c.task(), output, evaluator, own);
  }

  /** What the evaluator says of the run as it was. */
  String differences() {
    return own == null
        ? "No evaluator measures this failure. Only a success of the same task can show the cause."
        : "The evaluator rejects the run:\n- " + String.join("\n- ", own.differences());
  }
}
