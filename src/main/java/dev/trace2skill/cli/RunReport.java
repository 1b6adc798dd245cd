package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.LLM_CALLS;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.Run;
import dev.trace2skill.model.Run.Count;
import dev.trace2skill.store.Warehouse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What a command leaves for schedulers and monitors, beside its row in {@code runs}. */
final class RunReport {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = "--metrics",
      paramLabel = "FILE",
      description = "Write what the run counted to this file, in the text format of Prometheus.")
  private @Nullable Path metrics;

  @Option(
      names = "--summary",
      paramLabel = "FILE|-",
      description = "Add a line of JSON about the run to this file; - prints it as the last line.")
  private @Nullable String summary;

  private boolean written;

  /**
   * What a run asked of models.
   *
   * @param requests sent, those that were tried again included
   * @param tokens of all answers that the run paid for
   * @param usd what they cost, as far as prices are known
   */
  record Asked(long requests, long tokens, double usd) {
    static final Asked NOTHING = new Asked(0, 0, 0);
  }

  /** The report that a command can give; empty when it can give none. */
  static Optional<RunReport> of(CommandSpec spec) {
    return spec.mixins().values().stream()
        .map(CommandSpec::userObject)
        .filter(RunReport.class::isInstance)
        .map(RunReport.class::cast)
        .findFirst();
  }

  /** Writes what is wanted. */
  void write(Run run, Warehouse warehouse, PrintWriter out) throws IOException {
    write(run, asked(run.runId(), warehouse), out);
  }

  /** Writes about a command that failed before it had tables: then nobody else has. */
  void failed(CommandLine line, Exception e) {
    if (written) {
      return;
    }
    Instant now = Instant.now();
    Run run =
        new Run(
            "",
            line.getCommandSpec().qualifiedName().replaceFirst("^\\S+ ", ""),
            Main.Version.number(),
            "{}",
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            null,
            Main.exitCode(e),
            String.valueOf(e.getMessage()),
            now,
            now);
    try {
      write(run, Asked.NOTHING, line.getOut());
    } catch (IOException unwritten) {
      line.getErr().println(line.getCommandName() + ": no report can be written: " + unwritten);
    }
  }

  private void write(Run run, Asked asked, PrintWriter out) throws IOException {
    written = true;
    if (metrics != null) {
      replace(metrics, metrics(run, asked));
    }
    if ("-".equals(summary)) {
      out.println(summary(run, asked));
    } else if (summary != null) {
      Files.writeString(
          Path.of(summary),
          summary(run, asked) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  /** Whoever reads sees the last run or the one before it, and nothing between. */
  private static void replace(Path file, String text) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Asked asked(String runId, Warehouse warehouse) {
    boolean wanted = metrics != null || summary != null;
    if (!wanted || !warehouse.has(LLM_CALLS)) {
      return Asked.NOTHING;
    }
    Column tokens =
        List.of("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens").stream()
            .map(name -> coalesce(col("usage." + name), lit(0L)))
            .reduce(Column::plus)
            .orElseThrow();
    Row all =
        warehouse
            .read(LLM_CALLS)
            .where(col("run_id").equalTo(runId).and(col("from_journal").equalTo(false)))
            .agg(
                coalesce(sum("request_count"), lit(0L)),
                coalesce(sum(tokens), lit(0L)),
                coalesce(sum("usage.cost_usd"), lit(0.0)))
            .first();
    return new Asked(all.getLong(0), all.getLong(1), all.getDouble(2));
  }

  // --- The texts ---------------------------------------------------------------------------------

  /** One line of JSON. */
  static String summary(Run run, Asked asked) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("command", run.command())
            .put("exit_code", run.exitCode())
            .put("exit_reason", run.exitReason())
            .put("run_id", run.runId())
            .put("skill", run.skillName())
            .put("skill_version_id", run.skillVersionId())
            .put("consolidation_id", run.consolidationId())
            .put("started_at", run.startedAt().toString())
            .put("ended_at", run.endedAt().toString())
            .put("seconds", seconds(run))
            .put("requests", asked.requests())
            .put("tokens", asked.tokens())
            .put("usd", asked.usd());
    ObjectNode counts = line.putObject("counts");
    counts(run).forEach(counts::put);
    return line.toString();
  }

  /** Gauges of the last run, for a collector that reads files. */
  static String metrics(Run run, Asked asked) {
    String skill = run.skillName() == null ? "" : run.skillName();
    String labels = "command=\"%s\",skill=\"%s\"".formatted(escaped(run.command()), escaped(skill));
    StringBuilder text = new StringBuilder();
    gauge(text, "exit_code", "How the last run ended; 0 is well.", labels, run.exitCode());
    gauge(
        text,
        "end_time_seconds",
        "When it ended, since 1970.",
        labels,
        run.endedAt().toEpochMilli() / 1000.0);
    gauge(text, "duration_seconds", "How long it took.", labels, seconds(run));
    gauge(text, "requests", "Requests to models that it sent.", labels, asked.requests());
    gauge(text, "tokens", "Tokens that it paid for.", labels, asked.tokens());
    gauge(text, "usd", "What they cost, in USD.", labels, asked.usd());
    head(text, "count", "What it counted, by name.");
    counts(run)
        .forEach(
            (name, value) ->
                text.append(
                    "trace2skill_run_count{%s,name=\"%s\"} %d\n"
                        .formatted(labels, escaped(name), value)));
    return text.toString();
  }

  private static void gauge(
      StringBuilder text, String name, String help, String labels, Number value) {
    head(text, name, help);
    text.append("trace2skill_run_%s{%s} %s\n".formatted(name, labels, value));
  }

  private static void head(StringBuilder text, String name, String help) {
    text.append("# HELP trace2skill_run_%s %s\n".formatted(name, help));
    text.append("# TYPE trace2skill_run_%s gauge\n".formatted(name));
  }

  private static double seconds(Run run) {
    return Duration.between(run.startedAt(), run.endedAt()).toMillis() / 1000.0;
  }

  /** By name; what was counted in several parts is added up. */
  private static Map<String, Long> counts(Run run) {
    Map<String, Long> counts = new TreeMap<>();
    for (Count count : run.counts()) {
      counts.merge(count.name(), count.value(), Long::sum);
    }
    return counts;
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
