package dev.trace2skill.consolidate;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Joins to a table of unique keys in which no key makes one task slower than the others. */
final class Lookup {

  /** More rows than that look up a key: it goes to them, and they do not all go to one task. */
  private static final long MANY = 100_000;

  private Lookup() {}

  /**
   * The rows whose key is in a table, with what the table says.
   *
   * @param table has the key, once each, and in {@code uses} how many rows look it up; it is read
   *     three times
   */
  static Dataset<Row> join(Dataset<Row> rows, Dataset<Row> table, String key) {
    return join(rows, table, key, MANY);
  }

  /** The same with another bound on what one task takes. */
  static Dataset<Row> join(Dataset<Row> rows, Dataset<Row> table, String key, long many) {
    // At most one in so many rows.
    Dataset<Row> heavy = table.where(col("uses").gt(many));
    if (heavy.isEmpty()) {
      return rows.join(table.drop("uses"), key);
    }
    return rows.join(broadcast(heavy.drop("uses")), key)
        .unionByName(
            rows.join(
                    broadcast(heavy.select(key)),
                    rows.col(key).equalTo(heavy.col(key)),
                    "left_anti")
                .join(table.where(col("uses").leq(many)).drop("uses"), key));
  }
}
