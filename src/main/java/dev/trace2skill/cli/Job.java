package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.RUNS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.Pipeline;
import dev.trace2skill.model.Run;
import dev.trace2skill.model.Run.Count;
import dev.trace2skill.model.Run.TableVersion;
import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Tables;
import dev.trace2skill.store.Warehouse;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** One command at work: its tables, its progress, and the manifest it leaves in {@code runs}. */
final class Job implements AutoCloseable {

  private final String command;
  private final Settings settings;
  private final Warehouse warehouse;
  private final Progress progress;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Instant startedAt = Instant.now();
  private final List<TableVersion> inputs;
  private final String runId = UUID.randomUUID().toString();
  private final List<String> arguments;
  private final List<Count> counts = new ArrayList<>();
  private @Nullable String skillVersionId;

  private Job(CommandSpec spec, Settings settings) {
    // Without the program's own name.
    this.command = spec.qualifiedName().replaceFirst("^\\S+ ", "");
    this.settings = settings;
    this.out = spec.commandLine().getOut();
    this.err = spec.commandLine().getErr();
    this.arguments = List.copyOf(spec.commandLine().getParseResult().originalArgs());
    this.warehouse = settings.open(command);
    this.inputs =
        Tables.ALL.stream()
            .flatMap(
                t -> warehouse.version(t).stream().mapToObj(v -> new TableVersion(t.name(), v)))
            .toList();
    this.progress = new Progress(warehouse.spark(), err);
  }

  /** What a command does once its tables are open. */
  interface Work {
    /** Does it, and says how it ended. */
    String run(Job job) throws Exception;
  }

  /** Opens the tables, works, writes the manifest and closes. */
  static int run(CommandSpec spec, Settings settings, Work work) throws Exception {
    try (Job job = new Job(spec, settings)) {
      try {
        job.record(0, work.run(job));
      } catch (Exception e) {
        try {
          job.recordFailure(e);
        } catch (RuntimeException unrecorded) {
          e.addSuppressed(unrecorded);
        }
        throw e;
      }
      job.err.println(Resources.used(job.startedAt, Instant.now()));
      return 0;
    }
  }

  Pipeline pipeline() {
    return new Pipeline(warehouse, settings.skillFormat(), runId, startedAt, Clock.systemUTC());
  }

  Warehouse warehouse() {
    return warehouse;
  }

  Progress progress() {
    return progress;
  }

  PrintWriter out() {
    return out;
  }

  /** What the rows that this command writes name as their run. */
  String runId() {
    return runId;
  }

  void count(String name, long value) {
    counts.add(new Count(name, value));
  }

  /** Notes the skill version that this command made or published. */
  void made(String id) {
    skillVersionId = id;
  }

  /**
   * The skill version that the last consolidation made.
   *
   * @throws UserError when there is none
   */
  String lastMade() {
    Row last =
        warehouse
            .read(RUNS)
            .where("skill_version_id is not null and command in ('consolidate', 'evolve')")
            .orderBy(col("ended_at").desc())
            .select("skill_version_id")
            .takeAsList(1)
            .stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new UserError(
                        "no skill version in " + warehouse.path() + " yet; run consolidate first"));
    return last.getString(0);
  }

  /** A failure leaves its manifest too, unless there are no tables yet: then it leaves nothing. */
  private void recordFailure(Exception e) {
    if (!inputs.isEmpty()) {
      record(Main.exitCode(e), String.valueOf(e.getMessage()));
    }
  }

  private void record(int exitCode, String reason) {
    warehouse.append(
        RUNS,
        List.of(
            new Run(
                runId,
                command,
                Main.Version.number(),
                settings.confJson(),
                arguments,
                inputs,
                counts,
                skillVersionId,
                exitCode,
                reason,
                startedAt,
                Instant.now())));
  }

  @Override
  public void close() {
    progress.close();
    warehouse.spark().stop();
  }
}
