package dev.trace2skill.consolidate.merge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.llm.prompt.Delimited;
import dev.trace2skill.llm.prompt.Prompts;
import dev.trace2skill.model.Edit;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.LLMRequest.Sampling;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Puts groups into a question: one JSON object a line, between marks. Counts of support are left
 * out: the model has no say in them, and the same groups make the same question when they have
 * grown, which the journal then answers.
 */
record MergeQuestion(Handles handles, MergeRules rules, Sampling sampling) {

  private static final Prompts PROMPTS = new Prompts(MergeQuestion.class);
  private static final String INSTRUCTIONS = "merge.md";
  private static final String SCHEMA = "merge-answer.json";

  /** Further wordings of a group that are shown, and how long they may be. */
  private static final int ALTERNATIVES = 2;

  private static final int LONGEST_ALTERNATIVE = 500;

  /** The version of the instructions. */
  static String promptId() {
    return PROMPTS.id(INSTRUCTIONS, SCHEMA);
  }

  /** A question about groups that no model has seen yet: with their alternatives. */
  LLMRequest first(List<Standing> shown) {
    return of(shown, true);
  }

  /** A question about what others left. */
  LLMRequest further(List<Standing> shown) {
    return of(shown, false);
  }

  private LLMRequest of(List<Standing> shown, boolean alternatives) {
    String lines = shown.stream().map(s -> line(s, alternatives)).collect(Collectors.joining("\n"));
    return new LLMRequest(
        PROMPTS.text(INSTRUCTIONS),
        List.of(LLMMessage.user("The lessons:\n" + Delimited.of("lessons", lines))),
        List.of(),
        PROMPTS.json(SCHEMA).toString(),
        sampling);
  }

  private String line(Standing standing, boolean alternatives) {
    Edit edit = standing.lead().edit();
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("id", handles.of(standing.id())).put("file", edit.file());
    line.put("does", edit.op().name().toLowerCase(Locale.ROOT));
    if (!edit.section().isEmpty()) {
      line.put("section", edit.section());
    }
    if (!edit.anchor().isEmpty()) {
      line.put("anchor", edit.anchor());
    }
    line.put("text", standing.text());
    List<String> also = alternatives ? also(standing) : List.of();
    if (!also.isEmpty()) {
      ArrayNode texts = line.putArray("also");
      also.forEach(texts::add);
    }
    return line.toString();
  }

  private List<String> also(Standing standing) {
    return standing.lead().alternatives().stream()
        .filter(text -> text.length() <= LONGEST_ALTERNATIVE)
        .filter(text -> !text.isBlank() && !text.equals(standing.text()))
        .filter(text -> rules.againstText(text).isEmpty())
        .distinct()
        .limit(ALTERNATIVES)
        .toList();
  }
}
