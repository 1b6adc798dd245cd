package dev.trace2skill.consolidate.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which groups a question shows of what the nodes below it left: all if there is room; else those
 * that are closest to one of another node, with that one.
 */
record Selection(Closeness closeness, int groups) {

  /** Of all groups in a question, in characters. */
  private static final int MOST_SHOWN = 120_000;

  /** Names, signs and the id around a text. */
  private static final int AROUND = 80;

  private record Pair(int one, int other, double closeness) {}

  List<Standing> of(List<Front> below) {
    List<Standing> all = below.stream().flatMap(f -> f.standing().stream()).toList();
    if (all.size() <= groups && all.stream().mapToInt(Selection::size).sum() <= MOST_SHOWN) {
      return all;
    }
    Set<Integer> chosen = new HashSet<>();
    int size = 0;
    for (Pair pair : pairs(below, all)) {
      Set<Integer> more = new HashSet<>(List.of(pair.one(), pair.other()));
      more.removeAll(chosen);
      int added = more.stream().mapToInt(i -> size(all.get(i))).sum();
      if (chosen.size() + more.size() <= groups && size + added <= MOST_SHOWN) {
        chosen.addAll(more);
        size += added;
      }
    }
    return chosen.stream().sorted().map(all::get).toList();
  }

  /**
   * Each group with the closest one of another node that changes the same file, the closest first.
   */
  private List<Pair> pairs(List<Front> below, List<Standing> all) {
    List<Pair> pairs = new ArrayList<>();
    int start = 0;
    for (Front front : below) {
      int end = start + front.standing().size();
      for (int i = start; i < end; i++) {
        Pair best = new Pair(i, i, 0);
        for (int k = 0; k < all.size(); k++) {
          boolean elsewhere = k < start || k >= end;
          if (elsewhere && isSameFile(all.get(i), all.get(k))) {
            double value = closeness.between(all.get(i).lead(), all.get(k).lead());
            best = value > best.closeness() ? new Pair(i, k, value) : best;
          }
        }
        if (best.closeness() > 0) {
          pairs.add(best);
        }
      }
      start = end;
    }
    pairs.sort(Comparator.comparingDouble(Pair::closeness).reversed().thenComparingInt(Pair::one));
    return pairs;
  }

  private static boolean isSameFile(Standing a, Standing b) {
    return a.lead().edit().file().equals(b.lead().edit().file());
  }

  private static int size(Standing s) {
    return AROUND
        + s.lead().edit().file().length()
        + s.lead().edit().section().length()
        + s.lead().edit().anchor().length()
        + s.text().length();
  }
}
