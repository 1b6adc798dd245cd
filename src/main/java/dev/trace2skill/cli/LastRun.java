package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.RUNS;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Warehouse;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/** What the last run that consolidated has made. */
record LastRun(Warehouse warehouse) {

  /**
   * The last consolidation; empty when there is none.
   *
   * @param skill the skill's name; null for that of whatever skill
   */
  Optional<String> consolidationIfAny(@Nullable String skill) {
    Column made = col("consolidation_id").isNotNull();
    return find(
        "consolidation_id", skill == null ? made : made.and(col("skill_name").equalTo(skill)));
  }

  /**
   * The last consolidation.
   *
   * @param skill the skill's name; null for that of whatever skill
   * @throws UserError when there is none
   */
  String consolidation(@Nullable String skill) {
    return consolidationIfAny(skill)
        .orElseThrow(() -> missing("no consolidation" + (skill == null ? "" : " of " + skill)));
  }

  /**
   * The skill version that the last consolidation made.
   *
   * @throws UserError when there is none
   */
  String skillVersion() {
    return find(
            "skill_version_id",
            expr(
                "skill_version_id is not null and command in ('consolidate', 'evolve', 'evolve-online')"))
        .orElseThrow(() -> missing("no skill version"));
  }

  private UserError missing(String what) {
    return new UserError(what + " in " + warehouse.path() + " yet; run consolidate first");
  }

  /** A column of the last run that a condition holds for. */
  private Optional<String> find(String column, Column which) {
    return warehouse
        .read(RUNS)
        .where(which)
        .orderBy(col("ended_at").desc())
        .select(column)
        .takeAsList(1)
        .stream()
        .findFirst()
        .map(row -> row.getString(0));
  }
}
