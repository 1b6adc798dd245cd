package dev.trace2skill.analyze;

import static dev.trace2skill.analyze.Tested.difference;
import static dev.trace2skill.analyze.Tested.harmful;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordingTest {

  private static final Advice ADVICE = Advice.from("called:pay", false).orElseThrow();

  @Test
  void lessonWithoutCircumstancesAppliesAlways() {
    assertThat(Wording.appliesWhen(List.of())).isEmpty();
    assertThat(Wording.bullet(ADVICE, List.of())).isEqualTo("- Call `pay` before you finish.");
  }

  @Test
  void lessonSaysWhenItApplies() {
    List<String> when = Wording.appliesWhen(List.of("word:refund", "after:look", "word:card"));

    assertThat(Wording.bullet(ADVICE, when))
        .isEqualTo(
            "- Call `pay` before you finish. Applies when the request speaks of \"refund\","
                + " \"card\" and `look` was the call before.");
  }

  @Test
  void threeWordsAreEnough() {
    assertThat(Wording.appliesWhen(List.of("word:a", "word:b", "word:c", "word:d")))
        .containsExactly("the request speaks of \"a\", \"b\", \"c\"");
  }

  @Test
  void momentIsToldOnceAndWithAllThatIsKnownOfIt() {
    assertThat(Wording.appliesWhen(List.of("after:look")))
        .containsExactly("`look` was the call before");
    assertThat(Wording.appliesWhen(List.of("after:look", "failed:look")))
        .containsExactly("`look` has just failed");
    assertThat(Wording.appliesWhen(List.of("after:look", "failed:look", "error:no <id>")))
        .containsExactly("`look` has just failed with \"no <id>\"");
    assertThat(Wording.appliesWhen(List.of("error:no <id>")))
        .containsExactly("a call has just failed with \"no <id>\"");
  }

  @Test
  void findingInsideTasksTellsTheDifferenceWithItsInterval() {
    assertThat(Wording.finding(harmful("called:pay").contrast()))
        .isEqualTo(
            "in 12 of 40 failed runs (4 tasks) and 3 of 60 successful ones; failure rate +40 points"
                + " with it (95 % interval +30 to +50), q = 0.010");
  }

  @Test
  void findingAgainstTheGroundTruthTellsItsCounts() {
    assertThat(Wording.finding(difference("missing:pay").withQ(0.0004).contrast()))
        .isEqualTo("in 12 of 40 failed runs (4 tasks) and 0 of 60 successful ones; q < 0.001");
  }

  @Test
  void wordsThatTheGroundTruthKnowsAreWithheldFromWhatIsQuoted() {
    String lesson = "- When `pay` fails with \"Error: no Economy seat\", call `economy_help` next.";

    assertThat(Wording.quotedWords(lesson)).containsExactly("error", "economy", "seat");
    assertThat(Wording.withholding(lesson, Set.of("economy", "pay")))
        .isEqualTo("- When `pay` fails with \"Error: no <value> seat\", call `economy_help` next.");
  }
}
