package dev.trace2skill.ingest;

import static dev.trace2skill.store.Tables.ATTRIBUTIONS;
import static dev.trace2skill.store.Tables.CONSIDERATIONS;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import dev.trace2skill.model.Attribution;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.store.Table;
import dev.trace2skill.store.Warehouse;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code trajectories -> attributions}: which skills trajectories are evidence for, and which of
 * them an evolution of a skill has not taken into account yet ({@code considerations}).
 */
public record RoutingStage(Warehouse warehouse, Routing routing) {

  private static final String[] ID = {"trajectory_id"};

  private static final Table<Work> WORK = Table.of("work", Work.class, "name", "trajectory_id");
  private static final Table<Recurring> RECURRING = Table.of("recurring", Recurring.class, "name");

  /** Attributes every trajectory that these rules have not been asked about. */
  public void run() {
    Dataset<Row> known = attributions().select("trajectory_id").distinct();
    Dataset<Row> open = warehouse.read(TRAJECTORIES).join(known, ID, "left_anti");
    warehouse.append(
        ATTRIBUTIONS, ATTRIBUTIONS.flatMap(open, TRAJECTORIES, new Attributing(routing)));
  }

  private Dataset<Row> attributions() {
    return warehouse.read(ATTRIBUTIONS).where(col("routes_id").equalTo(routing.routesId()));
  }

  /**
   * Leaves of some trajectories those that are evidence for a skill.
   *
   * @param skill the skill's name; empty for those of which nothing says whose they are
   */
  public UnaryOperator<Dataset<Row>> of(String skill) {
    Dataset<Row> its =
        attributions().where(col("skill_name").equalTo(skill)).select("trajectory_id");
    return rows -> rows.join(its, ID, "left_semi");
  }

  /** How many trajectories count that are evidence for each skill; those of none under "". */
  public SortedMap<String, Long> counts() {
    SortedMap<String, Long> counts = new TreeMap<>();
    warehouse
        .currentTrajectories()
        .select("trajectory_id")
        .join(attributions(), ID)
        .groupBy("skill_name")
        .agg(countDistinct("trajectory_id"))
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return counts;
  }

  /**
   * What there is to learn a skill from.
   *
   * @param sessions trajectories that are evidence for it
   * @param usable of which it is known how they ended
   * @param fresh of which no evolution has taken into account
   */
  public record Sessions(long sessions, long usable, long fresh) {}

  /** What there is to learn a skill from by now. */
  public Sessions sessions(String skill) {
    Dataset<Row> its = of(skill).apply(warehouse.currentTrajectories());
    Row counts = its.agg(count(lit(1)), count_if(usable())).first();
    return new Sessions(counts.getLong(0), counts.getLong(1), fresh(skill).count());
  }

  /** Notes that a run has taken everything usable into account. */
  public void consider(String skill, String runId) {
    warehouse.append(
        CONSIDERATIONS,
        fresh(skill)
            .select(lit(skill).as("skill_name"), col("trajectory_id"), lit(runId).as("run_id")));
  }

  private Dataset<Row> fresh(String skill) {
    Dataset<Row> considered =
        warehouse
            .read(CONSIDERATIONS)
            .where(col("skill_name").equalTo(skill))
            .select("trajectory_id");
    return of(skill)
        .apply(warehouse.currentTrajectories())
        .where(usable())
        .select("trajectory_id")
        .join(considered, ID, "left_anti");
  }

  private static Column usable() {
    return col("outcome").isin("success", "failure");
  }

  /**
   * Work that returns in sessions of no skill: a skill for it may be worth having.
   *
   * @param name a tool or program that they have in common
   * @param sessions trajectories of no skill that used it
   * @param principals distinct users or projects among them; unknown ones are one
   * @param failures of which it is known that they failed
   * @param query what one of them was asked, the first by its letters
   */
  public record Recurring(
      String name, long sessions, long principals, long failures, String query) {}

  /**
   * What sessions of no skill have in common, the most frequent first.
   *
   * @param least sessions that must share it
   * @param most how much is told
   */
  public List<Recurring> recurring(int least, int most) {
    Dataset<Row> nobodys = of("").apply(warehouse.currentTrajectories());
    Dataset<Row> work = WORK.flatMap(nobodys, TRAJECTORIES, Work::of);
    return RECURRING.collect(
        work.join(nobodys.select("trajectory_id", "principal_id", "outcome", "query"), ID)
            .groupBy("name")
            .agg(
                count(lit(1)).as("sessions"),
                countDistinct(coalesce(col("principal_id"), lit(""))).as("principals"),
                count_if(col("outcome").equalTo("failure")).as("failures"),
                min("query").as("query"))
            .where(col("sessions").geq(least))
            .orderBy(desc("sessions"), col("name"))
            .limit(most));
  }

  /** Attributes one trajectory. */
  private record Attributing(Routing routing)
      implements Table.PureFunction<Trajectory, Stream<Attribution>> {
    @Override
    public Stream<Attribution> apply(Trajectory run) {
      return routing.of(run);
    }
  }
}
