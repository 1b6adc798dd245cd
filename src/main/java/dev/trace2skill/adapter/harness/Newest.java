package dev.trace2skill.adapter.harness;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the file that a program wrote its run into. */
final class Newest {

  private static final int DEPTH = 6;

  private Newest() {}

  /** The last of the files below a folder whose names are like a pattern, in their order. */
  static Optional<Path> below(Path folder, String pattern) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    PathMatcher like = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files
          .filter(file -> Files.isRegularFile(file) && like.matches(file.getFileName()))
          .max(Comparator.comparing(Path::getFileName));
    }
  }
}
