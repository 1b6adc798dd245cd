package dev.trace2skill.consolidate;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Decides which statements are centres: from the first in rank to the last, each that is linked to
 * no centre before it. Many are decided in each round, so there are as many rounds as the longest
 * chain of leaders is long.
 */
final class Centres {

  private Centres() {}

  /**
   * The statements that are no centres, though others are linked to them.
   *
   * @param links {@code node} and {@code leader}, of which the leader comes first in rank
   */
  static Dataset<Row> deposed(Dataset<Row> links) {
    Dataset<Row> leaders = links.select(col("leader").as("node")).distinct();
    Dataset<Row> open = Checkpoint.of(links.join(leaders, "node").select("node", "leader"));
    Dataset<Row> deposed = open.select("node").limit(0);
    while (!open.isEmpty()) {
      Dataset<Row> undecided = open.select(col("node").as("leader")).distinct();
      Dataset<Row> decided =
          Checkpoint.of(
              open.join(
                      open.select("leader").distinct().join(undecided, one("leader"), "left_anti"),
                      "leader")
                  .select("node")
                  .distinct());
      // Who has joined a centre needs no other, and leads nobody.
      open =
          Checkpoint.of(
              open.join(decided, one("node"), "left_anti")
                  .join(decided.select(col("node").as("leader")), one("leader"), "left_anti"));
      deposed = deposed.union(decided);
    }
    return deposed;
  }

  private static String[] one(String column) {
    return new String[] {column};
  }
}
