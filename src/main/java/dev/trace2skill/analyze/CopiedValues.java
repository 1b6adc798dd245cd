package dev.trace2skill.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trace2skill.llm.prompt.JsonText;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.spi.Evaluator.Output;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of a correction that the run could not have known, so that they come from the ground
 * truth.
 */
final class CopiedValues {

  /** So short a value is found by chance; in a copy of the whole it is a copy all the same. */
  private static final int ANYBODYS = 3;

  private CopiedValues() {}

  /** What a correction has from the ground truth, one phrase each, without the values. */
  static List<String> in(Case c, Judge judge, Correction correction) {
    KnownValues known = KnownValues.of(c.run(), c.base());
    GroundTruth truth = c.task().groundTruth();
    boolean copy =
        truth != null
            && !truth.calls().isEmpty()
            && Correction.canonical(correction.output().calls())
                .equals(Correction.canonical(truth.calls()));
    List<String> unknown = new ArrayList<>();
    for (Correction.Introduced each : correction.introduced()) {
      if (!known.has(each.value(), copy ? 0 : ANYBODYS)) {
        unknown.add(
            "%s: a value of %d characters".formatted(each.place(), each.value().asText().length()));
      }
    }
    if (truth != null && !correction.output().answer().equals(judge.output().answer())) {
      words(truth, judge.output(), correction.output(), known, unknown);
    }
    return unknown;
  }

  private static void words(
      GroundTruth truth, Output own, Output corrected, KnownValues known, List<String> unknown) {
    String before = KnownValues.folded(String.join("\n", own.said()));
    String after = KnownValues.folded(corrected.answer());
    for (String output : truth.outputs()) {
      JsonNode value = JsonText.parsed(output).orElse(TextNode.valueOf(output));
      for (JsonNode leaf : JsonText.leaves(value)) {
        String told = KnownValues.folded(leaf.asText()).strip();
        boolean brought = Phrases.contains(after, told) && !Phrases.contains(before, told);
        if (brought && !known.has(leaf, 0)) {
          unknown.add("answer: a value of %d characters".formatted(told.length()));
        }
      }
    }
    if (unknown.isEmpty() && !known.hasIds(corrected.answer())) {
      unknown.add("answer: a number or an id");
    }
  }
}
