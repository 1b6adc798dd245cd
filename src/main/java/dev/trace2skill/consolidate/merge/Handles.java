package dev.trace2skill.consolidate.merge;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Short ids under which groups are shown: the least start of their lesson ids that is theirs alone.
 */
final class Handles {

  private static final int SHORTEST = 8;
  private static final int STEP = 4;

  private final Map<String, String> byId = new HashMap<>();

  /**
   * @param lessonIds distinct
   */
  Handles(Collection<String> lessonIds) {
    int length = SHORTEST;
    List<String> left = List.copyOf(lessonIds);
    while (!left.isEmpty()) {
      int size = length;
      Map<String, Integer> starts = new HashMap<>();
      left.forEach(id -> starts.merge(start(id, size), 1, Integer::sum));
      left.stream()
          .filter(id -> id.length() <= size || starts.getOrDefault(start(id, size), 0) == 1)
          .forEach(id -> byId.put(id, start(id, size)));
      left = left.stream().filter(id -> !byId.containsKey(id)).toList();
      length += STEP;
    }
  }

  private static String start(String id, int length) {
    return id.substring(0, Math.min(length, id.length()));
  }

  String of(String lessonId) {
    return byId.getOrDefault(lessonId, lessonId);
  }
}
