package dev.trace2skill.rollout;

import dev.trace2skill.llm.Share;
import dev.trace2skill.spi.HarnessProfile;
import dev.trace2skill.store.Artefacts;
import dev.trace2skill.store.FanOut;
import dev.trace2skill.store.Journal;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * {@code orders -> rolled}: one Spark task's orders, many runs at a time.
 *
 * @param arms how tasks are tried with each skill; all but the skill and the trials is the same
 * @param share what the task may use of the model; null when no run of this program asks one
 * @param width the most runs of the task at once
 * @param finished counts runs that came to an end, while the task goes on
 */
record Crew(
    List<RolloutSettings> arms,
    HarnessProfile profile,
    @Nullable Share share,
    int width,
    Journal rollouts,
    Journal calls,
    Artefacts artefacts,
    Intake intake,
    SerializableConfiguration conf,
    String runId,
    LongAccumulator finished)
    implements MapPartitionsFunction<Row, Row>, Serializable {

  static final String STAGE = "rollout";

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    Worker worker = new Worker(this);
    return FanOut.<Row, Row>map(
            rows, width, row -> worker.take(row).thenApply(Rolled.ROLLED.codec()::toRow))
        .closing(worker);
  }
}
