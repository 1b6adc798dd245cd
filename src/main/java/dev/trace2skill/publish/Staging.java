package dev.trace2skill.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.publish.SkillHome.Staged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Versions that wait for somebody to look at them, in {@code staged/<version>} of the backups: the
 * whole folder as it would be, {@code REVIEW.md}, and {@code stage.json} for the program.
 */
record Staging(Disk disk, Backups backups) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DESCRIPTION = "stage.json";

  private Path folder() {
    return backups.folder().resolve("staged");
  }

  Staged describe(SkillVersion version, @Nullable Standing standing, Instant at) {
    return new Staged(
        folder().resolve(version.skillVersionId()).toString(),
        version.skillVersionId(),
        version.skillId(),
        standing == null ? null : standing.skill().id(),
        standing == null ? null : standing.restId(),
        at);
  }

  /** Writes what goes beside the version, and waits until all of it lasts. */
  void write(Path partial, Staged staged, String review) throws IOException {
    disk.write(partial.resolve("REVIEW.md"), review.getBytes(StandardCharsets.UTF_8));
    String text = text(staged, backups.target().toString());
    disk.write(partial.resolve(DESCRIPTION), text.getBytes(StandardCharsets.UTF_8));
    disk.syncTree(partial);
  }

  /** What is staged for the target, oldest first. */
  List<Staged> list() throws IOException {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    List<Path> folders;
    try (Stream<Path> all = Files.list(folder())) {
      folders = all.filter(f -> Files.isRegularFile(f.resolve(DESCRIPTION))).toList();
    }
    List<Staged> found = new ArrayList<>();
    for (Path each : folders) {
      parse(
              Files.readString(each.resolve(DESCRIPTION)),
              each.toString(),
              backups.target().toString())
          .ifPresent(found::add);
    }
    found.sort(Comparator.comparing(Staged::stagedAt));
    return found;
  }

  /** What {@code stage.json} says. */
  static String text(Staged staged, String target) {
    ObjectNode node = JSON.createObjectNode();
    node.put("target", target);
    node.put("skill_version_id", staged.skillVersionId());
    node.put("skill_id", staged.skillId());
    node.put("standing_skill_id", staged.standingSkillId());
    node.put("standing_rest_id", staged.standingRestId());
    node.put("staged_at", staged.stagedAt().toString());
    return node + "\n";
  }

  /** What a {@code stage.json} says; empty when it is about another target. */
  static Optional<Staged> parse(String text, String place, String target) throws IOException {
    JsonNode node = JSON.readTree(text);
    if (!node.path("target").asText().equals(target)) {
      return Optional.empty();
    }
    return Optional.of(
        new Staged(
            place,
            node.path("skill_version_id").asText(),
            node.path("skill_id").asText(),
            text(node, "standing_skill_id"),
            text(node, "standing_rest_id"),
            Instant.parse(node.path("staged_at").asText())));
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.hasNonNull(name) ? node.get(name).asText() : null;
  }
}
