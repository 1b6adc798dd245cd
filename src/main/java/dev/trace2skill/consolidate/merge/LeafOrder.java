package dev.trace2skill.consolidate.merge;

import dev.trace2skill.skill.CanonicalText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts groups in an order in which those of a file, and in it those that are close, stand together:
 * the closest two are joined first, then the next closest, as single linkage does. It depends on
 * the groups alone and not on their order.
 */
final class LeafOrder {

  /** Of each group this many of the closest others are looked at. */
  private static final int NEIGHBOURS = 8;

  private record Edge(int low, int high, double closeness) {}

  private static final Comparator<Edge> CLOSEST =
      Comparator.comparingDouble(Edge::closeness)
          .reversed()
          .thenComparingInt(Edge::low)
          .thenComparingInt(Edge::high);

  private LeafOrder() {}

  static List<Group> of(List<Group> groups, Closeness closeness) {
    List<Group> sorted =
        groups.stream()
            .sorted(
                Comparator.comparing((Group g) -> g.edit().file())
                    .thenComparing(g -> CanonicalText.of(g.edit().section()))
                    .thenComparing(Group::lessonId))
            .toList();
    List<List<Integer>> rows = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      rows.add(new ArrayList<>(List.of(i)));
    }
    for (Edge edge : edges(sorted, closeness)) {
      join(rows, edge);
    }
    // A row stands where its first group stood.
    return rows.stream()
        .distinct()
        .sorted(Comparator.comparing(row -> row.stream().mapToInt(i -> i).min().orElseThrow()))
        .flatMap(List::stream)
        .map(sorted::get)
        .toList();
  }

  private static void join(List<List<Integer>> rows, Edge edge) {
    List<Integer> one = rows.get(edge.low());
    List<Integer> other = rows.get(edge.high());
    if (one != other) {
      one.addAll(other);
      other.forEach(i -> rows.set(i, one));
    }
  }

  private static List<Edge> edges(List<Group> groups, Closeness closeness) {
    Set<Edge> edges = new TreeSet<>(CLOSEST);
    for (int i = 0; i < groups.size(); i++) {
      TreeSet<Edge> own = new TreeSet<>(CLOSEST);
      for (int k = 0; k < groups.size(); k++) {
        boolean candidate = k != i && isSameFile(groups, i, k);
        double value = candidate ? closeness.between(groups.get(i), groups.get(k)) : 0;
        boolean room = own.size() < NEIGHBOURS;
        if (value > 0 && (room || value >= own.last().closeness())) {
          own.add(new Edge(Math.min(i, k), Math.max(i, k), value));
        }
        if (own.size() > NEIGHBOURS) {
          own.pollLast();
        }
      }
      edges.addAll(own);
    }
    return List.copyOf(edges);
  }

  private static boolean isSameFile(List<Group> groups, int i, int k) {
    return groups.get(i).edit().file().equals(groups.get(k).edit().file());
  }
}
