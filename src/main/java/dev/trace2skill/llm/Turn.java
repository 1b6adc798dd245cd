package dev.trace2skill.llm;

import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import java.util.function.Function;

/**
 * Where a talk with a model stands: a question is to be asked, or it has come to a result. A talk
 * is a pure value: the same replies always lead to the same questions and the same result, so that
 * it can be taken up again from a journal.
 */
public sealed interface Turn<R> {

  /**
   * A question.
   *
   * @param then what the talk makes of the answer
   */
  record Ask<R>(LLMRequest request, Function<LLMReply, Turn<R>> then) implements Turn<R> {}

  /** The end of a talk. */
  record Done<R>(R result) implements Turn<R> {}
}
