package dev.trace2skill.llm;

import dev.trace2skill.llm.Talk.Ending;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where calls wait to be sent: until there is room in the window, the provider keeps up, and the
 * budget holds the worst case. Talks that are further along go first, so that talks get finished.
 */
final class Gate {

  private final Clockwork clockwork;
  private final Pace pace;
  private final Purse purse;
  private final Budget budget;
  private final long openedAt;
  private final TreeSet<Place> queue =
      new TreeSet<>(
          Comparator.comparingInt((Place place) -> -place.turn)
              .thenComparingLong(place -> place.number));

  private long places;
  private int inFlight;
  private boolean waking;
  private boolean usedUp;
  private @Nullable Ending closed;
  private String reason = "";

  Gate(Share share, Clockwork clockwork) {
    this.clockwork = clockwork;
    pace = new Pace(share.window(), share.requestsPerMinute());
    budget = share.budget();
    purse = new Purse(budget);
    openedAt = clockwork.nanos().getAsLong();
  }

  /** A call's place in the queue, which it keeps when it has to be tried again. */
  static final class Place {

    private final int turn;
    private final Amount worst;
    private final Consumer<Permit> admitted;
    private final BiConsumer<Ending, String> refused;
    private long number = -1;

    /**
     * @param turn how far the talk is
     * @param admitted must not wait, as must not {@code refused}
     */
    Place(int turn, Amount worst, Consumer<Permit> admitted, BiConsumer<Ending, String> refused) {
      this.turn = turn;
      this.worst = worst;
      this.admitted = admitted;
      this.refused = refused;
    }

    Amount worst() {
      return worst;
    }
  }

  /** What came of a request, as far as the pace depends on it. */
  enum Result {
    ANSWERED,
    OVERLOADED,
    OTHER
  }

  /** Leave to send one request. It has to be given back, once. */
  final class Permit {

    private final Amount worst;
    private final long sentAt;

    private Permit(Amount worst, long sentAt) {
      this.worst = worst;
      this.sentAt = sentAt;
    }

    void giveBack(Amount taken, Result result) {
      back(this, taken, result);
    }
  }

  synchronized void enter(Place place) {
    if (place.number < 0) {
      place.number = places++;
    }
    queue.add(place);
    admit();
  }

  synchronized void leave(Place place) {
    queue.remove(place);
    admit();
  }

  /** Lets no call through any more. */
  synchronized void close(Ending ending, String why) {
    if (closed == null) {
      closed = ending;
      reason = why;
    }
    admit();
  }

  /** Counts what an earlier try of the same task paid. */
  synchronized void charge(Amount taken) {
    purse.charge(taken);
  }

  /** Whether the time of the budget is not over at some time. */
  boolean isOpenAt(long nanos) {
    return budget.time() == null || nanos - openedAt < budget.time().toNanos();
  }

  /** Whether the budget is spent as far as new talks go. */
  synchronized boolean isUsedUp() {
    return usedUp || !isOpenAt(clockwork.nanos().getAsLong());
  }

  synchronized Amount spent() {
    return purse.spent();
  }

  synchronized int limit() {
    return pace.limit();
  }

  private synchronized void back(Permit permit, Amount taken, Result result) {
    inFlight--;
    purse.settle(permit.worst, taken);
    switch (result) {
      case ANSWERED -> pace.answered();
      case OVERLOADED -> pace.overloaded(permit.sentAt, clockwork.nanos().getAsLong());
      case OTHER -> {}
    }
    admit();
  }

  private void admit() {
    while (!queue.isEmpty()) {
      Place first = queue.first();
      long now = clockwork.nanos().getAsLong();
      if (refuses(first, now)) {
        queue.remove(first);
        continue;
      }
      if (inFlight >= pace.limit() || !purse.holds(first.worst)) {
        return; // what is in flight will give something back
      }
      long pause = pace.pause(now);
      if (pause > 0) {
        wake(pause);
        return;
      }
      queue.remove(first);
      purse.reserve(first.worst);
      pace.sent(now);
      inFlight++;
      first.admitted.accept(new Permit(first.worst, now));
    }
  }

  private boolean refuses(Place place, long now) {
    if (closed != null) {
      place.refused.accept(closed, reason);
      return true;
    }
    if (!isOpenAt(now)) {
      place.refused.accept(Ending.BUDGET, late());
      return true;
    }
    boolean stuck = inFlight == 0 && !purse.holds(place.worst);
    if (stuck || (usedUp && place.turn == 0)) {
      // A call that is too big for the whole budget says nothing about the others.
      usedUp |= purse.couldHold(place.worst);
      place.refused.accept(Ending.BUDGET, purse.shortage(place.worst));
      return true;
    }
    return false;
  }

  String late() {
    return "the time of " + budget.time() + " is over";
  }

  private void wake(long nanos) {
    if (!waking) {
      waking = true;
      var unused = clockwork.timer().after(nanos, this::awake);
    }
  }

  private synchronized void awake() {
    waking = false;
    admit();
  }
}
