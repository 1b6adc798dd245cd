package dev.trace2skill.cli.claudecode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that Claude Code calls, with a program that stands in for the run. */
class SessionEndTest {

  private static final Path SCRIPT =
      Path.of("src/main/resources/dev/trace2skill/cli/claudecode/session-end.sh").toAbsolutePath();

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Notes its call, what it was given and whether another is at work; then ends as told. */
  private static final String LAUNCHER =
      """
      #!/bin/sh
      here=${0%/*}
      mkdir "$here/busy" || echo two at once >> "$here/overlaps"
      printf '%s\\n' "$*" >> "$here/calls"
      for taken in "$here"/pay.hook/taken.*; do ln "$taken" "$here/seen/"; done
      echo learns
      while [ -e "$here/wait" ]; do sleep 0.1; done
      rmdir "$here/busy"
      exit "$(cat "$here/code")"
      """;

  @TempDir Path directory;

  private Path home;

  private record Ended(int code, String printed) {}

  @BeforeAll
  static void shellOnly() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: no /bin/sh");
  }

  @BeforeEach
  void installed() throws IOException {
    home = Files.createDirectories(directory.toRealPath().resolve("it's \"odd\" $HOME"));
    Files.createDirectory(home.resolve("seen"));
    Files.writeString(home.resolve("code"), "0");
    Files.writeString(
        home.resolve("pay.yaml"), "skill: x\nonline:\n  min-sessions: 3   # few\nllm: y\n");
    Path launcher = Files.writeString(home.resolve("launcher"), LAUNCHER);
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void thresholdSessionStartsOneRunAndItsLinesAreTaken() throws Exception {
    end("a");
    end("b");
    assertThat(spool()).hasSize(2);
    assertThat(home.resolve("calls")).doesNotExist();

    end("c");

    await(() -> calls().size() == 1 && !Files.exists(lock()) && spool().isEmpty());
    assertThat(calls()).containsExactly("evolve-online --conf " + home.resolve("pay.yaml"));
    assertThat(seen()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(Files.readString(hook("log"))).contains("learns", "ended with exit code 0");
  }

  @Test
  void manyAtOnceAreAllSpooledOnceAndRunsFollowOneAnother() throws Exception {
    Set<String> ended = new HashSet<>();
    for (int round = 0; round < 2; round++) {
      List<Process> hooks = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        String id = round + "-" + i;
        ended.add(id);
        hooks.add(start("sh", json(id), Map.of()));
      }
      for (Process hook : hooks) {
        assertThat(ended(hook)).isEqualTo(new Ended(0, ""));
      }
    }
    // What is below the threshold may stay.
    await(() -> !Files.exists(lock()) && spool().size() < 3 && taken().isEmpty());

    List<String> all = new ArrayList<>(seen());
    spool().forEach(line -> all.add(id(line)));
    assertThat(all).containsExactlyInAnyOrderElementsOf(ended);
    assertThat(home.resolve("overlaps")).doesNotExist();
  }

  @Test
  void sessionsThatEndDuringARunHaveTheNextOneWithoutAnother() throws Exception {
    Files.createFile(home.resolve("wait"));
    for (String id : List.of("a", "b", "c")) {
      end(id);
    }
    await(() -> calls().size() == 1);
    for (String id : List.of("d", "e", "f")) {
      end(id);
    }
    assertThat(calls()).hasSize(1);

    Files.delete(home.resolve("wait"));

    await(() -> calls().size() == 2 && !Files.exists(lock()));
    assertThat(seen()).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f");
    assertThat(home.resolve("overlaps")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash"})
  void everySessionIsOneLine(String shell) throws Exception {
    assumeTrue(shell.equals("sh") || Files.exists(Path.of("/bin/bash")), "skipped: no bash");
    Files.writeString(home.resolve("pay.yaml"), "online: {min-sessions: 100}\n");
    List<String> ids =
        List.of(
            "it's",
            "\"quoted\"",
            "two\nlines",
            "back\\slash\\n",
            "$(touch x)`y`",
            "%s%d",
            "-n",
            "日本");
    for (String id : ids) {
      assertThat(ended(start(shell, json(id), Map.of()))).isEqualTo(new Ended(0, ""));
    }
    // Printed prettily, and without an end of line, which the others lack too.
    assertThat(ended(start(shell, "{\n  \"session_id\":\r\n \"p\"\n}\n", Map.of())).code())
        .isZero();
    String huge =
        json("long-1").replace("\"reason\"", "\"x\":\"" + "y".repeat(20_000) + "\",\"reason\"");
    assertThat(ended(start(shell, huge, Map.of())).code()).isZero();
    assertThat(ended(start(shell, "", Map.of())).code()).isZero();

    List<String> expected = new ArrayList<>(ids);
    expected.add("p");
    expected.add("long-1");
    assertThat(spool().stream().map(SessionEndTest::id)).containsExactlyElementsOf(expected);
  }

  @Test
  void nothingStandsInTheWayOfASession() throws Exception {
    Files.writeString(hook(""), "a file where the folder should be");
    assertThat(end("a")).isEqualTo(new Ended(0, ""));
    Files.delete(hook(""));

    Files.createDirectories(hook(""));
    if (Files.exists(Path.of("/dev/full"))) {
      Files.createSymbolicLink(hook("spool"), Path.of("/dev/full"));
      assertThat(end("b")).isEqualTo(new Ended(0, ""));
      Files.delete(hook("spool"));
    }
    // A file that must not grow is the same as a disk that is full.
    String small = "ulimit -f 0; sh \"$0\" \"$@\"";
    assertThat(ended(start(List.of("sh", "-c", small, SCRIPT.toString()), json("c"), Map.of())))
        .isEqualTo(new Ended(0, ""));

    Map<String, String> bare = new HashMap<>();
    bare.put("HOME", null);
    assertThat(ended(start("sh", json("d"), bare))).isEqualTo(new Ended(0, ""));
    assertThat(spool().stream().map(SessionEndTest::id)).containsExactly("d");

    Process without = new ProcessBuilder("sh", SCRIPT.toString()).redirectErrorStream(true).start();
    assertThat(ended(without)).isEqualTo(new Ended(0, ""));
  }

  @Test
  void afterARunThatFailedItsSessionsCountAgainButNotAtOnce() throws Exception {
    Files.writeString(home.resolve("code"), "2");
    for (String id : List.of("a", "b", "c")) {
      end(id);
    }
    await(() -> Files.exists(hook("failed")) && !Files.exists(lock()));
    assertThat(taken()).hasSize(1);
    assertThat(Files.readString(hook("log"))).contains("exit code 2; its sessions count again");

    Files.writeString(home.resolve("code"), "0");
    Files.writeString(hook("failed"), "1000\n");
    end("d");

    await(() -> calls().size() == 2 && !Files.exists(lock()));
    assertThat(taken()).isEmpty();
    assertThat(hook("failed")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999 1000 %s", "1 1000 %s", "1 1000 elsewhere"})
  void lockOfAProcessThatIsGoneIsTakenOverAndExplained(String owner) throws Exception {
    String host =
        new String(
            new ProcessBuilder("uname", "-n").start().getInputStream().readAllBytes(), UTF_8);
    Files.createDirectories(lock());
    Files.writeString(lock().resolve("owner"), owner.formatted(host.strip()) + "\n");
    for (String id : List.of("a", "b", "c")) {
      end(id);
    }

    await(() -> calls().size() == 1 && !Files.exists(lock()));
    assertThat(Files.readString(hook("log")))
        .containsPattern("the lock of process \\d+ .*is stale and taken over");
  }

  @Test
  void longLogIsPutAside() throws Exception {
    Files.createDirectories(hook(""));
    Files.writeString(hook("log"), "old\n".repeat(300_000));
    for (String id : List.of("a", "b", "c")) {
      end(id);
    }
    await(() -> calls().size() == 1 && !Files.exists(lock()));
    assertThat(hook("log.1")).content().startsWith("old");
    assertThat(Files.readString(hook("log"))).doesNotContain("old");
  }

  private Ended end(String id) throws Exception {
    return ended(start("sh", json(id), Map.of()));
  }

  private static String json(String id) throws IOException {
    return JSON.writeValueAsString(
        Map.of(
            "session_id", id, "hook_event_name", "SessionEnd", "cwd", "/tmp", "reason", "other"));
  }

  private static String id(String line) {
    try {
      return JSON.readTree(line).path("session_id").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start(String shell, String input, Map<String, String> environment)
      throws IOException {
    return start(List.of(shell, SCRIPT.toString()), input, environment);
  }

  /** A variable without a value is taken away. */
  private Process start(List<String> command, String input, Map<String, String> environment)
      throws IOException {
    List<String> whole = new ArrayList<>(command);
    whole.add(home.resolve("pay.yaml").toString());
    whole.add(home.resolve("launcher").toString());
    ProcessBuilder builder = new ProcessBuilder(whole).redirectErrorStream(true);
    environment.forEach(
        (name, value) -> {
          if (value == null) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    }
    return process;
  }

  private static Ended ended(Process process) throws Exception {
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), printed);
  }

  private Path hook(String name) {
    return home.resolve("pay.hook").resolve(name);
  }

  private Path lock() {
    return hook("lock");
  }

  private List<String> spool() {
    return lines(hook("spool"));
  }

  private List<String> calls() {
    return lines(home.resolve("calls"));
  }

  private List<Path> taken() {
    return files(hook("")).filter(f -> f.getFileName().toString().startsWith("taken.")).toList();
  }

  /** The sessions that runs were given. */
  private List<String> seen() {
    return files(home.resolve("seen"))
        .flatMap(f -> lines(f).stream())
        .map(SessionEndTest::id)
        .toList();
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(condition.getAsBoolean()).as("what is waited for").isTrue();
  }
}
