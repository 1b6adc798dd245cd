package dev.trace2skill.llm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A world of one thread in which time passes only when there is nothing else to do. What is due at
 * the same time happens in an order that the seed decides, as it does among threads.
 */
final class VirtualTime {

  private record Event(long at, long order, Runnable task) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private final SplittableRandom random;
  private final boolean shuffled;
  private long now;
  private long count;

  private VirtualTime(long seed, boolean shuffled) {
    random = new SplittableRandom(seed);
    this.shuffled = shuffled;
  }

  static VirtualTime inOrder() {
    return new VirtualTime(0, false);
  }

  static VirtualTime shuffled(long seed) {
    return new VirtualTime(seed, true);
  }

  Clockwork clockwork() {
    InstantSource source = () -> Instant.EPOCH.plusNanos(now);
    Clock clock = source.withZone(ZoneOffset.UTC);
    return new Clockwork(
        this::soon, this::soon, clock, () -> now, (nanos, task) -> after(nanos, task), () -> {});
  }

  Runnable after(long nanos, Runnable task) {
    long order = shuffled ? random.nextLong() : count++;
    Event event = new Event(now + Math.max(0, nanos), order, task);
    events.add(event);
    return () -> events.remove(event);
  }

  Duration now() {
    return Duration.ofNanos(now);
  }

  /** Lets everything happen, whenever it is due. */
  void run() {
    run(Duration.ofDays(36500));
  }

  /** Lets everything happen that is due until then. */
  void run(Duration until) {
    while (!events.isEmpty() && events.peek().at() <= until.toNanos()) {
      Event event = events.poll();
      now = event.at();
      event.task().run();
    }
  }

  private void soon(Runnable task) {
    var unused = after(0, task);
  }
}
