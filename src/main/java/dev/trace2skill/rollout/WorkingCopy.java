package dev.trace2skill.rollout;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Skill;
import dev.trace2skill.skill.SkillDiff;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A working copy at one moment: every file by its path. Links are not followed, and what git keeps
 * for itself is passed over.
 */
record WorkingCopy(Map<String, Content> files) {

  /** Longer texts are told apart by their hashes alone. */
  private static final long LONGEST_TEXT = 1 << 20;

  private static final int MOST_FILES = 20_000;

  /**
   * A file.
   *
   * @param text null when it is none, or too long
   */
  record Content(String sha256, long byteCount, @Nullable String text) {}

  /** The working copy as it is. */
  static WorkingCopy of(Path folder, Set<Path> without) throws IOException {
    Map<String, Content> files = new TreeMap<>();
    var unused =
        Files.walkFileTree(
            folder,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
                boolean passed = without.contains(at) || at.endsWith(".git");
                return passed ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                  throws IOException {
                if (attributes.isRegularFile() && Files.isReadable(file)) {
                  files.put(path(folder, file), content(file, attributes.size()));
                }
                return files.size() < MOST_FILES
                    ? FileVisitResult.CONTINUE
                    : FileVisitResult.TERMINATE;
              }

              @Override
              public FileVisitResult visitFileFailed(Path file, IOException closed) {
                return FileVisitResult.CONTINUE;
              }
            });
    return new WorkingCopy(files);
  }

  private static String path(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static Content content(Path file, long byteCount) throws IOException {
    if (byteCount > LONGEST_TEXT) {
      try (InputStream in = Files.newInputStream(file)) {
        return new Content(ContentId.sha256(in), byteCount, null);
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    String text = text(bytes);
    String hash = ContentId.sha256(new ByteArrayInputStream(bytes));
    return new Content(hash, bytes.length, text);
  }

  /** Bytes as text; null when they are none. */
  static @Nullable String text(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return null;
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Paths of files that are new or have other contents than before. */
  List<String> changedSince(WorkingCopy before) {
    List<String> changed = new ArrayList<>();
    files.forEach(
        (path, content) -> {
          Content old = before.files.get(path);
          if (old == null || !old.sha256().equals(content.sha256())) {
            changed.add(path);
          }
        });
    return changed;
  }

  /** What changed, as a unified diff; a file that is no text is named with its lengths. */
  String diffSince(WorkingCopy before) {
    Set<String> paths = new TreeSet<>(changedSince(before));
    before.files.keySet().stream().filter(path -> !files.containsKey(path)).forEach(paths::add);
    Map<String, String> old = new TreeMap<>();
    Map<String, String> now = new TreeMap<>();
    StringBuilder binary = new StringBuilder();
    for (String path : paths) {
      Content was = before.files.get(path);
      Content is = files.get(path);
      if ((was != null && was.text() == null) || (is != null && is.text() == null)) {
        binary.append(
            "Binary files a/%s (%s) and b/%s (%s) differ%n"
                .formatted(path, length(was), path, length(is))
                .replace(System.lineSeparator(), "\n"));
        continue;
      }
      if (was != null && was.text() != null) {
        old.put(path, was.text());
      }
      if (is != null && is.text() != null) {
        now.put(path, is.text());
      }
    }
    return SkillDiff.of(Skill.of(old), Skill.of(now)) + binary;
  }

  private static String length(@Nullable Content content) {
    return content == null ? "absent" : content.byteCount() + " bytes";
  }
}
