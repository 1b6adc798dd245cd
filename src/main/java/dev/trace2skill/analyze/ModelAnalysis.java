package dev.trace2skill.analyze;

import static dev.trace2skill.analyze.Examination.EXAMINED;
import static dev.trace2skill.store.Tables.ANALYSES;
import static dev.trace2skill.store.Tables.COVERAGE;
import static dev.trace2skill.store.Tables.LLM_CALLS;
import static dev.trace2skill.store.Tables.PATCHES;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import dev.trace2skill.llm.Budget;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.Share;
import dev.trace2skill.llm.Spent;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Journal;
import dev.trace2skill.store.Table;
import dev.trace2skill.store.Warehouse;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * {@code trajectories -> llm_calls, patches, analyses, coverage}: one analyst that asks a model. It
 * works in waves, each of which is appended to the tables once; an answer is in the journal before
 * it is used, so that whatever is done again costs nothing.
 */
final class ModelAnalysis {

  private static final Table<Likeness> LIKENESSES =
      Table.of("likenesses", Likeness.class, "trajectory_id");

  private static final StructType LEFT =
      new StructType()
          .add("trajectory_id", DataTypes.StringType)
          .add("task_id", DataTypes.StringType)
          .add("outcome", DataTypes.StringType);

  /** The least talks in a wave: some seconds of appending for minutes of talking. */
  private static final long WAVE = 2_000;

  /** As many times over the window is filled in a wave: at its end the window runs empty once. */
  private static final long WINDOWS = 16;

  private final Warehouse warehouse;
  private final LlmSettings llm;
  private final Sample sample;
  private final Analyst analyst;
  private final Skill base;
  private final String runId;
  private final Ledger ledger;
  private final Looks looks;
  private final Accounts accounts;
  private final Instant startedAt;

  /**
   * @param startedAt when the run began, for a budget of time
   */
  ModelAnalysis(
      Warehouse warehouse,
      ModelSettings settings,
      Analyst analyst,
      Skill base,
      String runId,
      Instant startedAt) {
    this.warehouse = warehouse;
    this.llm = settings.llm();
    this.sample = settings.sample();
    this.analyst = analyst;
    this.base = base;
    this.runId = runId;
    this.ledger = new Ledger(warehouse, runId);
    this.looks = new Looks(warehouse, analyst, base.id(), llm.endpoint().model());
    this.accounts = new Accounts(looks, ledger);
    this.startedAt = startedAt;
  }

  /** Looks at everything that is chosen and was not looked at before, as far as the budget goes. */
  TalkCounts run() {
    Dataset<Row> alike = alike().persist(StorageLevel.MEMORY_AND_DISK());
    try {
      talk(alike);
      if (!drawn(alike).where("stand_in_id is not null").isEmpty()) {
        warehouse.append(PATCHES, looks.carriedOver(drawn(alike)));
      }
      warehouse.append(COVERAGE, accounts.coverage(drawn(alike)));
      return accounts.counts(drawn(alike));
    } finally {
      alike.unpersist();
    }
  }

  /** Kept in memory: it depends on no table that is written here, or Spark would make it anew. */
  private Dataset<Row> alike() {
    return LIKENESSES.map(looks.eligible(), TRAJECTORIES, Likeness::of);
  }

  private Dataset<Row> drawn(Dataset<Row> alike) {
    return sample.of(alike, looks.analysed());
  }

  /**
   * Pass after pass over what is left, for as long as a pass spends something: a budget is dealt
   * out in shares, and what one Spark task left of its share another can use in the next pass.
   */
  private void talk(Dataset<Row> alike) {
    int tasks = tasks();
    while (true) {
      Spent before = ledger.spent();
      if (!pass(alike, tasks)) {
        return;
      }
      if (ledger.spent().equals(before)) {
        if (tasks == 1) {
          return;
        }
        tasks = Math.max(1, tasks / 8);
      }
    }
  }

  private int tasks() {
    return Math.min(warehouse.spark().sparkContext().defaultParallelism(), llm.window());
  }

  /** What is chosen and not looked at yet, without what this run could get no answer about. */
  private Dataset<Row> left(Dataset<Row> alike) {
    String[] byId = {"trajectory_id"};
    return drawn(alike)
        .where("chosen")
        .select("trajectory_id", "task_id", "outcome")
        .join(looks.analysed().select("trajectory_id"), byId, "left_anti")
        .join(ledger.unanswered(analyst.name()), byId, "left_anti");
  }

