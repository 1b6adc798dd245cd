package dev.trace2skill.rollout;

import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.Evidence;
import dev.trace2skill.spi.EvidenceAdapter;
import dev.trace2skill.spi.HarnessRun.Transcript;
import dev.trace2skill.spi.LocalFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what agents wrote down of their runs, with the adapters that read it everywhere else. */
final class Transcripts {

  /** How far below its own folder a transcript may have parts. */
  private static final int DEPTH = 4;

  /** No agent writes as many; a program that prints without end does. */
  private static final long MOST_LINES = 200_000;

  private static final List<EvidenceAdapter> ADAPTERS =
      ServiceLoader.load(EvidenceAdapter.class, EvidenceAdapter.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private Transcripts() {}

  /**
   * What came of reading a transcript.
   *
   * @param trajectory the one that has the most steps; null when there is none
   * @param problem why there is none, or what was left out; empty when nothing was
   */
  record Read(@Nullable Trajectory trajectory, String problem) {}

  static Read read(Transcript transcript) throws IOException {
    EvidenceAdapter adapter =
        ADAPTERS.stream()
            .filter(a -> a.format().equals(transcript.format()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("no adapter reads " + transcript.format()));
    if (!Files.isRegularFile(transcript.file()) || Files.size(transcript.file()) == 0) {
      return new Read(null, transcript.file().getFileName() + " is not there or empty");
    }
    if (lines(transcript.file()) > MOST_LINES) {
      return new Read(null, transcript.file().getFileName() + " has too many lines to be read");
    }
    Trajectory best = null;
    String problem = "";
    Iterator<Evidence> all =
        adapter.read(LocalFile.of(transcript.file()).with(parts(adapter, transcript.file())));
    while (all.hasNext()) {
      Evidence one = all.next();
      Trajectory run = one.trajectory();
      if (run != null && (best == null || run.steps().size() > best.steps().size())) {
        best = run;
      } else if (one.reject() != null && problem.isEmpty()) {
        problem = one.reject().reason();
      }
    }
    return new Read(best, best == null && problem.isEmpty() ? "it holds no run" : problem);
  }

  private static long lines(Path file) throws IOException {
    byte[] block = new byte[1 << 16];
    long lines = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(block); n > 0 && lines <= MOST_LINES; n = in.read(block)) {
        for (int i = 0; i < n; i++) {
          lines += block[i] == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }

  private static List<Path> parts(EvidenceAdapter adapter, Path file) throws IOException {
    String owner = file.toUri().toString();
    try (Stream<Path> around = Files.walk(file.getParent(), DEPTH)) {
      return around
          .filter(path -> Files.isRegularFile(path) && !path.equals(file))
          .filter(path -> owner.equals(adapter.owner(path.toUri().toString())))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
