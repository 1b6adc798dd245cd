package dev.trace2skill.adapter.evaluator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a JSON document, as JSONPath writes it, without filters and wildcards: it names one
 * place.
 *
 * @param steps names of members, and numbers of elements, which count from the end below 0
 */
record JsonPath(String text, List<Object> steps) {

  private static final Pattern STEP =
      Pattern.compile("\\.([^.\\[\\]'\"*?@]+)|\\[(-?\\d{1,9})]|\\['([^']*)']|\\[\"([^\"]*)\"]");

  JsonPath {
    steps = List.copyOf(steps);
  }

  static JsonPath of(String text) throws CheckException {
    List<Object> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text).region(Math.min(1, text.length()), text.length());
    while (step.lookingAt()) {
      for (int name : new int[] {1, 3, 4}) {
        if (step.group(name) != null) {
          steps.add(step.group(name));
        }
      }
      if (step.group(2) != null) {
        steps.add(Integer.parseInt(step.group(2)));
      }
      step.region(step.end(), text.length());
    }
    if (!text.startsWith("$") || step.regionStart() < text.length()) {
      throw CheckException.undecided(
          "'%s' is no path to one value; write $.name[0]['other name']".formatted(text));
    }
    return new JsonPath(text, steps);
  }

  /** What stands there; a missing node when nothing does. */
  JsonNode in(JsonNode document) {
    JsonNode node = document;
    for (Object step : steps) {
      if (step instanceof Integer index) {
        node = node.path(index < 0 ? node.size() + index : index);
      } else {
        node = node.path(step.toString());
      }
    }
    return node;
  }

  @Override
  public String toString() {
    return text;
  }
}
