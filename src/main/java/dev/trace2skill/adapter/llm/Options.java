package dev.trace2skill.adapter.llm;

import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMException.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The options of an endpoint, each with the words that it may have. */
final class Options {

  private Options() {}

  /**
   * @param known the words of every option; an empty list allows any
   */
  static void check(LLMEndpoint endpoint, Map<String, List<String>> known) throws LLMException {
    for (Map.Entry<String, String> option : endpoint.options().entrySet()) {
      List<String> words = known.get(option.getKey());
      if (words == null) {
        throw misconfigured(
            "no option "
                + option.getKey()
                + " for the protocol "
                + endpoint.protocol()
                + "; known are "
                + known.keySet().stream().sorted().collect(Collectors.joining(", ")));
      }
      if (!words.isEmpty() && !words.contains(option.getValue())) {
        throw misconfigured(
            "the option " + option.getKey() + " is one of " + String.join(", ", words));
      }
    }
  }

  static boolean is(LLMEndpoint endpoint, String option, String word) {
    return word.equals(endpoint.options().get(option));
  }

  private static LLMException misconfigured(String message) {
    return new LLMException(Kind.MISCONFIGURED, message);
  }
}