  /**
   * One wave after the other until one meets the end of its budget.
   *
   * @return whether one did
   */
  private boolean pass(Dataset<Row> alike, int tasks) {
    long talks = Math.max(WAVE, WINDOWS * llm.window());
    long waves = (left(alike).count() + talks - 1) / talks;
    for (long wave = 0; wave < waves; wave++) {
      Column mine = pmod(xxhash64(col("trajectory_id")), lit(waves)).equalTo(wave);
      // The ids of a wave. What is read from here on depends on no table that it writes.
      List<Row> ids = left(alike).where(mine).collectAsList();
      Dataset<Row> rows = warehouse.spark().createDataFrame(ids, LEFT);
      if (!ids.isEmpty() && wave(rows, tasks)) {
        return true;
      }
    }
    return false;
  }

  private boolean wave(Dataset<Row> left, int tasks) {
    Dataset<Row> examined =
        Candidates.of(warehouse.currentTrajectories(), left)
            .repartition(tasks, col("trajectory_id"))
            .mapPartitions(examination(tasks), EXAMINED.codec().encoder())
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      warehouse.append(LLM_CALLS, calls(examined));
      warehouse.append(PATCHES, present(examined, "patch"));
      // Last: it says that there is nothing left to do.
      warehouse.append(ANALYSES, present(examined, "analysis"));
      // A row for each way in which a talk can end.
      List<Row> endings =
          examined.groupBy("ending").agg(count(lit(1)), min("detail")).collectAsList();
      endings.forEach(ModelAnalysis::complain);
      return endings.stream().anyMatch(r -> r.getString(0).equals("budget"));
    } finally {
      examined.unpersist();
    }
  }

  private Examination examination(int tasks) {
    Budget left = ledger.run().left(llm.budget(), startedAt, Instant.now());
    return new Examination(
        analyst, base, llm, llm.within(left).share(tasks), Journal.of(warehouse), runId);
  }

  /** Two talks may have needed the same answer. */
  private static Dataset<Row> calls(Dataset<Row> examined) {
    return examined
        .select(explode(col("calls")).as("call"))
        .select("call.*")
        .dropDuplicates(LLM_CALLS.key().toArray(String[]::new));
  }

  private static Dataset<Row> present(Dataset<Row> examined, String column) {
    return examined.where(col(column).isNotNull()).select(column + ".*");
  }

  /** Stops the run for what only the user can mend. What was paid for is stored by now. */
  private static void complain(Row ending) {
    switch (ending.getString(0)) {
      case "misconfigured" -> throw new UserError(ending.getString(2));
      case "not_recorded" ->
          throw new UserError(
              "replay: %d trajectories need answers that are not in the journal"
                  .formatted(ending.getLong(1)));
      default -> {}
    }
  }

  /** What {@link #run} would take. Talks are followed through the journal as far as it goes. */
  Forecast plan() {
    Dataset<Row> open =
        drawn(alike())
            .where("chosen")
            .select("trajectory_id", "task_id", "outcome")
            .join(
                looks.analysed().select("trajectory_id"),
                new String[] {"trajectory_id"},
                "left_anti");
    int tasks = tasks();
    Share share = llm.within(Budget.UNLIMITED).share(tasks);
    Examination dry =
        new Examination(analyst, base, llm.replaying(), share, Journal.of(warehouse), runId);
    Row work =
        Candidates.of(warehouse.currentTrajectories(), open)
            .repartition(tasks, col("trajectory_id"))
            .mapPartitions(dry, EXAMINED.codec().encoder())
            .where("ending = 'not_recorded'")
            .agg(
                count(lit(1)),
                coalesce(sum(size(array_distinct(col("calls.call_id")))), lit(0L)),
                coalesce(sum("question_tokens"), lit(0L)))
            .first();
    return Forecast.of(
        analyst.name(),
        new Forecast.Work(work.getLong(0), work.getLong(1), work.getLong(2)),
        ledger.history(analyst.name(), llm.endpoint().model()),
        analyst.maxTurns(),
        llm);
  }
}
