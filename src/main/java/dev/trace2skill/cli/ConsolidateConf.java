package dev.trace2skill.cli;

import dev.trace2skill.consolidate.ConsolidateSettings;
import dev.trace2skill.consolidate.EmbeddingModel;
import dev.trace2skill.consolidate.merge.MergeSettings;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.model.UserError;
import dev.trace2skill.model.Words;
import dev.trace2skill.skill.EditRules;
import dev.trace2skill.skill.EditRules.Scripts;
import dev.trace2skill.skill.SkillBudget;
import dev.trace2skill.spi.LLMEndpoint;
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
 * @param embeddings a model by whose vectors lessons are compared, when there is one
 * @param mergeFanIn the most lessons that it is shown at once, with other words for each
 */
record ConsolidateConf(
    @Nullable Integer minSupport,
    @Nullable Integer minTasks,
    @Nullable Integer minPrincipals,
    @Nullable Integer principalCap,
    @Nullable Map<String, Double> weights,
    @Nullable Integer maxLessons,
    @Nullable Integer maxAgeDays,
    @Nullable String scripts,
    @Nullable List<String> protectedSections,
    @Nullable Size budget,
    @Nullable Embeddings embeddings,
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
                maxAgeDays,
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
        maxAgeDays,
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
      @Nullable Integer maxAgeDays,
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
        maxAgeDays,
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

  /**
   * See {@link EmbeddingModel}.
   *
   * @param model of a vendor that speaks the protocol of OpenAI
   * @param dimensions of its vectors, where it can make shorter ones
   */
  record Embeddings(ModelConf model, @Nullable Integer dimensions, @Nullable Double likeness) {

    private static final String PROTOCOL = "openai-embeddings";

    Embeddings {
      if (dimensions != null && dimensions < 1) {
        throw new IllegalArgumentException("dimensions must be at least 1");
      }
    }

    /** The model with what a section {@code llm} says beside its own model. */
    EmbeddingModel model(@Nullable LlmConf llm) {
      LlmSettings chat = model.in(llm).settings();
      LLMEndpoint at = chat.endpoint();
      if (!at.protocol().equals("openai-compatible")) {
        throw new UserError(
            "consolidate.embeddings.model: "
                + model.provider()
                + " has no embeddings; name a vendor that speaks the protocol of OpenAI");
      }
      return new EmbeddingModel(
          chat.at(
              new LLMEndpoint(
                  PROTOCOL,
                  at.baseUrl(),
                  at.model(),
                  at.apiKey(),
                  at.timeout(),
                  dimensions == null ? Map.of() : Map.of("dimensions", dimensions.toString()))),
          likeness == null ? EmbeddingModel.DEFAULT_LIKENESS : likeness);
    }
  }
}
