package dev.trace2skill.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trace2skill.adapter.evidence.TextFile;
import dev.trace2skill.model.Judgement;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.EvidenceAdapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Runs read from the traces that lie beside the project, where somebody has put them. */
public final class SharedRuns {

  private static final List<EvidenceAdapter> ADAPTERS =
      ServiceLoader.load(EvidenceAdapter.class).stream().map(ServiceLoader.Provider::get).toList();

  private SharedRuns() {}

  /** The runs in one folder of the data; the test that asks is skipped when there is none. */
  public static List<Trajectory> in(String name) {
    Path folder = folder().resolve(name);
    List<Trajectory> runs = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(Files::isRegularFile).sorted().forEach(file -> read(TextFile.of(file), runs));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return runs;
  }

  /** The folders of data. */
  public static List<String> names() {
    try (Stream<Path> folders = Files.list(folder())) {
      return folders
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    Path found =
        Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
            .map(path -> path.resolve("shared").resolve("data"))
            .filter(path -> Files.isRegularFile(path.resolve("expected_counts.json")))
            .findFirst()
            .orElse(null);
    String property = System.getProperty("trace2skill.shared");
    Path folder = property == null ? found : Path.of(property, "data");
    assumeTrue(folder != null && Files.isDirectory(folder), "no shared/data beside the project");
    return folder;
  }

  private static void read(TextFile file, List<Trajectory> runs) {
    EvidenceAdapter surest =
        ADAPTERS.stream()
            .max(Comparator.comparingInt(adapter -> adapter.confidence(file.head())))
            .orElseThrow();
    if (surest.confidence(file.head()) == 0 || surest.owner(file.uri()) != null) {
      return;
    }
    try {
      surest
          .read(file)
          .forEachRemaining(
              evidence -> {
                if (evidence.trajectory() != null) {
                  runs.add(judged(evidence.trajectory()));
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Trajectory judged(Trajectory run) {
    for (Judgement judgement : run.judgements()) {
      if (judgement.kind() == Judgement.Kind.CRASH) {
        return run.withOutcome(Outcome.INFRA, null, "crash", 1);
      }
    }
    for (Judgement judgement : run.judgements()) {
      Double value = judgement.value();
      if (judgement.kind() == Judgement.Kind.REWARD && value != null) {
        return run.withOutcome(value >= 1 ? Outcome.SUCCESS : Outcome.FAILURE, value, "reward", 1);
      }
    }
    return run;
  }
}
