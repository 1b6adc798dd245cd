package dev.trace2skill.skill;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What an edit may have meant whose place was not found or was found more than once. */
final class Candidates {

  private static final int MOST = 3;
  private static final int MOST_LINES = 8;
  private static final int WIDTH = 60;

  /** Less alike than this, a line is a guess that helps nobody. */
  private static final double ALIKE = 0.3;

  /** A candidate and how much it is like what was asked for. */
  private record Scored(String words, double likeness) {}

  private Candidates() {}

  /** The lines most like the first line of an anchor. */
  static String nearest(Lines lines, LineRange scope, String anchor) {
    Lines asked = Lines.of(anchor.strip());
    String first = asked.text(1);
    List<Scored> scored =
        IntStream.rangeClosed(scope.start(), scope.end())
            .filter(line -> !lines.isBlank(line))
            .mapToObj(
                line ->
                    new Scored(
                        "line %d \"%s\"".formatted(line, shown(lines.text(line).strip())),
                        likeness(first, lines.text(line))))
            .toList();
    return joined("; nearest: ", scored);
  }

  /** The lines on which an anchor begins. */
  static String occurrences(Lines lines, List<Integer> offsets) {
    String at =
        offsets.stream()
            .limit(MOST_LINES)
            .map(offset -> Integer.toString(lines.at(offset)))
            .collect(Collectors.joining(", "));
    return "; on lines " + at + (offsets.size() > MOST_LINES ? " and more" : "");
  }

  /** The sections whose titles are most like one that is not there. */
  static String sections(Document document, String title) {
    List<Scored> scored =
        document.sections().stream()
            .map(s -> new Scored("\"" + document.path(s) + "\"", likeness(title, s.title())))
            .toList();
    return joined("; nearest: ", scored);
  }

  /** The lines of sections of one title, and their paths where these tell them apart. */
  static String places(Document document, List<Section> sections) {
    List<Integer> at = sections.stream().map(s -> s.heading().start()).toList();
    List<String> paths = sections.stream().map(document::path).distinct().toList();
    return at + (paths.size() < 2 ? "" : paths(paths));
  }

  /** A text cut to a length that a message can bear, on one line. */
  static String shown(String text) {
    String line = text.replace("\n", "\\n").replace("\r", "\\r");
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH).stripTrailing() + "\u2026";
  }

  private static String paths(List<String> paths) {
    return paths.stream().collect(Collectors.joining("\", \"", "; paths: \"", "\""));
  }

  private static String joined(String lead, List<Scored> scored) {
    List<Scored> best =
        scored.stream()
            .filter(s -> s.likeness() >= ALIKE)
            .sorted(Comparator.comparingDouble(Scored::likeness).reversed())
            .limit(MOST)
            .toList();
    return best.isEmpty()
        ? ""
        : best.stream().map(Scored::words).collect(Collectors.joining(", ", lead, ""));
  }

  /** The share of pairs of characters that two texts have in common, from 0 to 1. */
  private static double likeness(String a, String b) {
    Set<String> ofA = pairs(a);
    Set<String> ofB = pairs(b);
    Set<String> both = new HashSet<>(ofA);
    both.retainAll(ofB);
    int all = ofA.size() + ofB.size();
    return all == 0 ? 0 : 2.0 * both.size() / all;
  }

  private static Set<String> pairs(String text) {
    String folded = PlainText.fold(text).toLowerCase(Locale.ROOT);
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i + 2 <= folded.length(); i++) {
      pairs.add(folded.substring(i, i + 2));
    }
    return pairs;
  }
}
