package dev.trace2skill.rollout;

import dev.trace2skill.llm.About;
import dev.trace2skill.llm.Talk;
import dev.trace2skill.llm.Talks;
import dev.trace2skill.llm.Turn;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.Usage;
import dev.trace2skill.process.Premises.Model;
import dev.trace2skill.rollout.Rolled.State;
import dev.trace2skill.spi.AskingEvaluator;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMException.Kind;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The model of one run, or of those who judge it: every question goes through the journal, the pace
 * and the budget.
 */
final class Asking implements Model, AskingEvaluator.Questions {

  private final @Nullable Talks talks;
  private final About about;
  private final List<LlmCall> calls = new ArrayList<>();
  private @Nullable State stopped;
  private boolean unanswered;
  private int questions;
  private String detail = "";

  Asking(@Nullable Talks talks, About about) {
    this.talks = talks;
    this.about = about;
  }

  /** Asks what has nothing to do with the questions before. */
  @Override
  public LLMReply ask(LLMRequest request) throws LLMException, InterruptedException {
    return ask(questions++, request);
  }

  @Override
  public LLMReply ask(int turn, LLMRequest request) throws LLMException, InterruptedException {
    if (talks == null) {
      throw new LLMException(Kind.MISCONFIGURED, "the conf names no model to ask");
    }
    CompletableFuture<Talk<LLMReply>> asked =
        talks.hold(about, turn, new Turn.Ask<>(request, Turn.Done::new));
    try {
      Talk<LLMReply> talk = asked.get();
      calls.addAll(talk.calls());
      LLMReply reply = talk.result();
      if (reply == null) {
        throw unanswered(talk);
      }
      return reply;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      asked.cancel(true);
      throw e;
    }
  }

  private LLMException unanswered(Talk<LLMReply> talk) {
    detail = talk.detail();
    unanswered = true;
    switch (talk.ending()) {
      case BUDGET -> stopped = State.BUDGET;
      case MISCONFIGURED, NOT_RECORDED -> stopped = State.MISCONFIGURED;
      case UNANSWERED, DONE -> {}
    }
    return new LLMException(Kind.UNAVAILABLE, talk.detail());
  }

  /** Why the run has to stop for good; null when it has not. */
  @Nullable State stopped() {
    return stopped;
  }

  /** Whether some question had no answer, whatever was tried. */
  boolean unanswered() {
    return unanswered;
  }

  String detail() {
    return detail;
  }

  /** The run with what its answers cost when they were first given, by the list of prices. */
  Trajectory billed(Trajectory run) {
    Usage usage =
        calls.stream()
            .filter(call -> !call.fromJournal() && call.usage() != null)
            .map(LlmCall::usage)
            .reduce(Usage.NONE, Usage::plus);
    return calls.isEmpty() ? run : run.as(run.source(), run.taskId()).usage(usage).build();
  }

  List<LlmCall> calls() {
    return calls;
  }
}
