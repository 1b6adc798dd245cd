package dev.trace2skill.analyze;

import dev.trace2skill.model.Contrast;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A graded feature in words.
 *
 * @param harmful whether it goes with failure
 * @param foldedInto the feature that says it already; null when the lesson stands
 */
public record Told(
    String feature,
    boolean harmful,
    @Nullable String foldedInto,
    String section,
    String lesson,
    List<String> appliesWhen,
    String finding) {

  public Told {
    appliesWhen = List.copyOf(appliesWhen);
  }

  /** The same without the given words in what it quotes. */
  Told withholding(Set<String> words) {
    return new Told(
        feature,
        harmful,
        foldedInto,
        section,
        Wording.withholding(lesson, words),
        appliesWhen.stream().map(a -> Wording.withholding(a, words)).toList(),
        finding);
  }

  static Told of(Contrast contrast, @Nullable String foldedInto, List<String> circumstances) {
    boolean harmful = Folding.harmful(contrast);
    Advice advice = Advice.from(contrast.feature(), harmful).orElseThrow();
    List<String> appliesWhen = Wording.appliesWhen(circumstances);
    return new Told(
        contrast.feature(),
        harmful,
        foldedInto,
        advice.section(),
        Wording.bullet(advice, appliesWhen),
        appliesWhen,
        Wording.finding(contrast));
  }
}
