package dev.trace2skill.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Publication.Action;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.UserError;
import dev.trace2skill.publish.BucketVersions.Contents;
import dev.trace2skill.publish.BucketVersions.Manifest;
import dev.trace2skill.store.Holder;
import dev.trace2skill.store.Owner;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A skill in an object store, where nothing can be renamed. Every version has its files below
 * {@code .versions/}, and the object {@code CURRENT} names the one that counts: a single line, the
 * version. Whoever reads the skill reads {@code CURRENT} first. It is written last, in one request
 * that fails when somebody else was quicker, so a reader sees the old version or the new one.
 *
 * <p>Files that lie below the place without a {@code CURRENT} are a skill that somebody put there
 * by hand; the first version that replaces it keeps a copy among the versions.
 */
public final class BucketHome implements SkillHome {

  /** The object that names the version that counts. */
  static final String POINTER = "CURRENT";

  private static final String PENDING = BucketVersions.FOLDER + "pending.json";
  private static final String LOG = BucketVersions.FOLDER + "log/";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Bucket bucket;
  private final String target;
  private final BucketVersions versions;
  private final BucketStaging staging;
  private final Owner owner;
  private final Clock clock;
  private final Consumer<String> notices;

  BucketHome(Bucket bucket, String target, Owner owner, Clock clock, Consumer<String> notices) {
    this.bucket = bucket;
    this.target = target;
    this.versions = new BucketVersions(bucket);
    this.staging = new BucketStaging(bucket, target);
    this.owner = owner;
    this.clock = clock;
    this.notices = notices;
  }

  /**
   * A skill in S3.
   *
   * @param address {@code s3a://bucket/folder/name}
   * @param conf how Hadoop gets there
   * @param notices told what the user should know of others who were at work
   * @throws UserError when there is no such bucket, or no way to it
   */
  public static BucketHome of(
      String address, Configuration conf, Clock clock, Consumer<String> notices) {
    Path root = new Path(address);
    if (root.isRoot() || root.getName().isEmpty()) {
      throw new UserError(address + " is no folder for a skill; the last part is its name");
    }
    try {
      Bucket bucket = new HadoopBucket(root.getFileSystem(conf), root);
      return new BucketHome(bucket, root.toString(), Owner.current(), clock, notices);
    } catch (IOException e) {
      throw new UserError("cannot get to " + address + ": " + e.getMessage());
    }
  }

  /**
   * What counts now.
   *
   * @param version null for files that somebody put there by hand, or none
   * @param etag of the pointer; null when there is none
   */
  private record Current(@Nullable String version, @Nullable String etag) {
    String folder() {
      return version == null ? "" : BucketVersions.folder(version);
    }
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public String mainFile() {
    return target + "/" + POINTER;
  }

  @Override
  public String name() {
    return target.substring(target.lastIndexOf('/') + 1);
  }

  @Override
  public Optional<Skill> read() throws IOException {
    return contents(current()).map(Contents::skill);
  }

  @Override
  public List<Publication> log() throws IOException {
    List<Publication> found = new ArrayList<>();
    for (String name : bucket.list(LOG)) {
      bucket
          .find(name)
          .flatMap(o -> PublicationLog.parse(new String(o.bytes(), UTF_8)))
          .ifPresent(found::add);
    }
    return found;
  }

  @Override
  public Optional<Publication> put(Skill skill, Change change, Check check) throws IOException {
    SkillFolder.requirePublishable(skill, target);
    return locked(
        change.action(),
        () -> {
          Current current = current();
          Optional<Contents> standing = contents(current);
          check.look(standing.isEmpty() ? null : standing.get().standing());
          if (standing.isPresent() && standing.get().skill().equals(skill)) {
            return Optional.empty();
          }
          String version = write(skill, change.skillVersionId(), change.at(), standing);
          return Optional.of(flip(version, skill.id(), change, current, standing));
        });
  }

  /** Writes a version with all that lies beside the texts of the one that counts. */
  private String write(
      Skill skill, @Nullable String versionId, Instant at, Optional<Contents> standing)
      throws IOException {
    Contents next =
        new Contents(skill, standing.map(Contents::rest).orElseGet(java.util.TreeMap::new));
    String name = versionId == null ? "hand-" + skill.id() : versionId;
    return versions.write(name, Stamp.of(at), versionId, next);
  }

  private Publication flip(
      String version, String skillId, Change change, Current current, Optional<Contents> standing)
      throws IOException {
    String before = current.version();
    if (before == null && standing.isPresent()) {
      before = write(standing.get().skill(), null, change.at(), standing);
    }
    Instant at = free(change.at().truncatedTo(ChronoUnit.MILLIS));
    Publication publication =
        new Publication(
            Publication.id(change.skillVersionId(), target, at),
            change.skillVersionId(),
            skillId,
            target,
            change.gate(),
            before == null ? null : place(before),
            at,
            change.action(),
            standing.map(s -> s.skill().id()).orElse(null),
            owner.name());
    String pending =
        "{\"version\":\"%s\",\"publication\":%s}\n"
            .formatted(version, PublicationLog.line(publication));
    bucket.put(PENDING, pending.getBytes(UTF_8));
    byte[] pointer = (version + "\n").getBytes(UTF_8);
    boolean flipped =
        current.etag() == null
            ? bucket.create(POINTER, pointer)
            : bucket.replace(POINTER, current.etag(), pointer);
    if (!flipped) {
      throw new SkillFolderException(target + " was changed by somebody else meanwhile; try again");
    }
    recover();
    return publication;
  }

