package dev.trace2skill.llm;

import dev.trace2skill.llm.Talk.Ending;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.spi.LLMReply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One talk under way: asks its questions one by one. All its steps run in its mailbox. */
final class Conversation<R> {

  private final Desk desk;
  private final About about;
  private final Mailbox mailbox;
  private final CompletableFuture<Talk<R>> future = new CompletableFuture<>();
  private final List<LlmCall> rows = new ArrayList<>();
  private final long endsAt;
  private Runnable forgetDeadline = () -> {};
  private @Nullable Function<LLMReply, Turn<R>> then;
  private @Nullable Question question;
  private int turn;
  private boolean over;

  Conversation(Desk desk, About about, int turn) {
    this.desk = desk;
    this.about = about;
    this.turn = turn;
    mailbox = new Mailbox(desk.clockwork().work(), this::fail);
    endsAt = desk.now() + desk.settings().talkTimeout().toNanos();
  }

  CompletableFuture<Talk<R>> begin(Turn<R> first) {
    var unused =
        future.whenComplete(
            (talk, error) -> {
              if (future.isCancelled()) {
                mailbox.execute(this::abandon);
              }
            });
    mailbox.execute(
        () -> {
          forgetDeadline =
              desk.clockwork()
                  .timer()
                  .after(endsAt - desk.now(), () -> mailbox.execute(this::runOutOfTime));
          advance(first);
        });
    return future;
  }

  void cancel() {
    future.cancel(true);
  }

  About about() {
    return about;
  }

  Executor mailbox() {
    return mailbox;
  }

  /** When the time of this talk is over, in nanoseconds. */
  long endsAt() {
    return endsAt;
  }

  void hear(Answer answer) {
    rows.addAll(answer.rows());
    Function<LLMReply, Turn<R>> next = then;
    if (answer.reply() == null || next == null) {
      end(null, answer.ending(), answer.detail());
      return;
    }
    turn++;
    advance(next.apply(answer.reply()));
  }

  private void advance(Turn<R> to) {
    if (over) {
      return;
    }
    if (to instanceof Turn.Ask<R> ask) {
      then = ask.then();
      question = new Question(desk, this, turn, ask.request());
      question.ask();
    } else if (to instanceof Turn.Done<R> done) {
      end(done.result(), Ending.DONE, "");
    }
  }

  private void runOutOfTime() {
    if (!over) {
      rows.addAll(given(question, late()));
      end(null, Ending.UNANSWERED, late());
    }
  }

  String late() {
    return "took longer than " + desk.settings().talkTimeout();
  }

  private static List<LlmCall> given(@Nullable Question question, String why) {
    return question == null ? List.of() : question.abandon(why);
  }

  private void end(@Nullable R result, Ending ending, String detail) {
    over = true;
    forgetDeadline.run();
    future.complete(new Talk<>(result, ending, detail, rows));
  }

  private void fail(Throwable bug) {
    abandon();
    future.completeExceptionally(bug);
  }

  private void abandon() {
    over = true;
    forgetDeadline.run();
    var unused = given(question, "cancelled");
  }
}
