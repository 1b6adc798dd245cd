package dev.trace2skill.analyze;

import static dev.trace2skill.store.Tables.COVERAGE;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Accounts for every trajectory: what an analyst made of it, or why it did not look. */
record Accounts(Looks looks, Ledger ledger) {

  /** Every trajectory that this analyst has not looked at, and why. */
  Dataset<Row> coverage(Dataset<Row> drawn) {
    String[] byId = {"trajectory_id"};
    Column why =
        when(col("outcome").notEqual(looks.outcome()), "other_outcome")
            .when(col("stand_in_id").isNotNull(), "near_identical")
            .when(not(coalesce(col("chosen"), lit(false))), "sampled_out")
            .when(col("error").isNotNull(), "unanswered")
            .otherwise("budget");
    return looks
        .warehouse()
        .currentTrajectories()
        .select("trajectory_id", "task_id", "outcome")
        .join(drawn.select("trajectory_id", "stand_in_id", "chosen"), byId, "left")
        .join(looks.analysed().select("trajectory_id"), byId, "left_anti")
        .join(ledger.unanswered(looks.analyst().name()), byId, "left")
        .select(
            lit(ledger.runId()).as("run_id"),
            lit(looks.analyst().name()).as("analyst"),
            col("trajectory_id"),
            col("task_id"),
            col("outcome"),
            why.as("why"),
            coalesce(col("error"), lit("")).as("detail"),
            col("stand_in_id"));
  }

  /** How it stands by now. */
  TalkCounts counts(Dataset<Row> drawn) {
    Dataset<Row> mine =
        looks
            .analysed()
            .join(looks.eligible().select("trajectory_id"), new String[] {"trajectory_id"});
    Map<String, Long> found =
        mine
            .groupBy(coalesce(col("reason"), lit("patched")).as("what"))
            .count()
            .collectAsList()
            .stream()
            .collect(Collectors.toMap(r -> r.getString(0), r -> r.getLong(1)));
    Map<String, Long> left =
        looks
            .warehouse()
            .read(COVERAGE)
            .where(
                col("run_id")
                    .equalTo(ledger.runId())
                    .and(col("analyst").equalTo(looks.analyst().name())))
            .groupBy("why")
            .count()
            .collectAsList()
            .stream()
            .collect(Collectors.toMap(r -> r.getString(0), r -> r.getLong(1)));
    SortedMap<String, Long> drops = new TreeMap<>(found);
    drops.remove("patched");
    return new TalkCounts(
        looks.analyst().name(),
        looks.analyst().methodId(),
        drawn.count(),
        found.values().stream().mapToLong(n -> n).sum(),
        found.getOrDefault("patched", 0L),
        drops,
        left.getOrDefault("near_identical", 0L),
        left.getOrDefault("sampled_out", 0L),
        left.getOrDefault("unanswered", 0L),
        left.getOrDefault("budget", 0L),
        ledger.spent());
  }
}
