package dev.trace2skill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trace2skill.cli.RunReport.Asked;
import dev.trace2skill.model.Run;
import dev.trace2skill.model.Run.Count;
import dev.trace2skill.simulate.Simulation;
import dev.trace2skill.testing.SparkTest;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void textsHaveAllThatARunCounted() throws Exception {
    Run run =
        new Run(
            "r1",
            "evolve",
            "1",
            "{}",
            List.of(),
            List.of(),
            List.of(new Count("files", 2), new Count("re\"jects", 1), new Count("files", 3)),
            "v1",
            "pay",
            null,
            3,
            "the budget\nis spent",
            Instant.parse("2026-01-31T08:00:00Z"),
            Instant.parse("2026-01-31T08:01:30.500Z"));

    assertThat(RunReport.metrics(run, new Asked(7, 900, 0.25)))
        .isEqualTo(
            """
            # HELP trace2skill_run_exit_code How the last run ended; 0 is well.
            # TYPE trace2skill_run_exit_code gauge
            trace2skill_run_exit_code{command="evolve",skill="pay"} 3
            # HELP trace2skill_run_end_time_seconds When it ended, since 1970.
            # TYPE trace2skill_run_end_time_seconds gauge
            trace2skill_run_end_time_seconds{command="evolve",skill="pay"} 1.7698464905E9
            # HELP trace2skill_run_duration_seconds How long it took.
            # TYPE trace2skill_run_duration_seconds gauge
            trace2skill_run_duration_seconds{command="evolve",skill="pay"} 90.5
            # HELP trace2skill_run_requests Requests to models that it sent.
            # TYPE trace2skill_run_requests gauge
            trace2skill_run_requests{command="evolve",skill="pay"} 7
            # HELP trace2skill_run_tokens Tokens that it paid for.
            # TYPE trace2skill_run_tokens gauge
            trace2skill_run_tokens{command="evolve",skill="pay"} 900
            # HELP trace2skill_run_usd What they cost, in USD.
            # TYPE trace2skill_run_usd gauge
            trace2skill_run_usd{command="evolve",skill="pay"} 0.25
            # HELP trace2skill_run_count What it counted, by name.
            # TYPE trace2skill_run_count gauge
            trace2skill_run_count{command="evolve",skill="pay",name="files"} 5
            trace2skill_run_count{command="evolve",skill="pay",name="re\\"jects"} 1
            """);
    String line = RunReport.summary(run, new Asked(7, 900, 0.25));
    assertThat(line).doesNotContain("\n");
    JsonNode json = JSON.readTree(line);
    assertThat(json.path("exit_code").asInt()).isEqualTo(3);
    assertThat(json.path("exit_reason").asText()).isEqualTo("the budget\nis spent");
    assertThat(json.path("counts").path("files").asLong()).isEqualTo(5);
    assertThat(json.path("seconds").asDouble()).isEqualTo(90.5);
    assertThat(json.path("usd").asDouble()).isEqualTo(0.25);
  }

  @Test
  void everyRunAddsALineAndTheMetricsAreThoseOfTheLast() throws Exception {
    String warehouse = SparkTest.warehouse(directory).path();
    Path traces = Files.createDirectories(directory.resolve("traces"));
    StringWriter chats = new StringWriter();
    new Simulation(1, 3, 2).write(chats);
    Files.writeString(traces.resolve("chats.jsonl"), chats.toString());
    Path metrics = directory.resolve("run.prom");
    Path summary = directory.resolve("runs.jsonl");
    String[] options = {
      "--warehouse", warehouse, "--metrics", metrics.toString(), "--summary", summary.toString()
    };

    assertThat(ingest(options, traces.toString()).code()).isZero();
    assertThat(Files.readString(metrics))
        .contains(
            "trace2skill_run_exit_code{command=\"ingest\",skill=\"\"} 0\n",
            "name=\"records\"} 6\n");

    // Once the tables are open, and before.
    assertThat(ingest(options, directory.resolve("absent").toString()).code()).isEqualTo(2);
    assertThat(ingest(options).code()).isEqualTo(2);

    List<String> lines = Files.readAllLines(summary);
    assertThat(lines).hasSize(3);
    assertThat(JSON.readTree(lines.get(0)).path("counts").path("records").asLong()).isEqualTo(6);
    assertThat(JSON.readTree(lines.get(1)).path("exit_reason").asText())
        .startsWith("no such file or folder");
    assertThat(JSON.readTree(lines.get(2)).path("exit_reason").asText())
        .startsWith("this command needs --conf");
    assertThat(Files.readString(metrics))
        .contains("trace2skill_run_exit_code{command=\"ingest\",skill=\"\"} 2\n");

    Answer printed =
        Answer.to("ingest", "--warehouse", warehouse, "--summary", "-", traces.toString());
    String last = printed.out().lines().reduce((a, b) -> b).orElseThrow();
    assertThat(JSON.readTree(last).path("exit_code").asInt()).isZero();
  }

  private static Answer ingest(String[] options, String... paths) {
    String[] line = new String[1 + options.length + paths.length];
    line[0] = "ingest";
    System.arraycopy(options, 0, line, 1, options.length);
    System.arraycopy(paths, 0, line, 1 + options.length, paths.length);
    return Answer.to(line);
  }
}
