package dev.trace2skill;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trace2skill.lineage.Reviewing;
import dev.trace2skill.lineage.Ruling;
import dev.trace2skill.model.LessonOverride.Decision;
import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Sessions;
import dev.trace2skill.store.Tables;
import dev.trace2skill.store.Views;
import dev.trace2skill.store.Warehouse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A warehouse as an analyst asks it, from a notebook or a Spark shell. Nothing here costs anything,
 * and only {@link #decide}, {@link #reword} and {@link #mergeWith} write: a row of {@code
 * overrides}, which the next consolidation follows.
 *
 * <pre>{@code
 * var t2s = Trace2Skill.open(spark, "W");
 * t2s.lessons().where("status = 'waiting'").show();
 * t2s.whatIf(3).where("status <> status_then").show();
 * t2s.blame("SKILL.md", 24).show();
 * t2s.sql("SELECT outcome, count(*) FROM current_trajectories GROUP BY outcome").show();
 * t2s.decide("3fa9c1d2", "reject", "ada", "true of one task alone");
 * }</pre>
 *
 * The named questions are the files of {@code notebooks/sql}, which any SQL client can ask too.
 */
public final class Trace2Skill {

  /** For a few thousand rows on one machine compiling queries costs more than running them. */
  private static final Map<String, String> SMALL =
      Map.of(
          "spark.sql.codegen.wholeStage", "false",
          "spark.sql.codegen.factoryMode", "NO_CODEGEN",
          "spark.sql.shuffle.partitions", "2");

  private final Warehouse warehouse;

  private Trace2Skill(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * The tables below a path.
   *
   * @param spark a session with Delta's extension
   * @throws UserError when there are no tables
   */
  public static Trace2Skill open(SparkSession spark, String warehouse) {
    Warehouse tables = new Warehouse(spark, warehouse);
    if (!tables.has(Tables.RUNS)) {
      throw new UserError(
          "no tables in %s; run jobs/trace2skill evolve --conf conf/quickstart.yaml, or name another warehouse"
              .formatted(warehouse));
    }
    return new Trace2Skill(tables);
  }

  /** The tables of a warehouse that is open. */
  public static Trace2Skill of(Warehouse warehouse) {
    return new Trace2Skill(warehouse);
  }

  /**
   * The same with a session of this machine's own, for warehouses that are small.
   *
   * @throws UserError when there are no tables
   */
  public static Trace2Skill local(String warehouse) {
    return open(Sessions.open("trace2skill notebook", "local[*]", SMALL), warehouse);
  }

  /** The session. */
  public SparkSession spark() {
    return warehouse.spark();
  }

  /**
   * The answer to a query in which every table is a view, and so are {@code current_trajectories}
   * and {@code current_lessons}.
   *
   * @throws UserError when the query is wrong
   */
  public Dataset<Row> sql(String query) {
    return sql(query, Map.of());
  }

  /**
   * The same with parameters, which stand in the query with a colon before them.
   *
   * @param parameters values by name
   */
  public Dataset<Row> sql(String query, Map<String, Object> parameters) {
    return Views.ask(warehouse, query, parameters);
  }

  /**
   * The answer to a question of {@code notebooks/sql}.
   *
   * @param name of the file, without its ending
   */
  public Dataset<Row> ask(String name) {
    return ask(name, Map.of());
  }

  /** The same with parameters. */
  public Dataset<Row> ask(String name, Map<String, Object> parameters) {
    return sql(text(name), parameters);
  }

  /** The lessons of the last consolidation of each skill, the best supported first. */
  public Dataset<Row> lessons() {
    return ask("3-lessons");
  }

  /** Which of them lost a conflict, to whom, and why. */
  public Dataset<Row> conflicts() {
    return ask("3-conflicts");
  }

  /** The lessons that somebody should look at, with what stands behind each. */
  public Dataset<Row> review() {
    return ask("3-review");
  }

  /**
   * Decides about a lesson of the last consolidation, as the command {@code review} does.
   *
   * @param lesson its id, or the beginning of that
   * @param decision accept, reject (until it has more support) or never-again
   * @param reviewer who decides
   * @param reason kept with the decision
   * @return the decision in words
   * @throws UserError when there is no such lesson, or no such decision
   */
  public String decide(String lesson, String decision, String reviewer, String reason) {
    return take(Ruling.of(lesson, decision, null, null, reason), reviewer);
  }

  /** Gives a lesson other words, likewise. */
  public String reword(String lesson, String text, String reviewer, String reason) {
    return take(new Ruling(lesson, Decision.REWORD, text, null, reason), reviewer);
  }

  /** Has a lesson counted with another one that says the same, likewise. */
  public String mergeWith(String lesson, String other, String reviewer, String reason) {
    return take(new Ruling(lesson, Decision.MERGE_WITH, null, other, reason), reviewer);
  }

  private String take(Ruling ruling, String reviewer) {
    Instant now = Clock.systemUTC().instant();
    return new Reviewing(warehouse, null, reviewer).take(List.of(ruling), now).get(0)
        + " (consolidate or evolve follows it)";
  }

  /**
   * What another threshold would make of these lessons, by their counts: {@code status_then} beside
   * {@code status}. Whether a lesson that would come in also applies, {@code consolidate --dry-run}
   * says.
   *
   * @param minSupport trajectories that a lesson needs
   */
  public Dataset<Row> whatIf(int minSupport) {
    return ask("3-what-if", Map.of("min_support", minSupport));
  }

  /**
   * Where a line of the last version comes from: a row for each edit behind it; none when it stood
   * in the base.
   *
   * @param line from 1
   */
  public Dataset<Row> blame(String file, int line) {
    return ask("4-blame", Map.of("file", file, "line", line));
  }

  /**
   * What became of lessons between two runs that consolidated, and why.
   *
   * @param runA the id of the earlier run, or its beginning
   * @param runB the id of the later run, or its beginning
   */
  public Dataset<Row> compare(String runA, String runB) {
    return ask("4-compare-runs", Map.of("run_a", runA, "run_b", runB));
  }

  private static String text(String name) {
    try (InputStream in = Trace2Skill.class.getResourceAsStream("sql/" + name + ".sql")) {
      if (in == null) {
        throw new UserError("no question " + name + "; notebooks/sql has them all");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
