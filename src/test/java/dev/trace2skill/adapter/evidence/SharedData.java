package dev.trace2skill.adapter.evidence;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Real traces that lie beside the project, where somebody has put them. */
final class SharedData {

  private SharedData() {}

  /** The folder of data; the test that asks is skipped when there is none. */
  static Path folder() {
    Optional<Path> folder = find();
    assumeTrue(
        folder.isPresent(),
        "no shared/data beside the project, nor where the property trace2skill.shared says");
    return folder.orElseThrow();
  }

  private static Optional<Path> find() {
    String property = System.getProperty("trace2skill.shared");
    if (property != null) {
      return Stream.of(Path.of(property, "data"), Path.of(property))
          .filter(path -> Files.isRegularFile(path.resolve("expected_counts.json")))
          .findFirst();
    }
    return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, SharedData::parent)
        .map(path -> path.resolve("shared").resolve("data"))
        .filter(path -> Files.isRegularFile(path.resolve("expected_counts.json")))
        .findFirst();
  }

  private static @Nullable Path parent(Path path) {
    return path.getParent();
  }

  /** All files below a folder, in order. */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
