package dev.trace2skill.rollout;

import dev.trace2skill.ingest.OutcomePolicy;
import dev.trace2skill.ingest.OutcomeSettings;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.Secret;
import dev.trace2skill.testing.Asked;
import dev.trace2skill.testing.ModelServer;
import dev.trace2skill.testing.Said;
import dev.trace2skill.testing.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract for an agent that is a program of its own and asks a model on the loopback, which
 * says what a script says. Which line of the script it is at shows in what it is asked, so that it
 * has no state.
 */
abstract class PlayedModelContract extends HarnessAdapterContract {

  @TempDir private Path keys;
  private static @Nullable ModelServer server;
  private static @Nullable PlayedModelContract playing;
  private final Queue<String> shown = new ConcurrentLinkedQueue<>();
  private @Nullable ScriptedServer failing;
  private volatile boolean silent;

  /** The protocol that the agent speaks. */
  protected abstract String protocol();

  /** What the model says, one answer a turn; the last has no call. */
  protected abstract List<Said> script();

  protected static Said calls(String tool, String arguments) {
    return Said.calls("", new ToolCall("", tool, arguments));
  }

  private Said say(Asked asked) {
    shown.add(asked.toString());
    if (silent) {
      sleep();
    }
    if (asked.tools().isEmpty()) {
      return Said.text("A title");
    }
    long turn =
        asked.messages().stream()
            .filter(m -> m.role() == LLMMessage.Role.MODEL && !m.toolCalls().isEmpty())
            .count();
    return script().get((int) Math.min(turn, script().size() - 1));
  }

  private static void sleep() {
    try {
      Thread.sleep(Duration.ofSeconds(60).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @BeforeEach
  void key() throws IOException {
    playing = this;
    Path key = keys.resolve("key");
    var unused = Files.writeString(key, "test-key-0123456789");
    var unusedToo =
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
  }

  /** The address of the model, which is the same for all tests of a class. */
  protected static String sharedModel() {
    ModelServer running =
        server == null
            ? ModelServer.start(asked -> Objects.requireNonNull(playing).say(asked))
            : server;
    server = running;
    return running.baseUrl();
  }

  @AfterAll
  static void stopModel() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  @AfterEach
  void stop() {
    if (failing != null) {
      failing.close();
    }
  }

  @Override
  protected @Nullable LLMEndpoint model() {
    return new LLMEndpoint(
        protocol(),
        failing == null ? sharedModel() : failing.baseUrl(),
        modelName(),
        new Secret(null, keys.resolve("key").toString()),
        Duration.ofSeconds(30),
        Map.of());
  }

  protected String modelName() {
    return "played";
  }

  @Override
  protected String shown() {
    return String.join("\n", shown);
  }

  @Override
  protected HarnessSettings hanging() {
    silent = true;
    return settings();
  }

  /** A run whose model answers every question with an error. */
  protected Trajectory playFailing(int status, String type, String message, Duration deadline)
      throws Exception {
    ScriptedServer broken = ScriptedServer.start();
    failing = broken;
    broken.answers(
        status,
        "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
            .formatted(type, message));
    return play(settings(), deadline, SKILL).run();
  }

  protected static Trajectory decided(Trajectory run) {
    return new OutcomePolicy(OutcomeSettings.DEFAULT).decide(run);
  }
}
