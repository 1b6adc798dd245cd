package dev.trace2skill.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMException.Kind;
import dev.trace2skill.spi.LLMProvider;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.store.FanOut;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The call layer among real threads. */
class ManyTalksTest {

  private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
  private final Set<Thread> workers = ConcurrentHashMap.newKeySet();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    var unused = pool.shutdownNow();
  }

  @Test
  void tenThousandTalksRunOnTwoThreads() {
    QuickModel model = new QuickModel(pool, 0);
    Talks talks = open(model, 10_000, Budget.UNLIMITED);

    List<CompletableFuture<Talk<String>>> futures =
        IntStream.range(0, 10_000)
            .mapToObj(i -> talks.hold(Scene.about("s" + i), Scene.talk("s" + i, 1)))
            .toList();
    List<Talk<String>> ended = futures.stream().map(CompletableFuture::join).toList();

    assertThat(ended).extracting(Talk::result).containsOnly("yes");
    assertThat(model.asked).hasValue(10_000);
    assertThat(workers).hasSizeLessThanOrEqualTo(2);
    talks.close();
  }

  @Test
  void budgetAndLedgerHoldAmongThreads() {
    QuickModel model = new QuickModel(pool, 3);
    Budget budget = new Budget(1_500L, null, null, null);
    Talks talks = open(model, 64, budget);
    List<Talk<String>> ended = new ArrayList<>();

    FanOut.map(
            IntStream.range(0, 1_000).boxed().iterator(),
            64,
            i -> talks.hold(Scene.about("s" + i), Scene.talk("s" + i, 3)))
        .closing(talks)
        .forEachRemaining(ended::add);

    List<LlmCall> ledger = Scene.ledger(ended);
    assertThat(ended).hasSize(1_000);
    assertThat(Scene.requests(ledger)).isEqualTo(model.asked.get()).isLessThanOrEqualTo(1_500);
    assertThat(talks.spent().calls()).isEqualTo(model.asked.get());
  }

  private Talks open(LLMProvider model, int window, Budget budget) {
    Scene scene = Scene.of(folder, VirtualTime.inOrder(), model).with(window, null, budget, false);
    Clockwork.Timer timer =
        (nanos, task) -> {
          // Nothing is to be learned from a wait, and a time limit must not be shortened.
          long soon = nanos > TimeUnit.MINUTES.toNanos(2) ? nanos : nanos / 1_000;
          ScheduledFuture<?> later = pool.schedule(task, soon, TimeUnit.NANOSECONDS);
          return () -> later.cancel(false);
        };
    Clockwork clockwork =
        new Clockwork(
            task -> pool.execute(() -> noting(task)),
            task -> pool.execute(() -> noting(task)),
            Clock.systemUTC(),
            System::nanoTime,
            timer,
            () -> {});
    return Talks.open(
        model,
        scene.settings(),
        scene.journal(),
        "run",
        "analyze",
        scene.settings().share(1),
        clockwork);
  }

  private void noting(Runnable task) {
    workers.add(Thread.currentThread());
    task.run();
  }

  /** Answers at once; every so often it has too much to do or cuts the connection. */
  private record QuickModel(ScheduledExecutorService pool, int failEvery, AtomicInteger asked)
      implements LLMProvider {

    QuickModel(ScheduledExecutorService pool, int failEvery) {
      this(pool, failEvery, new AtomicInteger());
    }

    @Override
    public String protocol() {
      return "fake";
    }

    @Override
    public CompletableFuture<LLMReply> ask(LLMEndpoint endpoint, LLMRequest request) {
      int number = asked.incrementAndGet();
      CompletableFuture<LLMReply> future = new CompletableFuture<>();
      pool.execute(() -> end(future, number));
      return future;
    }

    private void end(CompletableFuture<LLMReply> future, int number) {
      if (failEvery > 0 && number % failEvery == 0) {
        Kind kind = number % 2 == 0 ? Kind.OVERLOADED : Kind.UNAVAILABLE;
        future.completeExceptionally(new LLMException(kind, "no"));
      } else {
        future.complete(FakeModel.reply("yes", new Usage(10L, 5L, null, null, null)));
      }
    }
  }
}
