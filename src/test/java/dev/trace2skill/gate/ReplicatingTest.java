package dev.trace2skill.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trace2skill.model.Contrast;
import dev.trace2skill.model.Contrast.Family;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Verdict.Interval;
import dev.trace2skill.model.Verdict.LessonResult;
import dev.trace2skill.model.Verdict.LessonResult.Fate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplicatingTest {

  private static final String FEATURE = "called:escalate";
  private static final Contrast LEARNT = contrast(0.5, 0.4, 0.6, 0.001);

  @Test
  void lessonHoldsThatOtherRunsAndNewTasksShowAlike() {
    LessonResult result =
        judge(contrast(0.4, 0.2, 0.6, 0.001), contrast(0.3, 0.05, 0.55, 0.03), LEARNT.contrastId());

    assertThat(result.fate()).isEqualTo(Fate.HELD);
    assertThat(result.learntEffect()).isEqualTo(0.5);
    assertThat(result.effect()).isEqualTo(0.4);
    assertThat(result.newTaskCount()).isEqualTo(6);
    assertThat(result.reason())
        .startsWith("it holds in other runs: failure rate +40 points (95 % interval +20 to +60)");
  }

  @Test
  void lessonFailsWhoseOppositeIsShown() {
    assertThat(fate(contrast(-0.4, -0.6, -0.2, 0.001), null)).isEqualTo(Fate.FAILED);
  }

  @Test
  void lessonFailsWhenWhatWasLearntIsRuledOut() {
    assertThat(fate(contrast(0.01, -0.1, 0.12, 0.8), contrast(0.01, -0.1, 0.12, 0.8)))
        .isEqualTo(Fate.FAILED);
  }

  @Test
  void lessonIsNotShownByTooFewRunsNorWithoutNewTasks() {
    Contrast good = contrast(0.4, 0.2, 0.6, 0.001);

    assertThat(fate(null, null)).isEqualTo(Fate.UNSHOWN);
    assertThat(fate(good, null)).isEqualTo(Fate.UNSHOWN);
    // Two runs: the interval has no width, and the test does not take it for certain.
    assertThat(fate(contrast(1, 1, 1, 0.6), good)).isEqualTo(Fate.UNSHOWN);
    assertThat(fate(contrast(0.3, -0.1, 0.7, 0.2), good)).isEqualTo(Fate.UNSHOWN);
  }

  @Test
  void lessonWithoutATestedFeatureCannotBeJudged() {
    LessonResult result = judge(LEARNT, LEARNT, "none");

    assertThat(result.fate()).isEqualTo(Fate.UNJUDGED);
    assertThat(result.reason()).contains("no tested feature is recorded with it");
  }

  @Test
  void differenceFromTheGroundTruthHasTheIntervalOfItsCounts() {
    // Newcombe (1998), table II, case (a): 56/70 and 48/80, 0.2 (0.0524 to 0.3339).
    Contrast counts =
        new Contrast(
            "c",
            "",
            Family.GROUND_TRUTH,
            "missing:x",
            56,
            14,
            5,
            5,
            104,
            46,
            null,
            null,
            null,
            0.01,
            1,
            null,
            null,
            null,
            List.of());

    Interval risk = Objects.requireNonNull(Risk.of(counts));

    assertThat(risk.effect()).isEqualTo(0.2, within(1e-9));
    assertThat(risk.low()).isEqualTo(0.0524, within(1e-4));
    assertThat(risk.high()).isEqualTo(0.3339, within(1e-4));
  }

  private static Fate fate(@Nullable Contrast later, @Nullable Contrast fresh) {
    return judge(later, fresh, LEARNT.contrastId()).fate();
  }

  private static LessonResult judge(
      @Nullable Contrast later, @Nullable Contrast fresh, String contrastId) {
    return new Replicating(
            Map.of(LEARNT.contrastId(), LEARNT),
            later == null ? Map.of() : Map.of(FEATURE, later),
            fresh == null ? Map.of() : Map.of(FEATURE, fresh))
        .judge(lesson(contrastId));
  }

  private static Contrast contrast(double risk, double low, double high, double p) {
    return new Contrast(
        "c-" + risk,
        "",
        Family.WITHIN_TASK,
        FEATURE,
        20,
        5,
        6,
        4,
        50,
        50,
        risk,
        low,
        high,
        p,
        p,
        Grade.ESTABLISHED,
        null,
        null,
        List.of());
  }

  private static Lesson lesson(String contrastId) {
    return new Lesson(
        "l",
        "c",
        Edit.append("SKILL.md", "Rules", "- Do not call `escalate`."),
        Grade.ESTABLISHED,
        List.of("contrast"),
        List.of(),
        List.of(contrastId),
        20,
        6,
        2,
        50L,
        20.0,
        1L,
        1,
        Lesson.Status.ACCEPTED,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
