package dev.trace2skill.adapter.evaluator;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which tools change something, told by their names; what is not known changes something. */
final class Deeds {

  private static final Set<String> LOOKING =
      Set.of(
          "browse",
          "calc",
          "calculate",
          "cat",
          "check",
          "compare",
          "compute",
          "count",
          "describe",
          "estimate",
          "explain",
          "fetch",
          "find",
          "get",
          "glob",
          "grep",
          "head",
          "inspect",
          "list",
          "look",
          "lookup",
          "ls",
          "peek",
          "preview",
          "query",
          "read",
          "retrieve",
          "scan",
          "search",
          "select",
          "show",
          "summarize",
          "tail",
          "think",
          "view");

  private static final Set<String> TALKING = Set.of("ask", "reply", "respond", "transfer");

  /** Money and records are transferred too; to a person is what talking is. */
  private static final Set<String> PEOPLE =
      Set.of("agent", "agents", "human", "humans", "operator", "person", "supervisor", "support");

  private static final Pattern WORDS = Pattern.compile("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})");

  private Deeds() {}

  /** Whether a call of the tool changes a record. */
  static boolean acts(String tool) {
    List<String> words = words(tool);
    if (words.isEmpty() || LOOKING.contains(words.get(0))) {
      return words.isEmpty();
    }
    boolean talks =
        TALKING.contains(words.get(0))
            && (!words.get(0).equals("transfer") || words.stream().anyMatch(PEOPLE::contains));
    return !talks;
  }

  /** The words of a name, in lower case, without the name of the server that has the tool. */
  private static List<String> words(String tool) {
    String name = tool.replaceFirst("^.*(?:__|[./:])(?=.)", "");
    return WORDS
        .splitAsStream(name)
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }
}
