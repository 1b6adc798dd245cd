package dev.trace2skill.cli;

import dev.trace2skill.consolidate.ConsolidateSettings;
import dev.trace2skill.consolidate.merge.MergeSettings;
import dev.trace2skill.skill.EditRules;
import dev.trace2skill.skill.EditRules.Scripts;
import dev.trace2skill.skill.SkillBudget;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * See {@link ConsolidateSettings}.
 *
 * @param scripts how far edits may change scripts: {@code locked}, {@code editable}, {@code
 *     creatable}
 * @param protectedSections titles or paths of sections that no edit may change
 * @param merge whether the model, where there is one, looks at lessons that may mean the same
 * @param mergeFanIn the most lessons that it is shown at once, with other words for each
 */
record ConsolidateConf(
    @Nullable Integer minSupport,
    @Nullable Integer minTasks,
    @Nullable Integer minPrincipals,
    @Nullable Integer principalCap,
    @Nullable Map<String, Double> weights,
    @Nullable Integer maxLessons,
    @Nullable String scripts,
    @Nullable List<String> protectedSections,
    @Nullable Size budget,
    @Nullable Boolean merge,
    @Nullable Integer mergeFanIn) {

  ConsolidateConf {
    for (String analyst : weights == null ? Set.<String>of() : weights.keySet()) {
      Conf.checkAnalyst(analyst);
    }
    var unused =
        List.of(
            mergeSettings(mergeFanIn),
            settings(
                minSupport,
                minTasks,
                minPrincipals,
                principalCap,
                weights,
                maxLessons,
                rules(scripts, protectedSections),
                budget));
  }

  MergeSettings mergeSettings() {
    return mergeSettings(mergeFanIn);
  }

  private static MergeSettings mergeSettings(@Nullable Integer fanIn) {
    MergeSettings standard = MergeSettings.DEFAULT;
    return new MergeSettings(fanIn == null ? standard.fanIn() : fanIn, standard.groups());
  }

  ConsolidateSettings settings() {
    return settings(
        minSupport,
        minTasks,
        minPrincipals,
        principalCap,
        weights,
        maxLessons,
        rules(scripts, protectedSections),
        budget);
  }

  private static ConsolidateSettings settings(
      @Nullable Integer minSupport,
      @Nullable Integer minTasks,
      @Nullable Integer minPrincipals,
      @Nullable Integer principalCap,
      @Nullable Map<String, Double> weights,
      @Nullable Integer maxLessons,
      EditRules rules,
      @Nullable Size budget) {
    ConsolidateSettings standard = ConsolidateSettings.DEFAULT;
    return new ConsolidateSettings(
        minSupport == null ? standard.minSupport() : minSupport,
        minTasks == null ? standard.minTasks() : minTasks,
        minPrincipals == null ? standard.minPrincipals() : minPrincipals,
        principalCap,
        weights == null ? standard.weights() : weights,
        maxLessons == null ? standard.maxLessons() : maxLessons,
        rules,
        budget == null ? standard.budget() : budget.settings());
  }

  private static EditRules rules(
      @Nullable String scripts, @Nullable List<String> protectedSections) {
    return new EditRules(
        scripts == null
            ? EditRules.DEFAULT.scripts()
            : Words.one("scripts", scripts, Scripts.values()),
        protectedSections == null ? List.of() : protectedSections);
  }

  /** See {@link SkillBudget}. */
  record Size(
      @Nullable Integer lines,
      @Nullable Integer tokens,
      @Nullable Integer referenceLines,
      @Nullable Integer referenceTokens) {

    SkillBudget settings() {
      SkillBudget standard = SkillBudget.DEFAULT;
      return new SkillBudget(
          lines == null ? standard.mainLines() : lines,
          tokens == null ? standard.mainTokens() : tokens,
          referenceLines == null ? standard.referenceLines() : referenceLines,
          referenceTokens == null ? standard.referenceTokens() : referenceTokens);
    }
  }
}
