package dev.trace2skill.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Publication.Action;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was published from a folder of backups, oldest first: one JSON object a line, with the
 * columns of {@code publications}. It is what {@code rollback} goes by, which has no tables.
 */
record PublicationLog(Disk disk, Path file) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The log of a folder of backups. */
  static PublicationLog in(Disk disk, Path backups) {
    return new PublicationLog(disk, backups.resolve("log.jsonl"));
  }

  /** All entries. A line that a crash cut off is none: what it was to say is written again. */
  List<Publication> read() throws IOException {
    List<Publication> found = new ArrayList<>();
    for (String line : text().split("\n", -1)) {
      parse(line).ifPresent(found::add);
    }
    return found;
  }

  /** Writes an entry, unless it is there. */
  void add(Publication publication) throws IOException {
    String id = publication.publicationId();
    if (read().stream().anyMatch(p -> p.publicationId().equals(id))) {
      return;
    }
    String text = text();
    String end = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
    disk.append(file, (end + line(publication) + "\n").getBytes(StandardCharsets.UTF_8));
    disk.sync(file.getParent());
  }

  private String text() throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
  }

  /** An entry as a line, without its end. */
  static String line(Publication p) {
    ObjectNode node = JSON.createObjectNode();
    node.put("publication_id", p.publicationId());
    node.put("action", p.action() == null ? null : p.action().name().toLowerCase(Locale.ROOT));
    node.put("published_at", p.publishedAt().toString());
    node.put("published_by", p.publishedBy());
    node.put("target", p.target());
    node.put("skill_version_id", p.skillVersionId());
    node.put("skill_id", p.skillId());
    node.put("replaced_skill_id", p.replacedSkillId());
    node.put("gate", p.gate());
    node.put("backup", p.backup());
    return node.toString();
  }

  /** The entry in a line; empty when it is no whole entry. */
  static Optional<Publication> parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      return node == null || !node.isObject() ? Optional.empty() : Optional.of(entry(node));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Publication entry(JsonNode node) {
    String action = text(node, "action");
    return new Publication(
        required(node, "publication_id"),
        text(node, "skill_version_id"),
        required(node, "skill_id"),
        required(node, "target"),
        text(node, "gate"),
        text(node, "backup"),
        Instant.parse(required(node, "published_at")),
        action == null ? null : Action.valueOf(action.toUpperCase(Locale.ROOT)),
        text(node, "replaced_skill_id"),
        text(node, "published_by"));
  }

  private static String required(JsonNode node, String name) {
    String value = text(node, name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return value;
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.hasNonNull(name) ? node.get(name).asText() : null;
  }
}
