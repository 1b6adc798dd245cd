package dev.trace2skill.llm;

import dev.trace2skill.llm.Talk.Ending;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMException.Kind;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question of a talk on its way to an answer: from the journal, or from the provider and into
 * the journal before it is used. All its steps run in the talk's mailbox.
 */
final class Question {

  private static final Logger LOG = LoggerFactory.getLogger(Question.class);

  /** Providers keep the time limit themselves; this is for one that does not. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Desk desk;
  private final Conversation<?> talk;
  private final LLMRequest request;
  private final String callId;
  private final Gate.Place place;

  private final Attempts attempts;
  private boolean owner;
  private boolean unreadable;
  private boolean writing;
  private boolean over;
  private @Nullable LlmCall paid;
  private @Nullable CompletableFuture<LLMReply> pending;
  private Runnable forgetTimer = () -> {};

  Question(Desk desk, Conversation<?> talk, int turn, LLMRequest request) {
    this.desk = desk;
    this.talk = talk;
    this.request = request;
    String json = request.json();
    callId = desk.settings().callId(talk.about(), json);
    attempts = new Attempts(desk, talk.about(), turn, callId);
    place =
        new Gate.Place(
            turn,
            Amount.worstCase(request, Prices.mostInputTokens(json), desk.prices()),
            permit -> talk.mailbox().execute(() -> send(permit)),
            (ending, why) -> talk.mailbox().execute(() -> end(ending, why)));
  }

  void ask() {
    desk.owners().acquire(callId, () -> talk.mailbox().execute(this::own));
  }

  /** Ends without an answer, and gives the row for what was sent. */
  List<LlmCall> abandon(String why) {
    if (over) {
      return List.of();
    }
    over = true;
    desk.gate().leave(place);
    forgetTimer.run();
    if (pending != null) {
      pending.cancel(true);
    }
    if (!writing) {
      release();
    }
    return rows(why);
  }

  private void own() {
    owner = true;
    if (over) {
      release();
    } else {
      onDisk(() -> desk.journal().find(callId), this::look);
    }
  }

  private void look(Optional<String> found) {
    if (over) {
      return;
    }
    Optional<Entry> entry = found.flatMap(Entry::parse);
    if (entry.isPresent()) {
      recorded(entry.get());
    } else if (desk.settings().replay()) {
      end(Ending.NOT_RECORDED, "the answer is not in the journal");
    } else {
      unreadable = found.isPresent();
      if (unreadable) {
        LOG.warn("entry {} of the journal is not of this version and will be replaced", callId);
      }
      desk.gate().enter(place);
    }
  }

  private void recorded(Entry entry) {
    LlmCall payer = entry.call();
    if (payer.runId().equals(desk.runId()) && desk.charged().add(callId)) {
      Usage usage = payer.usage() == null ? Usage.NONE : payer.usage();
      desk.gate().charge(Amount.of(payer.requestCount(), usage, place.worst(), desk.prices()));
    }
    over = true;
    release();
    talk.hear(Answer.of(entry.reply(), served(payer)));
  }

  /** The payer's row, so that it stands even if that run was killed first, and our own. */
  private List<LlmCall> served(LlmCall payer) {
    boolean ours =
        payer.runId().equals(desk.runId()) && payer.subjectId().equals(talk.about().subjectId());
    return ours ? List.of(payer) : List.of(payer, attempts.fromJournal());
  }

  private void send(Gate.Permit permit) {
    if (over) {
      permit.giveBack(Amount.NOTHING, Gate.Result.OTHER);
      return;
    }
    attempts.sent();
    CompletableFuture<LLMReply> call = start();
    pending = call;
    long limit = desk.settings().endpoint().timeout().toNanos() + GRACE_NANOS;
    forgetTimer = desk.clockwork().timer().after(limit, () -> call.cancel(true));
    var unused =
        call.whenComplete(
            (reply, error) -> {
              try {
                settle(permit, reply, error);
              } finally {
                talk.mailbox().execute(() -> come(reply, error));
              }
            });
  }

