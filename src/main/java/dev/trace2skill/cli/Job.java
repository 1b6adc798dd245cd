package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.RUNS;

import dev.trace2skill.Pipeline;
import dev.trace2skill.model.Run;
import dev.trace2skill.model.Run.Count;
import dev.trace2skill.model.Run.TableVersion;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.UserError;
import dev.trace2skill.store.LastRun;
import dev.trace2skill.store.Tables;
import dev.trace2skill.store.Warehouse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** One command at work: its tables, its progress, and the manifest it leaves in {@code runs}. */
final class Job implements AutoCloseable {

  private final String command;
  private final Settings settings;
  private final Warehouse warehouse;
  private final Progress progress;
  private final @Nullable RunReport report;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Instant startedAt = Instant.now();
  private final List<TableVersion> inputs;
  private final String runId = UUID.randomUUID().toString();
  private final List<String> arguments;
  private final List<Count> counts = new ArrayList<>();
  private @Nullable String skillVersionId;
  private @Nullable String skillName;
  private @Nullable String consolidationId;
  private UnaryOperator<Dataset<Row>> evidence = UnaryOperator.identity();

  private Job(CommandSpec spec, Settings settings, @Nullable RunReport report) {
    // Without the program's own name.
    this.command = spec.qualifiedName().replaceFirst("^\\S+ ", "");
    this.settings = settings;
    this.report = report;
    this.out = spec.commandLine().getOut();
    this.err = spec.commandLine().getErr();
    this.arguments = List.copyOf(spec.commandLine().getParseResult().originalArgs());
    this.warehouse = settings.open(command);
    if (warehouse.isOnOneMachine() && !warehouse.spark().sparkContext().isLocal()) {
      err.println(
          "The warehouse %s is a folder: every machine of the cluster must have it at that path."
              .formatted(warehouse.path()));
    }
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
    return run(spec, settings, null, work);
  }

  /** The same, with a report for schedulers and monitors. */
  static int run(CommandSpec spec, Settings settings, @Nullable RunReport report, Work work)
      throws Exception {
    try (Job job = new Job(spec, settings, report)) {
      try {
        job.record(0, work.run(job));
      } catch (Exception e) {
        try {
          job.recordFailure(e);
        } catch (IOException | RuntimeException unrecorded) {
          e.addSuppressed(unrecorded);
        }
        throw e;
      }
      job.err.println(Resources.used(job.startedAt, Instant.now()));
      return 0;
    }
  }

  Pipeline pipeline() {
    return new Pipeline(
        warehouse.seeing(evidence),
        settings.skillFormat(),
        settings.conf().holdout(),
        runId,
        startedAt,
        Clock.systemUTC());
  }

  Warehouse warehouse() {
    return warehouse;
  }

  /** Leaves of the trajectories that may be learnt from only some. */
  void learnFrom(UnaryOperator<Dataset<Row>> some) {
    evidence = some;
  }

  Progress progress() {
    return progress;
  }

  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  /** A line for the user. */
  void say(String format, @Nullable Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  /** The skill that evolution starts from. */
  Skill base() throws IOException {
    return pipeline().base(settings.home(err::println), settings.conf().skill().description());
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

  /** Notes the consolidation that this command made. */
  void consolidated(String name, String id) {
    skillName = name;
    consolidationId = id;
  }

  /** What the last run that consolidated has made. */
  LastRun last() {
    return new LastRun(warehouse);
  }

  /**
   * Finds a skill version.
   *
   * @param id null for the last one made, of whatever skill
   * @throws UserError when there is none
   */
  SkillVersion version(@Nullable String id) {
    return id == null ? last().skillVersion(null) : LastRun.skillVersion(warehouse, id);
  }

  /** A failure leaves its manifest too, unless there are no tables yet: then it leaves nothing. */
  private void recordFailure(Exception e) throws IOException {
    Run run = manifest(Main.exitCode(e), String.valueOf(e.getMessage()));
    try {
      if (!inputs.isEmpty()) {
        warehouse.append(RUNS, List.of(run));
      }
    } finally {
      report(run);
    }
  }

  private void record(int exitCode, String reason) throws IOException {
    Run run = manifest(exitCode, reason);
    warehouse.append(RUNS, List.of(run));
    report(run);
  }

  private void report(Run run) throws IOException {
    if (report != null) {
      report.write(run, warehouse, out);
    }
  }

  private Run manifest(int exitCode, String reason) {
    return new Run(
        runId,
        command,
        Main.Version.number(),
        settings.confJson(),
        arguments,
        inputs,
        counts,
        skillVersionId,
        skillName,
        consolidationId,
        exitCode,
        reason,
        startedAt,
        Instant.now());
  }

  @Override
  public void close() {
    progress.close();
    warehouse.spark().stop();
  }
}
