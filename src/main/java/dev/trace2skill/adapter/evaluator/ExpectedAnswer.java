package dev.trace2skill.adapter.evaluator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Task;
import dev.trace2skill.spi.Evaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Right is an answer that says what its task's author knows to be right: as a JSON list exactly
 * that and nothing else, otherwise among other words. For tasks of which no calls are expected.
 */
public final class ExpectedAnswer implements Evaluator {

  @Override
  public String evaluator() {
    return "answer";
  }

  @Override
  public boolean judges(Task task) {
    GroundTruth truth = task.groundTruth();
    return isAsked(task) && truth != null && truth.calls().isEmpty() && !truth.outputs().isEmpty();
  }

  @Override
  public Evaluation evaluate(Task task, Output output) {
    GroundTruth truth = Objects.requireNonNull(task.groundTruth(), "a task that is judged");
    JsonNode answer = Values.parsed(output.answer());
    List<String> differences =
        answer.isArray()
            ? compared(items(answer), truth.outputs())
            : truth.outputs().stream()
                .filter(value -> output.said().stream().noneMatch(text -> says(text, value)))
                .map(value -> "not said: " + value)
                .toList();
    int all = truth.outputs().size();
    double score = Math.max(0, (double) (all - differences.size()) / all);
    return Evaluation.of(evaluator(), score, differences);
  }

  private static List<String> compared(List<JsonNode> items, List<String> wanted) {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < Math.max(items.size(), wanted.size()); i++) {
      if (i >= items.size()) {
        differences.add("not answered: " + wanted.get(i));
      } else if (i >= wanted.size()) {
        differences.add("not to be answered: " + items.get(i));
      } else if (!isEqual(items.get(i), Values.parsed(wanted.get(i)))) {
        differences.add("answered %s instead of %s".formatted(items.get(i), wanted.get(i)));
      }
    }
    return differences;
  }

  /** An author may have meant a list as one value. */
  private static List<JsonNode> items(JsonNode answer) {
    List<JsonNode> items = new ArrayList<>();
    answer.forEach(items::add);
    return items.size() == 1 && items.get(0).isArray() ? items(items.get(0)) : items;
  }

  private static boolean isEqual(JsonNode answered, JsonNode wanted) {
    return Values.canonical(answered).equals(Values.canonical(wanted));
  }

  private static boolean says(String answer, String value) {
    JsonNode wanted = Values.parsed(value);
    return wanted.isContainerNode()
        ? leaves(wanted).stream().allMatch(leaf -> Values.says(answer, leaf))
        : Values.says(answer, value);
  }

  private static List<String> leaves(JsonNode value) {
    List<String> leaves = new ArrayList<>();
    if (value.isContainerNode()) {
      value.forEach(child -> leaves.addAll(leaves(child)));
    } else {
      leaves.add(value.asText());
    }
    return leaves;
  }
}
