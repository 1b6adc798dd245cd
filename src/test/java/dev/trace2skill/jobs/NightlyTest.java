package dev.trace2skill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobs/schedule/nightly.sh}, with a program that stands in for the launcher. */
class NightlyTest {

  @TempDir Path directory;

  private record Ended(int code, String printed) {}

  @BeforeAll
  static void flockOnly() {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "flock"))),
        "skipped: flock not found");
  }

  @Test
  void runHasItsReportsAndItsExitCode() throws Exception {
    launcher("echo \"$@\"; exit 3");

    assertThat(ended(start("--warehouse", "w")))
        .isEqualTo(
            new Ended(
                3,
                "evolve-online --conf desk.yaml --metrics %1$s/desk.prom --summary %1$s/desk.jsonl --warehouse w\n"
                    .formatted(directory.resolve("state"))));
  }

  @Test
  void secondOfTwoAtOnceEndsAtOnce() throws Exception {
    Path started = directory.resolve("started");
    launcher(
        "touch '%s'; while [ ! -e '%s/go' ]; do sleep 0.1; done".formatted(started, directory));
    Process first = start();
    for (int i = 0; i < 600 && !Files.exists(started); i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }

    assertThat(ended(start()))
        .isEqualTo(new Ended(75, "nightly: another run of desk.yaml is under way\n"));

    Files.createFile(directory.resolve("go"));
    assertThat(ended(first)).isEqualTo(new Ended(0, ""));
    assertThat(ended(start())).isEqualTo(new Ended(0, ""));
  }

  private void launcher(String script) throws IOException {
    Path launcher = Files.writeString(directory.resolve("launcher"), "#!/bin/sh\n" + script + "\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  private Process start(String... more) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh", Path.of("jobs/schedule/nightly.sh").toAbsolutePath().toString(), "desk.yaml");
    builder.command().addAll(Arrays.asList(more));
    builder.environment().put("TRACE2SKILL", directory.resolve("launcher").toString());
    builder.environment().put("TRACE2SKILL_STATE", directory.resolve("state").toString());
    return builder.redirectErrorStream(true).start();
  }

  private static Ended ended(Process process) throws Exception {
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), printed);
  }
}
