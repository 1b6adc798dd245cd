package dev.trace2skill.cli.claudecode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.testing.ModelServer;
import dev.trace2skill.testing.Npm;
import dev.trace2skill.testing.Said;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program, whose model is played, with the hook in its settings. */
class RealClaudeCodeTest {

  private static final int PATIENCE_SECONDS = 120;

  @TempDir Path directory;

  @Test
  void fifthOfSixSessionsStartsTheOneRun() throws Exception {
    Path program = Npm.install("claude-code").resolve(".bin/claude");
    Path home = Files.createDirectories(directory.toRealPath().resolve("home"));
    Path work = Files.createDirectories(home.resolve("work"));
    Places places = new Places(home.resolve(".trace2skill"), home.resolve(".claude"));
    Files.createDirectories(places.home());
    Files.createDirectories(places.claude());
    Files.writeString(places.conf("pay"), "online:\n  min-sessions: 5\n");
    Files.writeString(places.settings(), "{\"includeCoAuthoredBy\": false}\n");
    Path calls = home.resolve("calls");
    Path launcher =
        Files.writeString(
            home.resolve("launcher"),
            "#!/bin/sh\ncat '%s'/taken.* >> '%s'\n".formatted(places.hook("pay"), calls));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    assertThat(new Installation(places, "pay").install(launcher)).isTrue();

    try (ModelServer model = ModelServer.start(asked -> Said.text("done"))) {
      for (int session = 1; session <= 6; session++) {
        String answer = ask(program, home, work, model.baseUrl().replaceFirst("/v1$", ""));
        assertThat(answer).as("session " + session).contains("done").doesNotContain("hook");
        if (session == 4) {
          assertThat(calls).doesNotExist();
        }
        if (session == 5) {
          awaitRun(calls, places.hook("pay").resolve("lock"));
        }
      }
    }

    List<String> seen = Files.readAllLines(calls);
    assertThat(seen)
        .hasSize(5)
        .allMatch(line -> line.contains("\"hook_event_name\":\"SessionEnd\""));
    assertThat(Files.readAllLines(places.hook("pay").resolve("spool"))).hasSize(1);
    assertThat(Files.readString(places.hook("pay").resolve("log")))
        .containsOnlyOnce("a run begins, after 5 sessions")
        .contains("ended with exit code 0");
  }

  private static String ask(Path program, Path home, Path work, String model) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(program.toString(), "-p", "Say done.", "--output-format", "text")
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"));
    Map<String, String> environment = builder.environment();
    String path = environment.get("PATH");
    environment.clear();
    environment.putAll(
        Map.of(
            "PATH",
            path,
            "HOME",
            home.toString(),
            "LANG",
            "C.UTF-8",
            "TMPDIR",
            Files.createDirectories(home.resolve("tmp")).toString(),
            "CLAUDE_CODE_TMPDIR",
            home.resolve("tmp").toString(),
            "ANTHROPIC_BASE_URL",
            model,
            "ANTHROPIC_API_KEY",
            "test-key-0123456789",
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC",
            "1",
            "DISABLE_AUTOUPDATER",
            "1",
            "CLAUDE_CODE_MAX_RETRIES",
            "1"));
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }

  private static void awaitRun(Path calls, Path lock) throws IOException, InterruptedException {
    for (int i = 0; i < 600 && (!Files.exists(calls) || Files.exists(lock)); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(Files.exists(calls)).as("a run").isTrue();
  }
}
