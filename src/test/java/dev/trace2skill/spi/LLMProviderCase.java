package dev.trace2skill.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.spi.LLMException.Kind;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.testing.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A provider, a server on the loopback that it asks, and a key. */
public abstract class LLMProviderCase {

  protected static final String KEY = "sk-test-c0ffee-c0ffee-c0ffee";

  protected static final LLMTool LOOK =
      new LLMTool(
          "look",
          "Looks at a file.",
          """
          {"type":"object","properties":{"path":{"type":"string"}},"required":["path"]}""");

  static final Map<String, String> AS_JSON = Map.of("content-type", "application/json");

  static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;

  protected final ScriptedServer server = ScriptedServer.start();
  Path keyFile;

  protected abstract LLMProvider provider();

  /** The header that carries the key, and how. */
  protected abstract Map.Entry<String, String> keyHeader();

  /** An answer that says "hello", as the vendor documents it. */
  protected abstract String hello();

  /** An answer whose JSON is sound and that has not the shape of one. */
  protected abstract List<String> misshapen();

  /** An answer that says why not, as the vendor documents it. */
  protected abstract String error(String type, String message);

  /** The body that {@link #everything} must be sent as, as a name in the golden folder. */
  protected abstract String goldenBody();

  @BeforeEach
  void writeKey() throws IOException {
    keyFile = folder.resolve("key");
    var unused =
        Files.createFile(
            keyFile,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(keyFile, KEY + "\n");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  protected LLMEndpoint endpoint(String baseUrl, Duration timeout) {
    return new LLMEndpoint(
        provider().protocol(),
        baseUrl,
        "some-model",
        new Secret(null, keyFile.toString()),
        timeout);
  }

  protected LLMReply ask(LLMRequest request) {
    return provider().ask(endpoint(server.baseUrl(), LONG), request).join();
  }

  protected static LLMRequest question(String text) {
    return new LLMRequest(
        "Be brief.", List.of(LLMMessage.user(text)), List.of(), null, Sampling.of(100));
  }

  /** A request in which everything is set that can be. */
  protected static LLMRequest everything(@Nullable String raw) {
    return new LLMRequest(
        "Be brief.",
        List.of(
            LLMMessage.user("What is in a.txt and b.txt?"),
            new LLMMessage(
                LLMMessage.Role.MODEL,
                "I look.",
                List.of(
                    new ToolCall("c1", "look", "{\"path\":\"a.txt\"}"),
                    new ToolCall("c2", "look", "{\"path\":\"b.txt\"}")),
                List.of(),
                raw),
            new LLMMessage(
                LLMMessage.Role.USER,
                "Go on.",
                List.of(),
                List.of(
                    new ToolResult("c1", "look", "an \u00e4 and a \ud83d\ude00", false),
                    new ToolResult("c2", "look", "no such file", true)),
                null)),
        List.of(LOOK),
        null,
        new Sampling(4_000, 0.5, 0.9, 7L, 2_000, "high"));
  }

  LLMException failure(LLMEndpoint endpoint) {
    CompletionException e =
        catchThrowableOfType(
            CompletionException.class, () -> provider().ask(endpoint, question("Hello?")).join());
    assertThat(e).hasCauseInstanceOf(LLMException.class);
    LLMException cause = (LLMException) e.getCause();
    assertThat(cause.getMessage()).doesNotContain(KEY).hasLineCount(1).hasSizeLessThan(600);
    return cause;
  }

  protected LLMException failure() {
    return failure(endpoint(server.baseUrl(), LONG));
  }

  void assertFails(Kind kind, String... words) {
    LLMException e = failure();
    assertThat(e.getMessage()).contains(words);
    assertThat(e.kind()).isEqualTo(kind);
  }

  static void await(CountDownLatch latch) {
    await(latch, Duration.ofSeconds(30));
  }

  static void await(CountDownLatch latch, Duration most) {
    try {
      var unused = latch.await(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
