package dev.trace2skill.publish;

import static dev.trace2skill.store.Tables.LESSONS;
import static dev.trace2skill.store.Tables.PUBLICATIONS;
import static dev.trace2skill.store.Tables.SKILL_VERSIONS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Publication.Action;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.UserError;
import dev.trace2skill.publish.SkillHome.Change;
import dev.trace2skill.publish.SkillHome.Staged;
import dev.trace2skill.store.LastRun;
import dev.trace2skill.store.Owner;
import dev.trace2skill.store.Warehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** {@code skill_versions, lessons -> the skill's place, publications}. */
public final class PublishStage {

  /** A publication that stands for the opt-out. */
  private static final String OFF = "off";

  private final Warehouse warehouse;
  private final SkillHome home;
  private final Verdicts verdicts;
  private final Clock clock;

  public PublishStage(Warehouse warehouse, SkillHome home, Verdicts verdicts, Clock clock) {
    this.warehouse = warehouse;
    this.home = home;
    this.verdicts = verdicts;
    this.clock = clock;
  }

  /**
   * Puts a skill version in the place of the skill.
   *
   * @return empty when it stands there already
   * @throws GateRefused when the gate is on and has not accepted the version
   * @throws SkillChanged when what stands is neither the version's base nor made from it
   */
  public Optional<Publication> publish(SkillVersion version, GateMode gate) throws IOException {
    Change change = change(Action.PUBLISH, version, gate);
    Optional<Publication> done =
        home.put(version.skill(), change, standing -> checkUnchanged(version, standing));
    readLog();
    return done;
  }

  /**
   * Writes a version beside the skill, with what speaks for it.
   *
   * @throws SkillChanged as {@link #publish}
   */
  public Staged stage(SkillVersion version) throws IOException {
    Evidence evidence = evidence(version);
    return home.stage(
        version,
        clock.instant(),
        standing -> checkUnchanged(version, standing),
        standing -> evidence.review(standing, home.target()));
  }

  /**
   * Puts a staged version in the place of the skill.
   *
   * @return empty when it stands there already
   * @throws GateRefused as {@link #publish}
   * @throws SkillChanged when the skill is not what it was when the version was staged
   */
  public Optional<Publication> adopt(Staged staged, GateMode gate) throws IOException {
    SkillVersion version = LastRun.skillVersion(warehouse, staged.skillVersionId());
    if (!home.read(staged).equals(version.skill())) {
      throw new UserError(
          staged.place()
              + " was edited: a version goes out as it was made; adopt it, then edit the skill itself");
    }
    Change change = change(Action.ADOPT, version, gate);
    Optional<Publication> done =
        home.put(version.skill(), change, standing -> checkStaged(version, staged, standing));
    home.unstage(staged);
    readLog();
    return done;
  }

  /**
   * Writes a version into an archive and leaves the skill alone.
   *
   * @return what was left out of the archive
   * @throws GateRefused as {@link #publish}
   */
  public List<String> bundle(SkillVersion version, Path file, GateMode gate) throws IOException {
    Change change = change(Action.BUNDLE, version, gate);
    Bundle bundle = Bundle.of(version, home.carried());
    bundle.write(file);
    String target = file.toString();
    warehouse.append(
        PUBLICATIONS,
        List.of(
            new Publication(
                Publication.id(version.skillVersionId(), target, change.at()),
                version.skillVersionId(),
                version.skillId(),
                target,
                change.gate(),
                null,
                change.at(),
                Action.BUNDLE,
                null,
                Owner.current().name())));
    return bundle.omitted();
  }

  /** Copies into the table what the log beside the skill says and the table does not. */
  public void readLog() throws IOException {
    List<Publication> log = home.log();
    // As many ids as this place has publications.
    Set<String> known = new HashSet<>();
    warehouse
        .read(PUBLICATIONS)
        .where(col("target").equalTo(home.target()))
        .select("publication_id")
        .collectAsList()
        .forEach(row -> known.add(row.getString(0)));
    warehouse.append(
        PUBLICATIONS, log.stream().filter(p -> !known.contains(p.publicationId())).toList());
  }

  /** Deletes old backups; see {@link SkillHome#prune}. */
  public int prune(int keep) throws IOException {
    return home.prune(keep, this::stored);
  }

  /** The rollback that took this very skill away, unless it was put back since. */
  public Optional<Publication> rolledBack(SkillVersion version) throws IOException {
    return Rollbacks.of(home.log(), version.skillId());
  }

  /** The evidence for a version, as the message of a commit. */
  public String commitMessage(SkillVersion version, Publication publication) {
    return evidence(version).commitMessage(String.valueOf(publication.gate()));
  }

  private Change change(Action action, SkillVersion version, GateMode gate) {
    String id = version.skillVersionId();
    String verdict =
        switch (gate) {
          case OFF -> OFF;
          case ON ->
              verdicts
                  .accepting(id, home.target())
                  .orElseThrow(
                      () -> GateRefused.without(id, home.target(), verdicts.objection(id)));
        };
    return new Change(action, id, verdict, clock.instant());
  }

  /** What stands may be replaced when it is the base, or was made from it as the version was. */
  private void checkUnchanged(SkillVersion version, @Nullable Standing standing) {
    if (standing == null) {
      return;
    }
    String id = standing.skill().id();
    boolean ours =
        id.equals(version.baseSkillId())
            || id.equals(version.skillId())
            || !warehouse
                .read(SKILL_VERSIONS)
                .where(col("skill_id").equalTo(id))
                .where(col("base_skill_id").equalTo(version.baseSkillId()))
                .isEmpty();
    if (!ours) {
      throw new SkillChanged(
          "%s changed since version %s was made from it; run evolve again to start from the skill"
                  .formatted(home.target(), version.skillVersionId())
              + " as it is now",
          ThreeWay.report(version.base(), standing.skill(), version.skill()));
    }
  }

  private void checkStaged(SkillVersion version, Staged staged, @Nullable Standing standing) {
    @Nullable String id = standing == null ? null : standing.skill().id();
    @Nullable String rest = standing == null ? null : standing.restId();
    if (version.skillId().equals(id)) {
      return;
    }
    if (!Objects.equals(id, staged.standingSkillId())) {
      throw new SkillChanged(
          "%s changed since version %s was staged; stage it again"
              .formatted(home.target(), version.skillVersionId()),
          ThreeWay.report(
              version.base(),
              standing == null ? Skill.of(List.of()) : standing.skill(),
              version.skill()));
    }
    if (!Objects.equals(rest, staged.standingRestId())) {
      throw new SkillChanged(
          "what lies beside the texts of %s changed since version %s was staged; stage it again"
              .formatted(home.target(), version.skillVersionId()),
          "");
    }
  }

  private Evidence evidence(SkillVersion version) {
    // As many rows as a skill has lessons.
    List<Lesson> lessons =
        LESSONS.collect(
            warehouse
                .read(LESSONS)
                .where(col("consolidation_id").equalTo(version.consolidationId()))
                .where(col("status").equalTo("accepted"))
                .orderBy("rank", "lesson_id"));
    return new Evidence(version, lessons, verdicts.of(version.skillVersionId()), warehouse.path());
  }

  /** As many ids as a folder has backups. */
  private Set<String> stored(Set<String> skillIds) {
    Set<String> found = new HashSet<>();
    for (Row row :
        warehouse
            .read(SKILL_VERSIONS)
            .where(col("skill_id").isin(skillIds.toArray()))
            .select("skill_id")
            .distinct()
            .collectAsList()) {
      found.add(row.getString(0));
    }
    return found;
  }
}
