package dev.trace2skill.analyze;

import dev.trace2skill.model.Contrast;
import dev.trace2skill.model.Contrast.Family;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leaves one feature where several say the same. Taken in order of strength, a feature folds into
 * an earlier one that asks for the same thing, or, inside tasks, that explains it: with the earlier
 * one held fixed, the later one no longer tells failure from success.
 */
final class Folding {

  private static final Comparator<Contrast> STRENGTH =
      Comparator.comparingDouble(Contrast::pValue)
          .thenComparing(c -> Advice.Kind.of(c.feature()))
          .thenComparing(Contrast::feature);

  private Folding() {}

  /**
   * Folds what says the same.
   *
   * @param candidates features that may become lessons
   * @param conditionals pairs of candidates inside tasks
   * @param shownBy for each difference from the ground truth a hash of the runs that show it
   * @return for each candidate the feature that it folds into; null for those that stay
   */
  static Map<String, @Nullable String> fold(
      List<Contrast> candidates, List<Conditional> conditionals, Map<String, String> shownBy) {
    Map<String, Conditional> pairs = new HashMap<>();
    conditionals.forEach(c -> pairs.put(pair(c.given(), c.feature()), c));
    Map<String, @Nullable String> folded = new LinkedHashMap<>();
    List<Contrast> kept = new ArrayList<>();
    for (Contrast candidate : candidates.stream().sorted(STRENGTH).toList()) {
      Optional<Contrast> stronger =
          kept.stream().filter(k -> covers(k, candidate, pairs, shownBy)).findFirst();
      folded.put(candidate.feature(), stronger.map(Contrast::feature).orElse(null));
      if (stronger.isEmpty()) {
        kept.add(candidate);
      }
    }
    return folded;
  }

  private static boolean covers(
      Contrast kept,
      Contrast candidate,
      Map<String, Conditional> pairs,
      Map<String, String> shownBy) {
    if (adviceKey(kept).equals(adviceKey(candidate))) {
      return true;
    }
    if (candidate.family() == Family.GROUND_TRUTH) {
      String runs = shownBy.get(candidate.feature());
      return runs != null
          && runs.equals(shownBy.get(kept.feature()))
          && kindAndTool(kept).equals(kindAndTool(candidate));
    }
    Conditional left = pairs.get(pair(kept.feature(), candidate.feature()));
    return left != null && left.explainsAway(harmful(candidate) ? 1 : -1);
  }

  private static String kindAndTool(Contrast contrast) {
    int dot = contrast.feature().lastIndexOf('.');
    return dot < 0 ? contrast.feature() : contrast.feature().substring(0, dot);
  }

  /** Whether the feature goes with failure rather than with success. */
  static boolean harmful(Contrast contrast) {
    return contrast.riskDifference() == null || contrast.riskDifference() > 0;
  }

  private static String adviceKey(Contrast contrast) {
    return Advice.from(contrast.feature(), harmful(contrast)).map(Advice::key).orElse("");
  }

  private static String pair(String given, String feature) {
    return given + "\n" + feature;
  }
}
