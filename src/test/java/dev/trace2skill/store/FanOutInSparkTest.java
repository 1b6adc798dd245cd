package dev.trace2skill.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.testing.SparkTest;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of work under way when its Spark task ends. */
class FanOutInSparkTest {

  // Static: a task gets a copy of everything else.
  private static final Set<CompletableFuture<Long>> BEGUN = ConcurrentHashMap.newKeySet();
  private static CountDownLatch begun = new CountDownLatch(4);
  private static CountDownLatch closed = new CountDownLatch(1);

  private final SparkSession spark = SparkTest.spark();

  @BeforeEach
  void forget() {
    BEGUN.clear();
    begun = new CountDownLatch(4);
    closed = new CountDownLatch(1);
  }

  @Test
  void resultsOfAllTasksAreThere() {
    MapPartitionsFunction<Long, Long> twice =
        numbers -> FanOut.map(numbers, 4, n -> CompletableFuture.supplyAsync(() -> 2 * n));

    List<Long> doubled =
        spark.range(0, 100, 1, 2).mapPartitions(twice, Encoders.LONG()).collectAsList();

    assertThat(doubled)
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, 100).map(n -> 2 * n).boxed().toList());
  }

  @Test
  void taskThatFailsCancelsItsWork() throws Exception {
    MapPartitionsFunction<Long, Long> broken =
        numbers -> {
          Iterator<Long> out = unending(numbers);
          assertThat(out.hasNext()).isTrue();
          throw new IllegalStateException("the stage fails");
        };

    assertThatThrownBy(() -> job(broken).collectAsList()).hasMessageContaining("the stage fails");

    assertThat(closed.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(BEGUN).hasSize(4).allMatch(CompletableFuture::isCancelled);
  }

  @Test
  void jobThatIsCancelledDoesNotWaitForItsWork() throws Exception {
    MapPartitionsFunction<Long, Long> waiting = FanOutInSparkTest::unending;
    CompletableFuture<Void> cancelling =
        CompletableFuture.runAsync(
            () -> {
              await(begun);
              spark.sparkContext().cancelAllJobs();
            });

    assertThatThrownBy(() -> job(waiting).collectAsList()).hasMessageContaining("cancelled");

    cancelling.join();
    assertThat(closed.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(BEGUN).hasSize(4).allMatch(CompletableFuture::isCancelled);
  }

  private Dataset<Long> job(MapPartitionsFunction<Long, Long> task) {
    return spark.range(0, 100, 1, 1).mapPartitions(task, Encoders.LONG());
  }

  private static Iterator<Long> unending(Iterator<Long> numbers) {
    return FanOut.map(numbers, 4, FanOutInSparkTest::begin).closing(() -> closed.countDown());
  }

  private static CompletableFuture<Long> begin(long number) {
    CompletableFuture<Long> work = new CompletableFuture<>();
    BEGUN.add(work);
    begun.countDown();
    return work;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
