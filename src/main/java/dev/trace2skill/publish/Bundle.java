package dev.trace2skill.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.SkillFile;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.UserError;
import dev.trace2skill.publish.Carried.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A skill version as an archive: {@code manifest.json}, and a folder with the skill's name. The
 * same version with the same files beside its texts gives the same bytes: paths are sorted, times
 * are fixed, and of permissions only the one to execute is kept.
 *
 * @param omitted hidden files, which are left out: they belong to tools, or are secrets
 */
record Bundle(SkillVersion version, List<Carried> files, List<String> omitted) {

  private static final ObjectMapper JSON = new ObjectMapper();

  Bundle {
    files = List.copyOf(files);
    omitted = List.copyOf(omitted);
  }

  /**
   * Puts a bundle together.
   *
   * @param carried what lies beside the texts
   * @throws UserError when a link leads out of the skill
   */
  static Bundle of(SkillVersion version, List<Carried> carried) {
    List<Carried> files = new ArrayList<>();
    List<String> omitted = new ArrayList<>();
    for (SkillFile file : version.files()) {
      boolean script = file.path().startsWith("scripts/") && file.content().startsWith("#!");
      files.add(new Carried(file.path(), Kind.FILE, script, file.content().getBytes(UTF_8)));
    }
    for (Carried each : carried) {
      if (each.path().startsWith(".") || each.path().contains("/.")) {
        omitted.add(each.path());
      } else {
        requireInside(each);
        files.add(each);
      }
    }
    files.sort(Comparator.comparing(Carried::path));
    return new Bundle(version, files, omitted);
  }

  private static void requireInside(Carried each) {
    if (each.kind() != Kind.LINK) {
      return;
    }
    Path root = Path.of("/skill");
    Path to = root.resolve(each.path()).resolveSibling(new String(each.bytes(), UTF_8)).normalize();
    if (!to.startsWith(root)) {
      throw new UserError(
          each.path() + " is a link that leads out of the skill; a bundle cannot hold it");
    }
  }

  /**
   * Writes the archive in the place of any that is there.
   *
   * @param file its name ends with {@code .zip} or {@code .tar.gz}
   * @throws UserError when it ends otherwise
   */
  void write(Path file) throws IOException {
    byte[] bytes = Archive.of(file).pack(entries());
    Path target = file.toAbsolutePath().normalize();
    Files.createDirectories(target.getParent());
    Path draft = target.resolveSibling("." + target.getFileName() + ".draft");
    Files.write(draft, bytes);
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private List<Carried> entries() throws IOException {
    List<Carried> entries = new ArrayList<>();
    entries.add(new Carried("manifest.json", Kind.FILE, false, manifest().getBytes(UTF_8)));
    for (Carried file : files) {
      String path = version.name() + "/" + file.path();
      entries.add(new Carried(path, file.kind(), file.executable(), file.bytes()));
    }
    return entries;
  }

  /** What is in the archive, without anything that differs from one writing to the next. */
  String manifest() throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", "trace2skill-bundle/1");
    root.put("skill", version.name());
    root.put("skill_version_id", version.skillVersionId());
    root.put("skill_id", version.skillId());
    root.put("base_skill_id", version.baseSkillId());
    root.put("consolidation_id", version.consolidationId());
    root.put("lesson_count", version.lessonCount());
    ArrayNode list = root.putArray("files");
    for (Carried file : files) {
      ObjectNode node = list.addObject().put("path", version.name() + "/" + file.path());
      switch (file.kind()) {
        case FOLDER -> node.put("type", "folder");
        case LINK -> node.put("type", "link").put("to", new String(file.bytes(), UTF_8));
        case FILE ->
            node.put("type", "file")
                .put("executable", file.executable())
                .put("bytes", file.bytes().length)
                .put("sha256", ContentId.sha256(new ByteArrayInputStream(file.bytes())));
      }
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root).replace("\r\n", "\n")
        + "\n";
  }
}
