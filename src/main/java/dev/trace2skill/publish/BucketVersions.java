package dev.trace2skill.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import dev.trace2skill.skill.SkillPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a skill in an object store: {@code .versions/<version>/} with all its files, and
 * {@code .versions/<version>.json}, which is written last and says that they are all there.
 */
record BucketVersions(Bucket bucket) {

  static final String FOLDER = ".versions/";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A version: its texts, and the bytes of all else by path. */
  record Contents(Skill skill, SortedMap<String, byte[]> rest) {

    /** The same hash as {@link FolderContents#restId}. */
    Standing standing() throws IOException {
      List<String> parts = new ArrayList<>();
      for (Map.Entry<String, byte[]> each : rest.entrySet()) {
        parts.add(each.getKey());
        parts.add("file " + sha256(each.getValue()));
      }
      return new Standing(skill, parts.isEmpty() ? "" : ContentId.of(parts.toArray(String[]::new)));
    }
  }

  /** What is known of a version without its files. */
  record Manifest(String version, String skillId, String restId, @Nullable String skillVersionId) {}

  /** The files of a version, or below any other name. */
  Contents read(String folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    SortedMap<String, byte[]> rest = new TreeMap<>();
    for (String name : bucket.list(folder)) {
      String path = name.substring(folder.length());
      if (folder.isEmpty() && (path.startsWith(".") || path.equals(BucketHome.POINTER))) {
        continue;
      }
      byte[] bytes =
          bucket.find(name).orElseThrow(() -> new IOException(name + " is gone")).bytes();
      boolean small = bytes.length <= FolderContents.MAX_TEXT_BYTES;
      Optional<String> text =
          small && SkillPath.problem(path).isEmpty()
              ? FolderContents.text(bytes)
              : Optional.empty();
      if (text.isPresent()) {
        texts.put(path, text.get());
      } else {
        rest.put(path, bytes);
      }
    }
    return new Contents(Skill.of(texts), rest);
  }

  static String folder(String version) {
    return FOLDER + version + "/";
  }

  /**
   * Writes a version, unless it is there.
   *
   * @param wanted its name; one that other files have already gets the stamp too
   * @return its name
   */
  String write(String wanted, String stamp, @Nullable String skillVersionId, Contents contents)
      throws IOException {
    for (SkillFile file : contents.skill().files()) {
      if (contents.rest().containsKey(file.path())) {
        throw new SkillFolderException(
            "the new skill would write over " + file.path() + ", which is no text");
      }
    }
    byte[] manifest = manifest(skillVersionId, contents);
    String version = wanted;
    Optional<Bucket.Found> found = bucket.find(FOLDER + version + ".json");
    if (found.isPresent() && !Arrays.equals(found.get().bytes(), manifest)) {
      version = wanted + "-" + stamp;
      found = bucket.find(FOLDER + version + ".json");
    }
    if (found.isPresent()) {
      return version;
    }
    deleteFiles(version);
    for (SkillFile file : contents.skill().files()) {
      bucket.put(folder(version) + file.path(), file.content().getBytes(UTF_8));
    }
    for (Map.Entry<String, byte[]> each : contents.rest().entrySet()) {
      bucket.put(folder(version) + each.getKey(), each.getValue());
    }
    bucket.put(FOLDER + version + ".json", manifest);
    return version;
  }

  /** All versions that are complete. */
  List<Manifest> all() throws IOException {
    List<Manifest> found = new ArrayList<>();
    for (String name : bucket.list(FOLDER)) {
      String rest = name.substring(FOLDER.length());
      if (!rest.contains("/") && rest.endsWith(".json")) {
        manifest(rest.substring(0, rest.length() - ".json".length())).ifPresent(found::add);
      }
    }
    return found;
  }

  private Optional<Manifest> manifest(String version) throws IOException {
    Optional<Bucket.Found> found = bucket.find(FOLDER + version + ".json");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    JsonNode node = JSON.readTree(new String(found.get().bytes(), UTF_8));
    if (!node.hasNonNull("rest_id")) {
      return Optional.empty();
    }
    String id = node.hasNonNull("skill_version_id") ? node.get("skill_version_id").asText() : null;
    return Optional.of(
        new Manifest(version, node.path("skill_id").asText(), node.path("rest_id").asText(), id));
  }

  /** Deletes a version; from the first step on it is no complete one any more. */
  void delete(String version) throws IOException {
    bucket.delete(FOLDER + version + ".json");
    deleteFiles(version);
  }

  private void deleteFiles(String version) throws IOException {
    for (String name : bucket.list(folder(version))) {
      bucket.delete(name);
    }
  }

  private static byte[] manifest(@Nullable String skillVersionId, Contents contents)
      throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("skill_version_id", skillVersionId);
    node.put("skill_id", contents.skill().id());
    node.put("rest_id", contents.standing().restId());
    ObjectNode files = node.putObject("sha256");
    for (SkillFile file : contents.skill().files()) {
      files.put(file.path(), sha256(file.content().getBytes(UTF_8)));
    }
    for (Map.Entry<String, byte[]> each : contents.rest().entrySet()) {
      files.put(each.getKey(), sha256(each.getValue()));
    }
    return (node + "\n").getBytes(UTF_8);
  }

  private static String sha256(byte[] bytes) throws IOException {
    return ContentId.sha256(new ByteArrayInputStream(bytes));
  }
}
