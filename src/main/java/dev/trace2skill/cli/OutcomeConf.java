package dev.trace2skill.cli;

import dev.trace2skill.ingest.OutcomeSettings;
import dev.trace2skill.ingest.OutcomeSettings.Field;
import dev.trace2skill.ingest.OutcomeSettings.TextPattern;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The section {@code outcome} of a conf file; see {@link OutcomeSettings}. */
record OutcomeConf(
    @Nullable Double rewardThreshold,
    @Nullable Double scoreThreshold,
    @Nullable Double feedbackThreshold,
    @Nullable Map<String, Double> thresholds,
    @Nullable List<String> rewards,
    @Nullable List<String> scorers,
    @Nullable List<String> feedback,
    @Nullable Map<String, String> status,
    @Nullable List<TextRule> patterns,
    @Nullable List<String> infra,
    @Nullable String error,
    @Nullable Boolean signals,
    @Nullable Double minConfidence) {

  /**
   * An outcome by what is written somewhere.
   *
   * @param field {@code final-answer}, {@code error} or {@code status}
   */
  record TextRule(String field, String regex, String outcome) {
    TextPattern pattern() {
      return new TextPattern(
          Words.one("patterns", field, Field.values()),
          regex,
          Words.one("patterns", outcome, Outcome.values()));
    }
  }

  /**
   * The settings, with the default where a key is left out.
   *
   * @throws IllegalArgumentException naming the key whose value makes no sense
   */
  OutcomeSettings settings() {
    try {
      return given().build();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("outcome: " + e.getMessage(), e);
    }
  }

  private OutcomeSettings.Builder given() {
    OutcomeSettings.Builder settings = OutcomeSettings.changed();
    ifGiven(rewardThreshold, settings::rewardThreshold);
    ifGiven(scoreThreshold, settings::scoreThreshold);
    ifGiven(feedbackThreshold, settings::feedbackThreshold);
    ifGiven(thresholds, settings::thresholds);
    ifGiven(rewards, settings::rewards);
    ifGiven(scorers, settings::scorers);
    ifGiven(feedback, settings::feedback);
    ifGiven(status, words -> settings.status(outcomes(words)));
    ifGiven(patterns, rules -> settings.patterns(rules.stream().map(TextRule::pattern).toList()));
    ifGiven(infra, settings::infra);
    ifGiven(error, word -> settings.error(Words.one("error", word, Outcome.values())));
    ifGiven(signals, settings::signals);
    ifGiven(minConfidence, settings::minConfidence);
    return settings;
  }

  private static Map<String, Outcome> outcomes(Map<String, String> words) {
    Map<String, Outcome> outcomes = new HashMap<>();
    words.forEach((text, word) -> outcomes.put(text, Words.one("status", word, Outcome.values())));
    return outcomes;
  }

  private static <T> void ifGiven(@Nullable T value, Consumer<T> set) {
    if (value != null) {
      set.accept(value);
    }
  }
}
