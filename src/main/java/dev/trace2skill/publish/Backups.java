package dev.trace2skill.publish;

import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Skill;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folders that stood in a skill's place before, each as {@code name-stamp}, and the log.
 *
 * @param target the skill's folder
 */
record Backups(Disk disk, Path folder, Path target) {

  PublicationLog log() {
    return PublicationLog.in(disk, folder);
  }

  /** What was published to the target, oldest first. */
  List<Publication> publications() throws IOException {
    return log().read().stream().filter(p -> p.target().equals(target.toString())).toList();
  }

  /** Creates the folder; it is nobody's source. */
  void create() throws IOException {
    createHidden(disk, folder);
  }

  /** Creates a folder that git leaves alone. */
  static void createHidden(Disk disk, Path folder) throws IOException {
    if (!Files.exists(folder)) {
      disk.establish(folder);
      disk.write(folder.resolve(".gitignore"), "*\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Where the folder that stands now goes. */
  Path place(Instant at) {
    return folder.resolve(target.getFileName() + "-" + Stamp.of(at));
  }

  /** All folders, newest first; what is no skill is none of them. */
  List<Kept> list() throws IOException {
    List<Publication> known = log().read();
    Map<String, String> versions = new HashMap<>();
    known.forEach(p -> versions.merge(p.skillId(), text(p.skillVersionId()), Backups::later));
    List<Kept> found = new ArrayList<>();
    for (Path each : folders(known)) {
      Optional<Skill> skill = skill(each);
      if (skill.isEmpty()) {
        continue;
      }
      String id = skill.get().id();
      String version = versions.getOrDefault(id, "");
      found.add(
          new Kept(each.toString(), replacedAt(each), id, version.isEmpty() ? null : version));
    }
    found.sort(Comparator.comparing(Kept::replacedAt).reversed());
    return found;
  }

  /** The skill in a backup; empty when it holds none, or is deleted just now. */
  private static Optional<Skill> skill(Path backup) throws IOException {
    try {
      return Optional.of(FolderContents.of(backup).skill())
          .filter(skill -> skill.file(Skill.MAIN_FILE).isPresent());
    } catch (NoSuchFileException | UncheckedIOException e) {
      if (Files.exists(backup)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  int count() throws IOException {
    return folders(log().read()).size();
  }

  /** All folders by what they consist of. */
  List<Retention.Copy> copies() throws IOException {
    List<Retention.Copy> copies = new ArrayList<>();
    for (Path each : folders(log().read())) {
      Standing content = FolderContents.of(each).standing();
      copies.add(
          new Retention.Copy(
              each.toString(), replacedAt(each), content.skill().id(), content.restId()));
    }
    return copies;
  }

  private static String text(@Nullable String id) {
    return id == null ? "" : id;
  }

  private static String later(String before, String now) {
    return now.isEmpty() ? before : now;
  }

  /** Backups of this target: of its name, and not known to be of another target. */
  private List<Path> folders(List<Publication> known) throws IOException {
    Set<String> others = new HashSet<>();
    for (Publication p : known) {
      if (p.backup() != null && !p.target().equals(target.toString())) {
        others.add(p.backup());
      }
    }
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> isBackup(p) && !others.contains(p.toString())).sorted().toList();
    }
  }

  private boolean isBackup(Path path) {
    String start = target.getFileName() + "-";
    String name = path.getFileName().toString();
    return name.startsWith(start)
        && Stamp.parse(name.substring(start.length())).isPresent()
        && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private Instant replacedAt(Path backup) {
    String name = backup.getFileName().toString();
    return Stamp.parse(name.substring((target.getFileName() + "-").length())).orElseThrow();
  }
}
