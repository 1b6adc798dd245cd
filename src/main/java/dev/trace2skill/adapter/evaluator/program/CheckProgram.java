package dev.trace2skill.adapter.evaluator.program;

import dev.trace2skill.adapter.evaluator.CheckException;
import dev.trace2skill.adapter.evaluator.Looked;
import dev.trace2skill.adapter.evaluator.Options;
import dev.trace2skill.model.Check;
import dev.trace2skill.process.Confinement;
import dev.trace2skill.process.Limits;
import dev.trace2skill.process.Premises;
import dev.trace2skill.process.Site;
import dev.trace2skill.spi.Command;
import dev.trace2skill.spi.Ended;
import dev.trace2skill.spi.Evaluator.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The program of a check: one of this machine, with the option {@code command}, or the one that the
 * check's address names, or the one called {@code program} in the folder there.
 *
 * @param arguments the program and what it is given; with {@code source} only what it is given
 * @param source the file or folder that it comes from; null for a program of this machine
 * @param name what it is called in that folder; empty when the source is the program
 */
record CheckProgram(
    List<String> arguments, @Nullable Path source, String name, Duration limit, Options options) {

  private static final List<String> OPTIONS =
      List.of("command", "program", "arguments", "seconds", "container");

  private static final double DEFAULT_SECONDS = 60;
  private static final double MOST_SECONDS = 86_400;

  /**
   * Reads a check.
   *
   * @param more options that the evaluator knows beside those of every program
   */
  static CheckProgram of(Check check, String... more) throws CheckException {
    Options options =
        Options.of(check, Stream.concat(OPTIONS.stream(), Stream.of(more)).toArray(String[]::new));
    double seconds = options.number("seconds", DEFAULT_SECONDS);
    if (seconds <= 0 || seconds > MOST_SECONDS) {
      throw CheckException.undecided("option 'seconds' must be from 1 to 86400");
    }
    Duration limit = Duration.ofMillis((long) Math.ceil(seconds * 1000));
    List<String> command = options.texts("command");
    if (command.isEmpty() == (check.expectedUri() == null)) {
      throw CheckException.undecided(
          "a program is needed: either the option 'command' or a file with the check");
    }
    if (!command.isEmpty()) {
      return new CheckProgram(command, null, "", limit, options);
    }
    Path source = Looked.expectedPath(check);
    String name = options.text("program", "");
    if (!Files.isRegularFile(name.isEmpty() ? source : source.resolve(name))) {
      throw CheckException.undecided("there is no program %s in %s".formatted(name, source));
    }
    return new CheckProgram(options.texts("arguments"), source, name, limit, options);
  }

  /** What a program came to; {@code read} sees its working copy while it is still there. */
  interface Reading<T> {
    T read(Ended ended, Path work) throws IOException, CheckException;
  }

  /**
   * Runs the program on a copy of what a run left, with the answer on its standard input.
   *
   * @param stale a file of the working copy that is not to be there before; empty for none
   */
  <T> T run(Output output, String stale, Reading<T> reading) throws CheckException {
    if (options.flag("container")) {
      throw CheckException.undecided("the check needs a container, which is not run here");
    }
    Path left = Looked.workspace(output);
    Limits usual = Limits.DEFAULT;
    Limits limits =
        new Limits(
            limit,
            usual.grace(),
            usual.outputBytes(),
            usual.diskBytes(),
            usual.memoryBytes(),
            usual.processes());
    try (Site site =
        Premises.below(Premises.standard())
            .open(limits, Confinement.of("auto"), Map.of(), Premises.Model.NONE)) {
      lay(left, site.work(), stale, limits.diskBytes());
      Ended ended = site.run(new Command(command(site), Map.of(), output.answer(), null));
      if (ended.ending() == Ended.Ending.NOT_STARTED) {
        throw CheckException.undecided(
            "the program does not start: " + Tail.of(ended.error(), 1).strip());
      }
      return reading.read(ended, site.work());
    } catch (IOException | UncheckedIOException e) {
      throw CheckException.undecided("the program cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CheckException.undecided("interrupted");
    }
  }

  /** What cannot be copied is the run's own doing. */
  private static void lay(Path left, Path work, String stale, long mostBytes)
      throws IOException, CheckException {
    try {
      if (Copying.size(left) > mostBytes) {
        throw CheckException.failed(
            "the working copy has more than %d MiB".formatted(mostBytes >> 20));
      }
      Copying.copy(left, work, stale);
    } catch (AccessDeniedException | UncheckedIOException e) {
      throw CheckException.failed("the working copy cannot be read");
    }
  }

  private List<String> command(Site site) throws IOException {
    if (source == null) {
      return arguments;
    }
    Path place = site.records().resolve("checks");
    Path program = place.resolve(name.isEmpty() ? source.getFileName().toString() : name);
    if (name.isEmpty()) {
      var unused = Files.createDirectories(place);
      var unusedToo = Files.copy(source, program);
    } else {
      Copying.copy(source, place, "");
    }
    Copying.makeExecutable(program);
    List<String> all = new ArrayList<>(List.of(program.toString()));
    all.addAll(arguments);
    return all;
  }
}
