package dev.trace2skill.rollout;

import static dev.trace2skill.rollout.Order.ORDERS;
import static dev.trace2skill.rollout.Rolled.ROLLED;
import static dev.trace2skill.store.Tables.LLM_CALLS;
import static dev.trace2skill.store.Tables.TASKS;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.RunLedger;
import dev.trace2skill.llm.Share;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.Trial;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.HarnessProfile;
import dev.trace2skill.spi.KnownEvaluators;
import dev.trace2skill.store.Artefacts;
import dev.trace2skill.store.Journal;
import dev.trace2skill.store.Table;
import dev.trace2skill.store.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * {@code tasks -> trajectories, llm_calls}. Works in waves, each of which is appended to the tables
 * once; a run that is finished is in the journal of runs before that.
 */
public final class RolloutStage {

  /** The name under which Spark tells how many runs have come to their end. */
  public static final String FINISHED = "runs";

  private static final Table<Trial> TRIALS =
      Table.of("trials", Trial.class, "arm", "task_id", "trial", "seed");

  private final Warehouse warehouse;
  private final List<RolloutSettings> arms;
  private final RolloutSettings how;
  private final Intake intake;
  private final String runId;

  /**
   * The stage for one job.
   *
   * @param intake what decides how a run went
   */
  public RolloutStage(Warehouse warehouse, RolloutSettings how, Intake intake, String runId) {
    this(warehouse, List.of(how), intake, runId);
  }

  /**
   * The stage for a job that tries tasks with several skills, one run with this one, the next with
   * that one.
   *
   * @param arms how tasks are tried with each skill; all but the skill and the trials is the same,
   *     and no two have the same skill
   */
  public RolloutStage(
      Warehouse warehouse, List<RolloutSettings> arms, Intake intake, String runId) {
    this.warehouse = warehouse;
    this.arms = List.copyOf(arms);
    this.how = arms.get(0);
    this.intake = intake;
    this.runId = runId;
  }

  /**
   * What came of it.
   *
   * @param leftOut tasks that need a container, of which no run is made
   * @param ordered runs that were asked for
   * @param known of which the tables had them already
   * @param fromJournal of which a job that was cut off had made them
   * @param outcomes how those that were carried out went, by outcome, and those that were not
   * @param detail why some were not carried out; empty when all were
   * @param trouble why one of those broke down that did by no fault of the agent's; empty when none
   *     did
   */
  public record Counts(
      long leftOut,
      long ordered,
      long known,
      long fromJournal,
      long redactions,
      Map<String, Long> outcomes,
      String detail,
      String trouble) {

    /** Runs of an outcome, or of a state that is none. */
    public long of(String name) {
      return outcomes.getOrDefault(name, 0L);
    }
  }

  /** Told how many runs there are to make, before they are made. */
  public interface Listener {
    /** So many runs are left, of as many as were ordered. */
    void begins(long left, long ordered);
  }

  /**
   * Makes every run of the tasks that is not made yet.
   *
   * @param tasks rows of {@code tasks}
   * @throws UserError when something has to be mended before any run can be made
   */
  public Counts run(Dataset<Row> tasks, Listener listener) {
    return carryOut(tasks, listener, orders -> List.of()).counts();
  }

  /** What came of runs with several skills, and how each of them went. */
  public record Compared(Counts counts, List<Trial> trials) {
    public Compared {
      trials = List.copyOf(trials);
    }
  }

  /**
   * The same as {@link #run}, and says how each run went. For as many as one comparison takes: they
   * are collected.
   */
  public Compared compare(Dataset<Row> tasks, Listener listener) {
    return carryOut(tasks, listener, this::trials);
  }

