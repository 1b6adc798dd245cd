package dev.trace2skill.llm;

import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMException.Kind;
import dev.trace2skill.spi.LLMProvider;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMReply.Stop;
import dev.trace2skill.spi.LLMRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A model in virtual time that does what its script says, and counts. */
final class FakeModel implements LLMProvider {

  /** What becomes of one request. */
  record Act(long millis, @Nullable LLMReply reply, @Nullable LLMException error) {

    static Act answer(long millis, String text) {
      return new Act(millis, FakeModel.reply(text, new Usage(10L, 5L, null, null, null)), null);
    }

    static Act fail(Kind kind) {
      return new Act(1, null, new LLMException(kind, kind.name()));
    }

    static Act overloaded(Duration retryAfter) {
      return new Act(1, null, new LLMException(Kind.OVERLOADED, "429", retryAfter));
    }

    static Act silence() {
      return new Act(TimeUnit.DAYS.toMillis(1000), null, null);
    }
  }

  final List<LLMRequest> requests = new ArrayList<>();
  final List<Duration> times = new ArrayList<>();
  int inFlight;
  int mostInFlight;
  int cancelled;

  private final VirtualTime time;
  private final Function<Integer, Act> script;

  /**
   * @param script what becomes of each request; they are counted from 0
   */
  FakeModel(VirtualTime time, Function<Integer, Act> script) {
    this.time = time;
    this.script = script;
  }

  static LLMReply reply(String text, Usage usage) {
    return new LLMReply(text, List.of(), Stop.END, usage, "fake-1", null);
  }

  @Override
  public String protocol() {
    return "fake";
  }

  @Override
  public CompletableFuture<LLMReply> ask(LLMEndpoint endpoint, LLMRequest request) {
    Act act = script.apply(requests.size());
    requests.add(request);
    times.add(time.now());
    inFlight++;
    mostInFlight = Math.max(mostInFlight, inFlight);
    CompletableFuture<LLMReply> future = new CompletableFuture<>();
    var unused =
        future.whenComplete(
            (reply, error) -> {
              inFlight--;
              cancelled += future.isCancelled() ? 1 : 0;
            });
    var unused2 = time.after(TimeUnit.MILLISECONDS.toNanos(act.millis()), () -> end(future, act));
    return future;
  }

  private static void end(CompletableFuture<LLMReply> future, Act act) {
    if (act.error() == null) {
      future.complete(act.reply());
    } else {
      future.completeExceptionally(act.error());
    }
  }
}
