package dev.trace2skill.adapter.harness;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.Assignment;
import dev.trace2skill.spi.EvidenceAdapter;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessProfile;
import dev.trace2skill.spi.HarnessRun;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.spi.LocalFile;
import dev.trace2skill.spi.Workplace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs that were made before, given out again: the one of the same task and trial, from files of
 * any trace format. Their working copies are gone, so that only checks of what was said or called
 * can judge them.
 */
public final class RecordedHarness implements HarnessAdapter {

  private static final Set<String> SETTINGS = Set.of("path", "format");

  /** By the settings and the times of the files: read once per JVM. */
  private static final Map<String, Map<String, List<Trajectory>>> READ = new ConcurrentHashMap<>();

  @Override
  public String harness() {
    return "recorded";
  }

  @Override
  public HarnessProfile profile(HarnessSettings settings) {
    settings.knowing(harness(), SETTINGS);
    return new HarnessProfile(version(settings), 0);
  }

  private static String version(HarnessSettings settings) {
    List<String> hashes = new ArrayList<>();
    hashes.add(adapter(settings).format());
    for (Path file : files(settings)) {
      try (InputStream in = Files.newInputStream(file)) {
        hashes.add(ContentId.sha256(in));
      } catch (IOException e) {
        throw new UserError(file + " cannot be read");
      }
    }
    return ContentId.of(hashes.toArray(String[]::new));
  }

  private static List<Path> files(HarnessSettings settings) {
    Path path =
        settings
            .text("path")
            .map(Path::of)
            .orElseThrow(() -> new UserError("the harness recorded needs the setting 'path'"));
    if (!Files.exists(path)) {
      throw new UserError("no recorded runs: " + path + " does not exist");
    }
    try (Stream<Path> all = Files.walk(path)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EvidenceAdapter adapter(HarnessSettings settings) {
    String format = settings.text("format").orElse("messages");
    return ServiceLoader.load(EvidenceAdapter.class, EvidenceAdapter.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .filter(a -> a.format().equals(format))
        .findFirst()
        .orElseThrow(() -> new UserError("unknown trace format '" + format + "'"));
  }

  @Override
  public HarnessRun run(Assignment assignment, Workplace place) {
    HarnessSettings settings = assignment.settings();
    List<Trajectory> runs =
        READ.computeIfAbsent(settings.json() + times(settings), key -> read(settings))
            .getOrDefault(assignment.taskId(), List.of());
    return runs.stream()
        .filter(run -> Objects.equals(run.trial(), assignment.trial()))
        .findFirst()
        .or(() -> runs.stream().filter(r -> r.trial() == null).skip(assignment.trial()).findFirst())
        .map(HarnessRun::of)
        .orElseGet(
            () ->
                HarnessRun.broken(
                    "no recorded run of task %s, trial %d"
                        .formatted(assignment.taskId(), assignment.trial())));
  }

  private static String times(HarnessSettings settings) {
    return files(settings).stream()
        .map(file -> file.toFile().lastModified() + " " + file.toFile().length())
        .collect(Collectors.joining(",", " ", ""));
  }

  private static Map<String, List<Trajectory>> read(HarnessSettings settings) {
    EvidenceAdapter adapter = adapter(settings);
    List<Trajectory> runs = new ArrayList<>();
    for (Path file : files(settings)) {
      try {
        adapter
            .read(LocalFile.of(file))
            .forEachRemaining(
                evidence -> {
                  if (evidence.trajectory() != null) {
                    runs.add(evidence.trajectory());
                  }
                });
      } catch (IOException e) {
        throw new UserError(file + " cannot be read: " + e.getMessage());
      }
    }
    return runs.stream().collect(Collectors.groupingBy(Trajectory::taskId));
  }
}
