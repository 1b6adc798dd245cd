package dev.trace2skill.llm;

import dev.trace2skill.llm.Talk.Ending;
import dev.trace2skill.spi.LLMProvider;
import dev.trace2skill.store.Journal;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All talks of one Spark task: what was paid for is in the journal before it is used, calls that
 * fail are tried again, and the task's share of the limits holds. However many talks there are, a
 * few threads do.
 */
public final class Talks implements AutoCloseable {

  private final Desk desk;
  private final Set<Conversation<?>> live = ConcurrentHashMap.newKeySet();

  Talks(Desk desk) {
    this.desk = desk;
  }

  /**
   * Opens the talks of one task.
   *
   * @param share what the task may use of the limits of the run
   */
  public static Talks open(
      LLMProvider provider,
      LlmSettings settings,
      Journal journal,
      String runId,
      String stage,
      Share share) {
    return open(provider, settings, journal, runId, stage, share, Clockwork.start());
  }

  static Talks open(
      LLMProvider provider,
      LlmSettings settings,
      Journal journal,
      String runId,
      String stage,
      Share share,
      Clockwork clockwork) {
    return new Talks(
        new Desk(
            provider,
            settings,
            journal,
            runId,
            stage,
            new Gate(share, clockwork),
            new Owners(),
            ConcurrentHashMap.newKeySet(),
            clockwork));
  }

  /**
   * Talks with another model that keep within the same share: its window and its budget are for
   * both. They are closed with these.
   */
  public Talks with(LLMProvider provider, LlmSettings settings) {
    return new Talks(
        new Desk(
            provider,
            settings,
            desk.journal(),
            desk.runId(),
            desk.stage(),
            desk.gate(),
            desk.owners(),
            desk.charged(),
            desk.clockwork()));
  }

  /**
   * Begins a talk and does not wait for it. What goes wrong with the model is in the {@link Talk};
   * the future fails only when the journal does or when the talk's own code throws. Cancelling it
   * ends the call that is under way.
   */
  public <R> CompletableFuture<Talk<R>> hold(About about, Turn<R> first) {
    return hold(about, 0, first);
  }

  /**
   * Goes on with a talk, some of whose questions were asked before.
   *
   * @param turn the number of the next question, from 0
   */
  public <R> CompletableFuture<Talk<R>> hold(About about, int turn, Turn<R> first) {
    Conversation<R> conversation = new Conversation<>(desk, about, turn);
    live.add(conversation);
    CompletableFuture<Talk<R>> future = conversation.begin(first);
    var unused = future.whenComplete((talk, error) -> live.remove(conversation));
    return future;
  }

  /**
   * What was taken of the share so far; requests that failed may be in it with their worst case.
   */
  public Spent spent() {
    return desk.gate().spent().spent();
  }

  /** Whether the budget is spent, so that a talk which has yet to ask something need not begin. */
  public boolean isSpent() {
    return desk.gate().isUsedUp();
  }

  /** How many calls may be in flight at the moment. */
  int limit() {
    return desk.gate().limit();
  }

  /** Cancels the talks that are under way. */
  @Override
  public void close() {
    desk.gate().close(Ending.UNANSWERED, "the talks were closed");
    live.forEach(Conversation::cancel);
    desk.clockwork().stop().run();
  }
}
