package dev.trace2skill.consolidate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Two lessons that are counted as one, under the second's id. */
record Equal(String lessonId, String standInId) {

  /** Which lesson each of some lessons is counted with, however they hang together. */
  static Map<String, String> resolved(List<Equal> pairs) {
    Map<String, String> parents = new TreeMap<>();
    for (Equal pair : pairs) {
      String root = root(parents, pair.lessonId());
      String other = root(parents, pair.standInId());
      if (!root.equals(other)) {
        parents.put(root, other);
      }
    }
    Map<String, String> resolved = new TreeMap<>();
    parents.keySet().forEach(id -> resolved.put(id, root(parents, id)));
    return resolved;
  }

  private static String root(Map<String, String> parents, String id) {
    String at = id;
    while (parents.containsKey(at)) {
      at = parents.get(at);
    }
    return at;
  }
}