  /** The first moment from here on that no entry of the log has. */
  private Instant free(Instant wanted) throws IOException {
    Set<Instant> taken = log().stream().map(Publication::publishedAt).collect(Collectors.toSet());
    Instant at = wanted;
    while (taken.contains(at)) {
      at = at.plusMillis(1);
    }
    return at;
  }

  /** Writes into the log what was done but for that. */
  private void recover() throws IOException {
    Optional<Bucket.Found> found = bucket.find(PENDING);
    if (found.isEmpty()) {
      return;
    }
    JsonNode pending = JSON.readTree(new String(found.get().bytes(), UTF_8));
    Optional<Publication> begun = PublicationLog.parse(pending.path("publication").toString());
    if (begun.isPresent() && pending.path("version").asText().equals(current().version())) {
      String name = Stamp.of(begun.get().publishedAt()) + "-" + begun.get().publicationId();
      bucket.put(LOG + name + ".json", (PublicationLog.line(begun.get()) + "\n").getBytes(UTF_8));
    }
    bucket.delete(PENDING);
  }

  @Override
  public List<Kept> kept() throws IOException {
    Map<String, Instant> replaced = new HashMap<>();
    log().stream()
        .filter(p -> p.backup() != null)
        .forEach(p -> replaced.put(p.backup(), p.publishedAt()));
    String current = current().version();
    List<Kept> found = new ArrayList<>();
    for (Manifest each : versions.all()) {
      Instant at = replaced.get(place(each.version()));
      if (at != null && !each.version().equals(current)) {
        found.add(new Kept(place(each.version()), at, each.skillId(), each.skillVersionId()));
      }
    }
    found.sort(Comparator.comparing(Kept::replacedAt).reversed());
    return found;
  }

  @Override
  public Optional<Publication> restore(Kept kept, Change change) throws IOException {
    return locked(
        change.action(),
        () -> {
          Current current = current();
          String version = kept.place().substring(kept.place().lastIndexOf('/') + 1);
          if (version.equals(current.version())) {
            return Optional.empty();
          }
          return Optional.of(flip(version, kept.skillId(), change, current, contents(current)));
        });
  }

  @Override
  public int prune(int keep, UnaryOperator<Set<String>> stored) throws IOException {
    if (kept().size() <= keep) {
      return 0;
    }
    return locked(
        Action.PUBLISH,
        () -> {
          Optional<Contents> live = contents(current());
          if (live.isEmpty()) {
            return 0;
          }
          List<Retention.Copy> copies = copies();
          Set<String> ids =
              copies.stream().map(Retention.Copy::skillId).collect(Collectors.toSet());
          List<Retention.Copy> expendable =
              Retention.expendable(copies, live.get().standing(), keep, stored.apply(ids));
          for (Retention.Copy copy : expendable) {
            versions.delete(copy.place().substring(copy.place().lastIndexOf('/') + 1));
          }
          return expendable.size();
        });
  }

  private List<Retention.Copy> copies() throws IOException {
    Map<String, String> restIds =
        versions.all().stream()
            .collect(Collectors.toMap(m -> place(m.version()), Manifest::restId));
    return kept().stream()
        .map(
            k ->
                new Retention.Copy(
                    k.place(), k.replacedAt(), k.skillId(), restIds.getOrDefault(k.place(), "")))
        .toList();
  }

  @Override
  public Staged stage(SkillVersion version, Instant at, Check check, Review review)
      throws IOException {
    SkillFolder.requirePublishable(version.skill(), target);
    return locked(
        Action.PUBLISH,
        () -> {
          Optional<Contents> standing = contents(current());
          @Nullable Standing now = standing.isEmpty() ? null : standing.get().standing();
          check.look(now);
          String place = write(version.skill(), version.skillVersionId(), at, standing);
          return staging.write(
              version, place, now, at, review.of(now == null ? null : now.skill()));
        });
  }

  @Override
  public List<Staged> staged() throws IOException {
    return staging.list();
  }

  @Override
  public Skill read(Staged staged) throws IOException {
    return versions.read(BucketVersions.folder(staging.version(staged))).skill();
  }

  @Override
  public void unstage(Staged staged) throws IOException {
    staging.delete(staged);
  }

  @Override
  public List<Carried> carried() throws IOException {
    List<Carried> found = new ArrayList<>();
    contents(current())
        .ifPresent(
            c ->
                c.rest()
                    .forEach(
                        (path, bytes) ->
                            found.add(new Carried(path, Carried.Kind.FILE, false, bytes))));
    return found;
  }

  private String place(String version) {
    return target + "/" + BucketVersions.FOLDER + version;
  }

  private Current current() throws IOException {
    Optional<Bucket.Found> pointer = bucket.find(POINTER);
    return pointer.isEmpty()
        ? new Current(null, null)
        : new Current(new String(pointer.get().bytes(), UTF_8).strip(), pointer.get().etag());
  }

  private Optional<Contents> contents(Current current) throws IOException {
    Contents found = versions.read(current.folder());
    if (found.skill().files().isEmpty() && found.rest().isEmpty() && current.version() == null) {
      return Optional.empty();
    }
    if (found.skill().file(Skill.MAIN_FILE).isEmpty()) {
      throw new SkillFolderException(
          target + "/" + current.folder() + Skill.MAIN_FILE + " is missing or no text");
    }
    return Optional.of(found);
  }

  /** A change while nobody else changes the skill. */
  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T locked(Action action, Work<T> job) throws IOException {
    Holder me = new Holder(owner, clock.instant(), action.name().toLowerCase(Locale.ROOT));
    BucketLock lock = BucketLock.take(bucket, target, me, notices);
    try (lock) {
      recover();
      return job.run();
    }
  }
}
