package dev.trace2skill.consolidate;

import dev.trace2skill.skill.EditRules;
import dev.trace2skill.skill.SkillBudget;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a lesson needs before it goes into a skill, and what a skill may become.
 *
 * @param minSupport trajectories whose patches propose it, by weight
 * @param minTasks distinct tasks among them
 * @param minPrincipals distinct users or tenants among them; those of whom it is not known are one
 * @param principalCap the most trajectories of one principal that count; null for no limit
 * @param weights what a trajectory counts when an analyst proposes the lesson for it; 1 for
 *     analysts that are not named
 * @param maxLessons the most lessons in a skill
 * @param maxAgeDays days before the newest run within which a run must support a lesson, or it goes
 *     to a reference; null for no limit
 * @param rules what edits may do
 * @param budget how large the files of a skill may be
 */
public record ConsolidateSettings(
    int minSupport,
    int minTasks,
    int minPrincipals,
    @Nullable Integer principalCap,
    Map<String, Double> weights,
    int maxLessons,
    @Nullable Integer maxAgeDays,
    EditRules rules,
    SkillBudget budget) {

  public static final ConsolidateSettings DEFAULT =
      new ConsolidateSettings(
          2, 2, 1, null, Map.of(), 500, null, EditRules.DEFAULT, SkillBudget.DEFAULT);

  public ConsolidateSettings {
    if (minSupport < 1 || minTasks < 1 || minPrincipals < 1 || maxLessons < 1) {
      throw new IllegalArgumentException(
          "min-support, min-tasks, min-principals and max-lessons must be at least 1");
    }
    if (maxAgeDays != null && maxAgeDays < 1) {
      throw new IllegalArgumentException("max-age-days must be at least 1");
    }
    if (principalCap != null && principalCap < 1) {
      throw new IllegalArgumentException("principal-cap must be at least 1");
    }
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      if (!(weight.getValue() >= 0 && weight.getValue() <= 1)) {
        throw new IllegalArgumentException(
            "the weight of %s must be from 0 to 1".formatted(weight.getKey()));
      }
    }
    weights = Map.copyOf(weights);
  }

  /** The same with other thresholds. */
  public ConsolidateSettings withThresholds(int support, int tasks, int principals) {
    return new ConsolidateSettings(
        support, tasks, principals, principalCap, weights, maxLessons, maxAgeDays, rules, budget);
  }

  /** All that can change what a consolidation decides, as one text. */
  String identity() {
    return "%d %d %d %s %s %d %s %s %s"
        .formatted(
            minSupport,
            minTasks,
            minPrincipals,
            principalCap,
            new TreeMap<>(weights),
            maxLessons,
            maxAgeDays,
            rules,
            budget);
  }
}
