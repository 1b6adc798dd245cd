package dev.trace2skill.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FanOutTest {

  private final List<CompletableFuture<String>> begun = new ArrayList<>();
  private final AtomicInteger pulled = new AtomicInteger();

  @Test
  void resultsComeInTheOrderInWhichTheyAreThere() {
    FanOut<Integer, String> out = FanOut.map(inputs(3), 3, this::begin);
    assertThat(out.hasNext()).isTrue();

    begun.get(2).complete("third");
    assertThat(out.next()).isEqualTo("third");
    begun.get(0).complete("first");
    assertThat(out.next()).isEqualTo("first");
    begun.get(1).complete("second");

    assertThat(out).toIterable().containsExactly("second");
  }

  @Test
  void noMoreInputIsTakenThanThereIsRoomFor() {
    FanOut<Integer, String> out = FanOut.map(inputs(100), 4, this::begin);
    assertThat(begun).isEmpty();

    for (int given = 0; given < 96; given++) {
      assertThat(out.hasNext()).isTrue();
      assertThat(pulled).hasValue(given + 4);
      begun.get(given).complete("done");
      assertThat(out.next()).isEqualTo("done");
    }
  }

  @Test
  void roomIsFilledBeforeAResultIsGivenOut() {
    FanOut<Integer, String> out = FanOut.map(inputs(100), 4, this::begin);
    assertThat(out.hasNext()).isTrue();
    begun.get(0).complete("done");

    assertThat(out.next()).isEqualTo("done");

    assertThat(begun).hasSize(5);
  }

  @Test
  void nothingInNothingOut() {
    assertThat(FanOut.map(inputs(0), 4, this::begin)).isExhausted();
  }

  @Test
  void closingCancelsWhatIsUnderWayAndClosesTheTool() {
    AtomicInteger closed = new AtomicInteger();
    FanOut<Integer, String> out =
        FanOut.map(inputs(100), 4, this::begin).closing(closed::incrementAndGet);
    assertThat(out.hasNext()).isTrue();

    out.close();
    out.close();

    assertThat(begun).hasSize(4).allMatch(CompletableFuture::isCancelled);
    assertThat(closed).hasValue(1);
  }

  @Test
  void lastResultClosesTheTool() {
    AtomicInteger closed = new AtomicInteger();
    FanOut<Integer, String> out =
        FanOut.map(inputs(2), 4, i -> CompletableFuture.completedFuture("done"))
            .closing(closed::incrementAndGet);

    assertThat(out).toIterable().containsExactly("done", "done");

    assertThat(closed).hasValue(1);
  }

  @Test
  void failureIsThrownAndTheOthersAreCancelled() {
    FanOut<Integer, String> out = FanOut.map(inputs(100), 4, this::begin);
    assertThat(out.hasNext()).isTrue();
    begun.get(1).completeExceptionally(new IllegalStateException("a bug"));

    assertThatThrownBy(out::next).isInstanceOf(IllegalStateException.class).hasMessage("a bug");

    assertThat(begun.get(0)).isCancelled();
    assertThat(begun.get(2)).isCancelled();
  }

  @Test
  void interruptEndsTheWait() {
    FanOut<Integer, String> out = FanOut.map(inputs(100), 4, this::begin);
    Thread.currentThread().interrupt();

    assertThatThrownBy(out::next).hasMessage("interrupted while work was under way");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(begun).allMatch(CompletableFuture::isCancelled);
  }

  private CompletableFuture<String> begin(int input) {
    CompletableFuture<String> work = new CompletableFuture<>();
    begun.add(work);
    return work;
  }

  private Iterator<Integer> inputs(int count) {
    return IntStream.range(0, count).peek(i -> pulled.incrementAndGet()).boxed().iterator();
  }
}
