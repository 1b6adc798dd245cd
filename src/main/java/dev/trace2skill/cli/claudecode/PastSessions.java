package dev.trace2skill.cli.claudecode;

import dev.trace2skill.ingest.OutcomePolicy;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.Evidence;
import dev.trace2skill.spi.EvidenceAdapter;
import dev.trace2skill.spi.KnownEvidenceAdapters;
import dev.trace2skill.spi.LocalFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sessions that are there already: all are counted, some of the latest are read.
 *
 * @param total files of sessions
 * @param looked those that were read
 * @param readable those of them that an ingest would take
 * @param used those that used the skill
 * @param succeeded, failed those whose outcome is known, by hints in their steps as a rule
 */
public record PastSessions(
    int total, int looked, int readable, int used, int succeeded, int failed) {

  private static final int MOST = 30;
  private static final long LARGEST_BYTES = 32L << 20;

  /** Looks below the folder of projects; nothing is written. */
  public static PastSessions below(Path projects, String skill, OutcomePolicy policy)
      throws IOException {
    List<Path> all = files(projects);
    EvidenceAdapter adapter = KnownEvidenceAdapters.find("claude-code").orElseThrow();
    PastSessions found = new PastSessions(all.size(), 0, 0, 0, 0, 0);
    for (Path file : all.stream().limit(MOST).toList()) {
      if (Files.size(file) <= LARGEST_BYTES) {
        found = found.with(adapter, file, skill, policy);
      }
    }
    return found;
  }

  private PastSessions with(
      EvidenceAdapter adapter, Path file, String skill, OutcomePolicy policy) {
    int read = 0;
    int using = 0;
    int good = 0;
    int bad = 0;
    try {
      for (Iterator<Evidence> each = adapter.read(LocalFile.of(file)); each.hasNext(); ) {
        Trajectory run = each.next().trajectory();
        if (run != null) {
          read = 1;
          using = run.skills().contains(skill) ? 1 : 0;
          Outcome outcome = policy.decide(run).outcome();
          good = outcome == Outcome.SUCCESS ? 1 : 0;
          bad = outcome == Outcome.FAILURE ? 1 : 0;
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // An ingest would have a reject for it; here it is one that cannot be read.
      read = 0;
    }
    return new PastSessions(
        total, looked + 1, readable + read, used + using, succeeded + good, failed + bad);
  }

  /** The latest first. */
  private static List<Path> files(Path projects) throws IOException {
    if (!Files.isDirectory(projects)) {
      return List.of();
    }
    try (Stream<Path> files =
        Files.find(projects, 2, (f, attributes) -> attributes.isRegularFile())) {
      return files
          .filter(f -> f.getFileName().toString().endsWith(".jsonl"))
          .filter(f -> !f.getFileName().toString().startsWith("agent-"))
          .sorted(Comparator.comparing(PastSessions::modified).reversed())
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static long modified(Path file) {
    return file.toFile().lastModified();
  }
}
