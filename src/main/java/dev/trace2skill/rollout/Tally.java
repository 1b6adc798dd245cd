package dev.trace2skill.rollout;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import dev.trace2skill.model.UserError;
import dev.trace2skill.rollout.Rolled.State;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Sums over the waves. */
final class Tally {
  private final long leftOut;
  private final long ordered;
  private final long known;
  private final Map<String, Long> outcomes = new TreeMap<>();
  private long fromJournal;
  private long redactions;
  private String detail = "";
  private String trouble = "";
  private String mend = "";

  Tally(long leftOut, long ordered, long known) {
    this.leftOut = leftOut;
    this.ordered = ordered;
    this.known = known;
  }

  /** Adds a wave: a row for each way in which runs can end. Gives its calls of a model. */
  long add(Dataset<Row> rolled) {
    long calls = 0;
    for (Row r :
        rolled
            .groupBy(col("state"), col("trajectory.outcome").as("outcome"))
            .agg(
                count(lit(1)),
                sum(col("from_journal").cast("long")),
                sum("redactions"),
                min("detail"),
                sum(size(col("calls"))))
            .collectAsList()) {
      String state = r.getString(0);
      boolean done = state.equals(State.DONE.name().toLowerCase(Locale.ROOT));
      outcomes.merge(done ? r.getString(1) : state, r.getLong(2), Long::sum);
      fromJournal += r.getLong(3);
      redactions += r.getLong(4);
      calls += r.getLong(6);
      if (state.equals("budget")) {
        detail = r.getString(5);
      } else if (state.equals("infra")) {
        trouble = r.getString(5);
      } else if (state.equals("misconfigured")) {
        mend = r.getString(5);
      }
    }
    return calls;
  }

  /** Why some runs were not carried out; empty as long as all were. */
  String detail() {
    return detail;
  }

  /** Stops for what only the user can mend; what was made is stored by now. */
  void complain() {
    if (!mend.isEmpty()) {
      throw new UserError(mend);
    }
  }

  RolloutStage.Counts counts() {
    return new RolloutStage.Counts(
        leftOut, ordered, known, fromJournal, redactions, outcomes, detail, trouble);
  }
}
