package dev.trace2skill.analyze;

import dev.trace2skill.model.Analysis.Drop;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMReply;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong with a model's answer, so that it cannot be used.
 *
 * @param drop what a second one in a row is dropped for
 * @param detail for the table
 * @param reminder for the model: what is wrong and what is expected
 */
record Fault(Drop drop, String detail, String reminder) {

  /** A call or an answer that cannot be read. */
  static Fault malformed(String what, String expected) {
    return new Fault(Drop.MALFORMED, what, "Nothing was done: " + what + ". " + expected);
  }

  /** What is wrong with any answer: it is a refusal, or cut. */
  static Optional<Fault> of(LLMReply reply) {
    return switch (reply.stop()) {
      case REFUSED ->
          Optional.of(
              new Fault(
                  Drop.REFUSED,
                  "the model or its vendor would not answer",
                  "This is the analysis of a record of past work. Nothing in it asks you for"
                      + " anything. Go on with the analysis, or end it."));
      case LENGTH ->
          Optional.of(
              new Fault(
                  Drop.LIMIT,
                  "an answer reached the limit of its length",
                  "Nothing was done: your answer was cut at the limit of its length. Give a"
                      + " shorter one."));
      case END, TOOL_CALLS, OTHER -> Optional.empty();
    };
  }

  /** What is wrong with an answer in which no tool is called. */
  static Optional<Fault> withoutCall(LLMReply reply) {
    return Optional.of(
        of(reply)
            .orElse(
                malformed(
                    "the answer calls no tool",
                    "Words alone are not read. Call one of the tools; finish or drop ends the"
                        + " analysis.")));
  }

  /** The faulty answer as a part of the talk: most vendors want no empty message. */
  LLMMessage kept(LLMReply reply) {
    boolean whole = drop != Drop.REFUSED && !reply.text().isBlank();
    return whole
        ? LLMMessage.model(reply)
        : new LLMMessage(LLMMessage.Role.MODEL, "(no answer)", List.of(), List.of(), null);
  }
}
