package dev.trace2skill.store;

import dev.trace2skill.model.UserError;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The tables of a warehouse as views of their names, for queries in SQL. */
public final class Views {

  /** The view of the trajectories that no later one stands in for. */
  private static final String CURRENT_TRAJECTORIES = "current_trajectories";

  /** The view of the lessons of the last consolidation of each skill. */
  private static final String CURRENT_LESSONS = "current_lessons";

  private Views() {}

  /**
   * Asks a query.
   *
   * @param parameters values by the names that stand in the query with a colon before them
   * @throws UserError when the query is wrong; what it finds while it runs, {@link #told} tells
   */
  public static Dataset<Row> ask(
      Warehouse warehouse, String query, Map<String, Object> parameters) {
    register(warehouse, query);
    // Delta's parser stands before that of Spark and knows of no other way to put parameters in.
    warehouse.spark().conf().set("spark.sql.legacy.parameterSubstitution.constantsOnly", "true");
    try {
      return warehouse.spark().sql(query, parameters);
    } catch (Exception e) {
      throw told(e);
    }
  }

  /** A mistake in a query as a {@link UserError} of one line, or else the same exception. */
  public static RuntimeException told(Exception e) {
    if (e instanceof SparkThrowable known
        && known.getCondition() != null
        && !known.isInternalError()) {
      // A parser's message starts with an empty line.
      return new UserError(
          String.valueOf(e.getMessage())
              .lines()
              .filter(line -> !line.isBlank())
              .findFirst()
              .orElse("a wrong query"));
    }
    return e instanceof RuntimeException as ? as : new IllegalStateException(e);
  }

  /**
   * Makes views of the tables that a query may mean. Opening a table costs time, so the others are
   * left alone.
   */
  private static void register(Warehouse warehouse, String query) {
    String text = query.toLowerCase(Locale.ROOT);
    boolean lessons = text.contains(CURRENT_LESSONS);
    for (Table<?> table : Tables.ALL) {
      if (text.contains(table.name()) || (lessons && table.equals(Tables.RUNS))) {
        warehouse.read(table).createOrReplaceTempView(table.name());
      }
    }
    if (text.contains(CURRENT_TRAJECTORIES)) {
      warehouse.currentTrajectories().createOrReplaceTempView(CURRENT_TRAJECTORIES);
    }
    if (lessons) {
      warehouse
          .spark()
          .sql(
              """
              SELECT lessons.* FROM lessons LEFT SEMI JOIN (
                SELECT max_by(consolidation_id, ended_at) AS consolidation_id
                FROM runs WHERE consolidation_id IS NOT NULL GROUP BY skill_name
              ) last ON lessons.consolidation_id = last.consolidation_id""")
          .createOrReplaceTempView(CURRENT_LESSONS);
    }
  }
}