  private Compared carryOut(
      Dataset<Row> tasks, Listener listener, Function<Dataset<Row>, List<Trial>> results) {
    if (warehouse.spark().sparkContext().getConf().getBoolean("spark.speculation", false)) {
      throw new UserError("spark.speculation must be off: it would make runs twice");
    }
    HarnessProfile profile = Harnesses.of(how.harness()).profile(how.settings());
    Column contained = coalesce(array_contains(col("tags"), Task.NEEDS_CONTAINER), lit(false));
    long leftOut = tasks.where(contained).count();
    Dataset<Row> possible = tasks.where(not(contained));
    requireJudge(possible);
    Dataset<Row> orders = orders(possible, profile).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      long ordered = orders.count();
      // The orders as they stand now: what waves write must not change what the next ones do.
      List<Row> open = left(orders).select("rollout_id").collectAsList();
      Tally tally = new Tally(leftOut, ordered, ordered - open.size());
      listener.begins(open.size(), ordered);
      LongAccumulator finished = warehouse.spark().sparkContext().longAccumulator(FINISHED);
      long waves = ((long) open.size() + how.placement().wave() - 1) / how.placement().wave();
      for (long wave = 0; wave < waves && tally.detail().isEmpty(); wave++) {
        wave(orders, open, waves, wave, profile, finished, tally);
      }
      return new Compared(tally.counts(), results.apply(orders));
    } finally {
      orders.unpersist();
    }
  }

  private void requireJudge(Dataset<Row> tasks) {
    Object[] names = KnownEvaluators.asking().toArray();
    if (how.judge() != null || names.length == 0) {
      return;
    }
    long asking =
        tasks
            .where(exists(col("checks"), check -> check.getField("evaluator").isin(names)))
            .count();
    if (asking > 0) {
      throw new UserError(
          "%d tasks have a check that asks a model: say which with rollout.judge"
              .formatted(asking));
    }
  }

  private Dataset<Row> orders(Dataset<Row> tasks, HarnessProfile profile) {
    List<RolloutSettings> settings = arms;
    SerializableConfiguration conf =
        new SerializableConfiguration(warehouse.spark().sparkContext().hadoopConfiguration());
    return ORDERS.flatMap(
        tasks,
        TASKS,
        task -> {
          String contents = new Inputs(conf.value()).contents(task);
          return IntStream.range(0, settings.size())
              .boxed()
              .flatMap(arm -> orders(task, contents, arm, settings.get(arm), profile));
        });
  }

  private static Stream<Order> orders(
      Task task, String contents, int arm, RolloutSettings settings, HarnessProfile profile) {
    return settings.seeds().stream()
        .flatMap(
            seed ->
                IntStream.range(0, settings.trials())
                    .mapToObj(t -> Order.of(task, contents, t, seed, settings, profile).of(arm)));
  }

  /** How each of the orders went, as often as it was made. */
  private List<Trial> trials(Dataset<Row> orders) {
    Dataset<Row> made =
        warehouse
            .read(TRAJECTORIES)
            .where("rollout is not null")
            .select(
                col("rollout.rollout_id").as("rollout_id"),
                col("outcome"),
                col("reward"),
                col("outcome_source").equalTo("score " + Verdict.OPINION).as("opinion"));
    return TRIALS.collect(
        orders
            .select(
                col("rollout_id"),
                col("arm"),
                col("task.task_id").as("task_id"),
                col("trial"),
                col("seed"))
            .join(made, "rollout_id")
            .select("arm", "task_id", "trial", "seed", "outcome", "reward", "opinion"));
  }

  /** Orders without a run that came to an end; one that broke down is made again. */
  private Dataset<Row> left(Dataset<Row> orders) {
    Dataset<Row> made =
        warehouse
            .read(TRAJECTORIES)
            .where(col("rollout").isNotNull().and(col("outcome").notEqual("infra")))
            .select(col("rollout.rollout_id").as("rollout_id"))
            .distinct();
    return orders.join(made, new String[] {"rollout_id"}, "left_anti");
  }

  private void wave(
      Dataset<Row> orders,
      List<Row> open,
      long waves,
      long wave,
      HarnessProfile profile,
      LongAccumulator finished,
      Tally tally) {
    Column mine = pmod(xxhash64(col("rollout_id")), lit(waves)).equalTo(wave);
    Dataset<Row> ids =
        warehouse.spark().createDataFrame(open, orders.select("rollout_id").schema()).where(mine);
    int tasks = Math.min(warehouse.spark().sparkContext().defaultParallelism(), window());
    Dataset<Row> rolled =
        orders
            .join(ids, new String[] {"rollout_id"}, "left_semi")
            .repartition(tasks)
            .mapPartitions(crew(profile, tasks, finished), ROLLED.codec().encoder())
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      warehouse.spark().sparkContext().setJobDescription("tasks -> runs");
      if (tally.add(rolled) > 0) {
        warehouse.append(LLM_CALLS, calls(rolled));
      }
      // Last: it says that there is nothing left to do.
      warehouse.append(TRAJECTORIES, rolled.where("trajectory is not null").select("trajectory.*"));
    } finally {
      rolled.unpersist();
    }
    tally.complain();
  }

  /** A run waits for its model: there are no more of them than questions that may be open. */
  private int window() {
    LlmSettings llm = how.asked();
    return llm == null
        ? how.placement().window()
        : Math.min(how.placement().window(), llm.window());
  }

  private Crew crew(HarnessProfile profile, int tasks, LongAccumulator finished) {
    LlmSettings llm = how.asked();
    Share share =
        llm == null
            ? null
            : llm.within(llm.budget().minus(new RunLedger(warehouse, runId).spent()))
                .share(Math.min(tasks, llm.window()));
    return new Crew(
        arms,
        profile,
        share,
        Math.max(1, window() / tasks),
        Journal.ofRollouts(warehouse),
        Journal.of(warehouse),
        Artefacts.of(warehouse),
        intake,
        new SerializableConfiguration(warehouse.spark().sparkContext().hadoopConfiguration()),
        runId,
        finished);
  }

  private static Dataset<Row> calls(Dataset<Row> rolled) {
    return rolled
        .select(explode(col("calls")).as("call"))
        .select("call.*")
        .dropDuplicates(LLM_CALLS.key().toArray(String[]::new));
  }
}
