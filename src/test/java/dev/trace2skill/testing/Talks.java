package dev.trace2skill.testing;

import dev.trace2skill.llm.Turn;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import java.util.function.Function;

/** Leads talks to their end without a provider. */
public final class Talks {

  private Talks() {}

  /** The result of a talk with a model that is a function. */
  public static <R> R end(Turn<R> turn, Function<LLMRequest, LLMReply> model) {
    Turn<R> now = turn;
    while (now instanceof Turn.Ask<R> ask) {
      now = ask.then().apply(model.apply(ask.request()));
    }
    return ((Turn.Done<R>) now).result();
  }
}
