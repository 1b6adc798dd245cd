package dev.trace2skill.llm;

import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Usage;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMException.Kind;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The requests that were sent for one question, and its rows for the ledger. */
final class Attempts {

  private final Desk desk;
  private final About about;
  private final int turn;
  private final String callId;
  private int count;
  private int overloadedCount;
  private int unavailableCount;
  private long firstAt;

  Attempts(Desk desk, About about, int turn, String callId) {
    this.desk = desk;
    this.about = about;
    this.turn = turn;
    this.callId = callId;
  }

  int count() {
    return count;
  }

  void sent() {
    firstAt = count == 0 ? desk.now() : firstAt;
    count++;
  }

  void failed(LLMException e) {
    overloadedCount += e.kind() == Kind.OVERLOADED ? 1 : 0;
    unavailableCount += e.kind() == Kind.UNAVAILABLE ? 1 : 0;
  }

  /** Whether it is not to be tried again; sooner when answers get lost, for they may be billed. */
  boolean exhausted() {
    int most = desk.settings().maxAttempts();
    return count >= most || unavailableCount >= (most + 1) / 2;
  }

  LlmCall paid(Usage usage) {
    boolean counted = usage.inputTokens() != null || usage.outputTokens() != null;
    Prices prices = desk.prices();
    Double cost = prices == null || !counted ? usage.costUsd() : Double.valueOf(prices.cost(usage));
    return row(
        false,
        new Usage(
            usage.inputTokens(),
            usage.outputTokens(),
            usage.cacheReadTokens(),
            usage.cacheWriteTokens(),
            cost),
        null);
  }

  LlmCall unanswered(String why) {
    return row(false, null, why);
  }

  LlmCall fromJournal() {
    return row(true, null, null);
  }

  private LlmCall row(boolean fromJournal, @Nullable Usage usage, @Nullable String error) {
    return new LlmCall(
        callId,
        desk.runId(),
        about.subjectId(),
        desk.stage(),
        about.purpose(),
        turn,
        desk.settings().endpoint().protocol(),
        desk.settings().endpoint().model(),
        about.promptId(),
        fromJournal,
        count,
        overloadedCount,
        usage,
        count == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(desk.now() - firstAt),
        error,
        desk.clockwork().clock().instant());
  }

  /** Why a request failed; empty when it is the provider that has a bug. */
  static Optional<LLMException> failure(@Nullable Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    if (cause instanceof LLMException e) {
      return Optional.of(e);
    }
    if (cause instanceof UserError) {
      return Optional.of(new LLMException(Kind.MISCONFIGURED, cause.getMessage()));
    }
    return cause instanceof CancellationException
        ? Optional.of(new LLMException(Kind.UNAVAILABLE, "no answer in time"))
        : Optional.empty();
  }
}
