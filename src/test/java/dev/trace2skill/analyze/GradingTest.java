package dev.trace2skill.analyze;

import static dev.trace2skill.analyze.Tested.difference;
import static dev.trace2skill.analyze.Tested.harmful;
import static dev.trace2skill.analyze.Tested.helpful;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.Contrast;
import dev.trace2skill.model.Grade;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GradingTest {

  private static final Grading GRADING = new Grading(new ContrastSettings(5, 2, 0.05, 0.05));

  @Test
  void featureOfFewerRunsThanMinSupportHasNoGrade() {
    assertThat(grade(harmful("called:pay").in(5, 40))).isEqualTo(Grade.ESTABLISHED);
    assertThat(grade(harmful("called:pay").in(4, 40))).isNull();
    assertThat(grade(helpful("called:pay").in(40, 5))).isEqualTo(Grade.ESTABLISHED);
    assertThat(grade(helpful("called:pay").in(40, 4))).isNull();
    assertThat(grade(difference("missing:pay").in(5, 0))).isEqualTo(Grade.GROUNDED);
    assertThat(grade(difference("missing:pay").in(4, 0))).isNull();
  }

  @Test
  void featureOfFewerTasksThanMinTasksIsSuggestive() {
    assertThat(grade(harmful("called:pay").ofTasks(2, 0))).isEqualTo(Grade.ESTABLISHED);
    assertThat(grade(harmful("called:pay").ofTasks(1, 9))).isEqualTo(Grade.SUGGESTIVE);
    assertThat(grade(helpful("called:pay").ofTasks(9, 1))).isEqualTo(Grade.SUGGESTIVE);
    assertThat(grade(difference("missing:pay").ofTasks(1, 0))).isEqualTo(Grade.SUGGESTIVE);
  }

  @Test
  void moreThanMaxQIsSuggestiveAndMuchMoreIsNothing() {
    for (Tested tested :
        new Tested[] {harmful("called:pay"), helpful("called:pay"), difference("missing:pay")}) {
      assertThat(grade(tested.withQ(0.05))).isNotNull().isNotEqualTo(Grade.SUGGESTIVE);
      assertThat(grade(tested.withQ(0.0501))).isEqualTo(Grade.SUGGESTIVE);
      assertThat(grade(tested.withQ(0.25))).isEqualTo(Grade.SUGGESTIVE);
      assertThat(grade(tested.withQ(0.2501))).isNull();
    }
  }

  @Test
  void differenceThatSuccessesShowTooIsNotGrounded() {
    Tested missing = difference("missing:pay");

    assertThat(grade(missing.in(95, 5))).isEqualTo(Grade.GROUNDED);
    assertThat(grade(missing.in(94, 6))).isEqualTo(Grade.SUGGESTIVE);
    assertThat(grade(missing.in(90, 10))).isEqualTo(Grade.SUGGESTIVE);
    assertThat(grade(missing.in(89, 11))).isNull();
  }

  @Test
  void featureThatMakesNoAdviceHasNoGrade() {
    assertThat(grade(helpful("repeated:pay"))).isNull();
    assertThat(grade(harmful("repeated:pay"))).isEqualTo(Grade.ESTABLISHED);
  }

  @Test
  void gradingChangesNothingElse() {
    Contrast before = harmful("called:pay").contrast();

    Contrast after = GRADING.grade(before);

    assertThat(after).usingRecursiveComparison().ignoringFields("grade").isEqualTo(before);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new ContrastSettings(0, 2, 0.05, 0.05)).hasMessageContaining("min");
    assertThatThrownBy(() -> new ContrastSettings(5, 2, 0, 0.05)).hasMessageContaining("max-q");
    assertThatThrownBy(() -> new ContrastSettings(5, 2, 0.05, 1)).hasMessageContaining("share");
    assertThatThrownBy(() -> new ContrastSettings(5, 2, Double.NaN, 0)).hasMessageContaining("max");
  }

  private static @Nullable Grade grade(Tested tested) {
    return GRADING.grade(tested.contrast()).grade();
  }
}
