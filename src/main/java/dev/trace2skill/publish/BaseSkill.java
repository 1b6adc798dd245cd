package dev.trace2skill.publish;

import static dev.trace2skill.store.Tables.SKILL_VERSIONS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.SkillFormat;
import dev.trace2skill.store.Warehouse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The skill that evolution starts from. A skill that we made ourselves is not evolved further as it
 * stands: all evidence so far is consolidated anew onto the skill that it was evolved from, so that
 * the same evidence gives the same skill however often it is run, and a lesson that lost its
 * support goes out again. A skill that somebody changed by hand is a base of its own.
 */
public final class BaseSkill {

  private BaseSkill() {}

  /**
   * Finds the base of the skill in a place.
   *
   * @param description what a first draft says of itself when there is no skill yet; null to demand
   *     one
   * @throws UserError when there is no skill, and no description or one that no skill can have
   */
  public static Skill of(
      Warehouse warehouse, SkillFormat format, SkillHome home, @Nullable String description)
      throws IOException {
    Optional<Skill> found = home.read();
    if (found.isEmpty()) {
      if (description == null) {
        throw new UserError(
            "no skill in "
                + home.target()
                + ": give the folder of a skill, or set skill.description to start a new one");
      }
      return draft(format, home.name(), description);
    }
    return made(warehouse, found.get()).map(SkillVersion::base).orElse(found.get());
  }

  private static Skill draft(SkillFormat format, String name, String description) {
    try {
      return format.draft(name, description);
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<SkillVersion> made(Warehouse warehouse, Skill skill) {
    Dataset<Row> versions =
        warehouse
            .read(SKILL_VERSIONS)
            .where(col("skill_id").equalTo(skill.id()))
            .orderBy("skill_version_id")
            .limit(1);
    // At most one row.
    List<SkillVersion> rows = SKILL_VERSIONS.collect(versions);
    return rows.stream().findFirst();
  }
}
