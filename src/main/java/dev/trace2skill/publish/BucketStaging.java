package dev.trace2skill.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.publish.SkillHome.Staged;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Versions in an object store that wait for somebody to look at them: among the other versions, and
 * with {@code REVIEW.md} and {@code stage.json} in {@code .staged/<version>/}.
 */
record BucketStaging(Bucket bucket, String target) {

  private static final String FOLDER = ".staged/";
  private static final String DESCRIPTION = "/stage.json";

  /** Writes what goes beside a version that is there; the description comes last. */
  Staged write(
      SkillVersion version, String place, @Nullable Standing standing, Instant at, String review)
      throws IOException {
    String folder = FOLDER + version.skillVersionId();
    Staged staged =
        new Staged(
            target + "/" + folder,
            version.skillVersionId(),
            version.skillId(),
            standing == null ? null : standing.skill().id(),
            standing == null ? null : standing.restId(),
            at);
    bucket.put(folder + "/REVIEW.md", review.getBytes(UTF_8));
    bucket.put(folder + "/version", (place + "\n").getBytes(UTF_8));
    bucket.put(folder + DESCRIPTION, Staging.text(staged, target).getBytes(UTF_8));
    return staged;
  }

  /** The version among the others. */
  String version(Staged staged) throws IOException {
    String name = FOLDER + staged.skillVersionId() + "/version";
    Optional<Bucket.Found> found = bucket.find(name);
    return new String(
            found
                .orElseThrow(() -> new SkillFolderException(target + "/" + name + " is gone"))
                .bytes(),
            UTF_8)
        .strip();
  }

  List<Staged> list() throws IOException {
    List<Staged> found = new ArrayList<>();
    for (String name : bucket.list(FOLDER)) {
      Optional<Bucket.Found> description =
          name.endsWith(DESCRIPTION) ? bucket.find(name) : Optional.empty();
      if (description.isPresent()) {
        String place = target + "/" + name.substring(0, name.length() - DESCRIPTION.length());
        Staging.parse(new String(description.get().bytes(), UTF_8), place, target)
            .ifPresent(found::add);
      }
    }
    found.sort(Comparator.comparing(Staged::stagedAt));
    return found;
  }

  /** Deletes the description first, so that nothing half deleted is listed. */
  void delete(Staged staged) throws IOException {
    String folder = FOLDER + staged.skillVersionId();
    for (String last : List.of(DESCRIPTION, "/version", "/REVIEW.md")) {
      bucket.delete(folder + last);
    }
  }
}
