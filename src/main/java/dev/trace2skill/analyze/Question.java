package dev.trace2skill.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.llm.Turn;
import dev.trace2skill.llm.prompt.JsonText;
import dev.trace2skill.llm.prompt.Prompts;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.LLMRequest.Sampling;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One question to a model with an answer that follows a schema, and one more chance to mend it.
 *
 * @param schema the name of the resource
 * @param read makes something of an answer that keeps the schema
 * @param dropped the finding when nothing can be made of two answers
 */
record Question(
    String system,
    String schema,
    Sampling sampling,
    Function<JsonNode, Reading> read,
    Function<Fault, Finding> dropped) {

  /** The question, and once more what is wrong with the answer. */
  static final int MOST_TURNS = 2;

  private static final Prompts PROMPTS = new Prompts(Question.class);

  /** What was made of an answer: a finding, or what is wrong with it. */
  record Reading(@Nullable Finding finding, @Nullable Fault fault) {

    static Reading of(Finding finding) {
      return new Reading(finding, null);
    }

    static Reading of(Notes.Refusal refusal) {
      return new Reading(
          null,
          new Fault(
              refusal.drop(),
              refusal.detail(),
              "This cannot be taken: "
                  + refusal.detail()
                  + ". Answer once more, with the whole JSON object, or propose nothing."));
    }
  }

  Turn<Finding> ask(String words) {
    LLMMessage first = LLMMessage.user(words);
    return new Turn.Ask<>(
        request(List.of(first)),
        reply -> {
          Reading reading = reading(reply);
          return reading.finding() != null
              ? done(reading.finding(), 1)
              : again(first, reply, reading);
        });
  }

  private Turn<Finding> again(LLMMessage first, LLMReply reply, Reading reading) {
    Fault fault = fault(reading);
    return new Turn.Ask<>(
        request(List.of(first, fault.kept(reply), LLMMessage.user(fault.reminder()))),
        second -> {
          Reading mended = reading(second);
          return done(
              mended.finding() != null ? mended.finding() : dropped.apply(fault(mended)), 2);
        });
  }

  private static Fault fault(Reading reading) {
    return Optional.ofNullable(reading.fault()).orElseThrow();
  }

  private static Turn<Finding> done(Finding finding, int turns) {
    return new Turn.Done<>(finding.after(turns));
  }

  private LLMRequest request(List<LLMMessage> messages) {
    return new LLMRequest(system, messages, List.of(), PROMPTS.json(schema).toString(), sampling);
  }

  private Reading reading(LLMReply reply) {
    Optional<Fault> fault = Fault.of(reply);
    Optional<JsonNode> answer = JsonText.answered(reply.text());
    if (fault.isPresent()) {
      return new Reading(null, fault.get());
    }
    if (answer.isEmpty()) {
      return new Reading(
          null,
          Fault.malformed(
              "the answer is no JSON",
              "One JSON object is expected and nothing around it, following the schema."));
    }
    List<String> problems = SchemaCheck.problems(PROMPTS.json(schema), answer.get());
    return problems.isEmpty()
        ? read.apply(answer.get())
        : new Reading(
            null,
            Fault.malformed(
                "the answer is not as it should be: " + String.join("; ", problems),
                "Answer once more, with the whole JSON object."));
  }
}