  private CompletableFuture<LLMReply> start() {
    try {
      return desk.provider().ask(desk.settings().endpoint(), request);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void settle(Gate.Permit permit, @Nullable LLMReply reply, @Nullable Throwable error) {
    if (reply != null) {
      Amount taken = Amount.of(1, reply.usage(), place.worst(), desk.prices());
      permit.giveBack(taken, Gate.Result.ANSWERED);
      return;
    }
    Optional<LLMException> failure = Attempts.failure(error);
    Kind kind = failure.map(LLMException::kind).orElse(Kind.UNAVAILABLE);
    if (kind == Kind.MISCONFIGURED) {
      desk.gate().close(Ending.MISCONFIGURED, failure.orElseThrow().getMessage());
    }
    // An answer that did not arrive may have been written, and billed.
    Amount taken = kind == Kind.UNAVAILABLE ? place.worst() : new Amount(1, 0, 0);
    permit.giveBack(taken, kind == Kind.OVERLOADED ? Gate.Result.OVERLOADED : Gate.Result.OTHER);
  }

  private void come(@Nullable LLMReply reply, @Nullable Throwable error) {
    pending = null;
    forgetTimer.run();
    if (reply != null) {
      store(reply);
    } else if (!over) {
      fail(
          Attempts.failure(error)
              .orElseThrow(() -> new IllegalStateException("a provider failed", error)));
    }
  }

  private void store(LLMReply reply) {
    desk.charged().add(callId);
    LlmCall row = attempts.paid(reply.usage());
    paid = row;
    Entry entry = Entry.of(reply, row);
    String json = entry.json();
    writing = true;
    onDisk(
        () -> {
          if (unreadable) {
            desk.journal().replace(callId, json);
            return json;
          }
          return desk.journal().putIfAbsent(callId, json);
        },
        standing -> use(standing.equals(json) ? entry : Entry.parse(standing).orElse(entry)));
  }

  private void use(Entry standing) {
    writing = false;
    release();
    if (over) {
      return;
    }
    over = true;
    List<LlmCall> rows = new ArrayList<>(rows(""));
    if (!standing.call().equals(paid)) {
      rows.add(standing.call());
    }
    talk.hear(Answer.of(standing.reply(), rows));
  }

  private void fail(LLMException e) {
    attempts.failed(e);
    switch (e.kind()) {
      case MISCONFIGURED -> end(Ending.MISCONFIGURED, e.getMessage());
      case REJECTED -> end(Ending.UNANSWERED, e.getMessage());
      case OVERLOADED, UNAVAILABLE -> tryAgain(e);
    }
  }

  private void tryAgain(LLMException e) {
    if (attempts.exhausted()) {
      end(Ending.UNANSWERED, "no answer to " + attempts.count() + " requests: " + e.getMessage());
      return;
    }
    long pause = Backoff.delay(callId, attempts.count(), e.retryAfter().orElse(null)).toNanos();
    long at = desk.now() + pause;
    if (!desk.gate().isOpenAt(at)) {
      end(Ending.BUDGET, desk.gate().late());
    } else if (at - talk.endsAt() >= 0) {
      end(Ending.UNANSWERED, talk.late() + ": " + e.getMessage());
    } else {
      forgetTimer =
          desk.clockwork().timer().after(pause, () -> talk.mailbox().execute(this::enterAgain));
    }
  }

  private void enterAgain() {
    if (!over) {
      desk.gate().enter(place);
    }
  }

  private void end(Ending ending, String why) {
    if (!over) {
      over = true;
      release();
      talk.hear(Answer.none(ending, why, rows(why)));
    }
  }

  private void release() {
    if (owner) {
      owner = false;
      desk.owners().release(callId);
    }
  }

  /** What was sent and came to nothing, or was paid. */
  private List<LlmCall> rows(String why) {
    if (paid != null) {
      return List.of(paid);
    }
    return attempts.count() == 0 ? List.of() : List.of(attempts.unanswered(why));
  }

  private <T> void onDisk(Supplier<T> work, Consumer<T> next) {
    desk.clockwork()
        .disk()
        .execute(
            () -> {
              try {
                T result = work.get();
                talk.mailbox().execute(() -> next.accept(result));
              } catch (RuntimeException e) {
                talk.mailbox()
                    .execute(
                        () -> {
                          throw e;
                        });
              }
            });
  }
}
