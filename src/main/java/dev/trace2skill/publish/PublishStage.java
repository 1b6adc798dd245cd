package dev.trace2skill.publish;

import static dev.trace2skill.store.Tables.PUBLICATIONS;
import static dev.trace2skill.store.Tables.SKILL_VERSIONS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Warehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code skill_versions -> the skill folder, publications}. */
public final class PublishStage {

  /** Sorts by time, and is a name on every file system. */
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final Warehouse warehouse;
  private final Clock clock;

  public PublishStage(Warehouse warehouse, Clock clock) {
    this.warehouse = warehouse;
    this.clock = clock;
  }

  /**
   * Puts a skill version in the place of the skill in a folder.
   *
   * @param gate the verdict, or {@code off}
   * @return the backup of what stood there; empty when nothing did or nothing changed
   * @throws UserError when the folder holds neither the version's base nor a skill published from
   *     here
   */
  public Optional<Path> run(SkillVersion version, Path folder, Path backups, String gate)
      throws IOException {
    Optional<Skill> standing = SkillFolder.read(folder);
    standing.ifPresent(skill -> checkUnchanged(skill, version, folder));
    if (standing.isPresent() && standing.get().id().equals(version.skillId())) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    @Nullable Path backup =
        SkillFolder.publish(folder, version.skill(), backups, STAMP.format(now));
    warehouse.append(
        PUBLICATIONS,
        List.of(
            new Publication(
                ContentId.of(
                    "publication", version.skillVersionId(), folder.toString(), now.toString()),
                version.skillVersionId(),
                version.skillId(),
                folder.toString(),
                gate,
                backup == null ? null : backup.toString(),
                now)));
    return Optional.ofNullable(backup);
  }

  /**
   * Finds a version.
   *
   * @throws UserError when there is none
   */
  public SkillVersion version(String skillVersionId) {
    // The key of the table: one row.
    return SKILL_VERSIONS
        .collect(
            warehouse.read(SKILL_VERSIONS).where(col("skill_version_id").equalTo(skillVersionId)))
        .stream()
        .findFirst()
        .orElseThrow(() -> new UserError("no skill version " + skillVersionId));
  }

  private void checkUnchanged(Skill standing, SkillVersion version, Path folder) {
    boolean ours =
        standing.id().equals(version.baseSkillId())
            || !warehouse
                .read(PUBLICATIONS)
                .where(col("skill_id").equalTo(standing.id()))
                .isEmpty();
    if (!ours) {
      throw new UserError(
          folder
              + " changed since version "
              + version.skillVersionId()
              + " was made from it; run evolve again to start from the skill as it is now");
    }
  }
}
