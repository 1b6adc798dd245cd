package dev.trace2skill.store;

import static dev.trace2skill.store.Tables.RUNS;
import static dev.trace2skill.store.Tables.SKILL_VERSIONS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.UserError;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/** What the last run that consolidated has made. */
public record LastRun(Warehouse warehouse) {

  /**
   * The last consolidation; empty when there is none.
   *
   * @param skill the skill's name; null for that of whatever skill
   */
  public Optional<String> consolidationIfAny(@Nullable String skill) {
    return find("consolidation_id", of(col("consolidation_id").isNotNull(), skill));
  }

  /**
   * The last consolidation.
   *
   * @param skill the skill's name; null for that of whatever skill
   * @throws UserError when there is none
   */
  public String consolidation(@Nullable String skill) {
    return consolidationIfAny(skill).orElseThrow(() -> missing("no consolidation" + of(skill)));
  }

  /**
   * The skill version that the last consolidation made.
   *
   * @param skill the skill's name; null for that of whatever skill
   * @throws UserError when there is none
   */
  public SkillVersion skillVersion(@Nullable String skill) {
    Column made = col("skill_version_id").isNotNull().and(col("consolidation_id").isNotNull());
    return find("skill_version_id", of(made, skill))
        .map(id -> skillVersion(warehouse, id))
        .orElseThrow(() -> missing("no skill version" + of(skill)));
  }

  /**
   * A skill version by its id.
   *
   * @throws UserError when there is none
   */
  public static SkillVersion skillVersion(Warehouse warehouse, String id) {
    // The key of the table: one row.
    return SKILL_VERSIONS
        .collect(warehouse.read(SKILL_VERSIONS).where(col("skill_version_id").equalTo(id)))
        .stream()
        .findFirst()
        .orElseThrow(() -> new UserError("no skill version " + id + " in " + warehouse.path()));
  }

  private static Column of(Column runs, @Nullable String skill) {
    return skill == null ? runs : runs.and(col("skill_name").equalTo(skill));
  }

  private static String of(@Nullable String skill) {
    return skill == null ? "" : " of " + skill;
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
