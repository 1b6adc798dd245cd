package dev.trace2skill.gate;

import dev.trace2skill.model.Contrast;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Verdict.Interval;
import dev.trace2skill.model.Verdict.LessonResult;
import dev.trace2skill.model.Verdict.LessonResult.Fate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges lessons by what they were learnt from and by runs that they were not: one holds when its
 * feature separates success from failure there in the same direction, with a 95 % interval that
 * leaves out 0 and p of at most 0.05; and so again on tasks that it was not learnt from.
 *
 * @param learnt by id, where lessons come from
 * @param later by feature, in the other runs
 * @param onNewTasks the same, of tasks that were not learnt from
 */
record Replicating(
    Map<String, Contrast> learnt, Map<String, Contrast> later, Map<String, Contrast> onNewTasks) {

  private static final double P = 0.05;

  LessonResult judge(Lesson lesson) {
    Optional<Contrast> source =
        lesson.contrastIds().stream()
            .flatMap(id -> Optional.ofNullable(learnt.get(id)).stream())
            .min(Comparator.comparingDouble(Contrast::qValue).thenComparing(Contrast::feature));
    if (lesson.overrideId() != null || source.isEmpty()) {
      String why =
          lesson.overrideId() != null
              ? "a reviewer decided about it"
              : "no tested feature is recorded with it, so that runs cannot show it";
      return new LessonResult(
          lesson.lessonId(), null, Fate.UNJUDGED, null, null, null, null, 0, why);
    }
    return judge(lesson.lessonId(), source.get());
  }

  private LessonResult judge(String lessonId, Contrast source) {
    String feature = source.feature();
    @Nullable Interval then = Risk.of(source);
    @Nullable Contrast after = later.get(feature);
    @Nullable Contrast fresh = onNewTasks.get(feature);
    boolean harmful = then == null || then.effect() > 0;
    Fate whole = fate(after, then, harmful);
    Fate onNew = fate(fresh, then, harmful);
    Fate fate =
        whole == Fate.FAILED || onNew == Fate.FAILED
            ? Fate.FAILED
            : whole == Fate.HELD && onNew == Fate.HELD ? Fate.HELD : Fate.UNSHOWN;
    @Nullable Interval now = after == null ? null : Risk.of(after);
    return new LessonResult(
        lessonId,
        feature,
        fate,
        then == null ? null : Double.valueOf(then.effect()),
        now == null ? null : Double.valueOf(now.effect()),
        now == null ? null : Double.valueOf(now.low()),
        now == null ? null : Double.valueOf(now.high()),
        fresh == null ? 0 : Math.max(fresh.failureTaskCount(), fresh.successTaskCount()),
        "%s: %s; on tasks not learnt from: %s"
            .formatted(word(fate), numbers(after), numbers(fresh)));
  }

  private static Fate fate(@Nullable Contrast seen, @Nullable Interval then, boolean harmful) {
    @Nullable Interval now = seen == null ? null : Risk.of(seen);
    if (seen == null || now == null) {
      return Fate.UNSHOWN;
    }
    boolean same = now.effect() > 0 == harmful;
    boolean apart = now.low() > 0 || now.high() < 0;
    if (apart && seen.pValue() <= P) {
      return same ? Fate.HELD : Fate.FAILED;
    }
    // What was learnt is not among what these runs leave possible.
    boolean ruledOut =
        then != null
            && now.low() < now.high()
            && (harmful ? now.high() : -now.low()) < Math.abs(then.effect()) / 2;
    return ruledOut ? Fate.FAILED : Fate.UNSHOWN;
  }

  private static String word(Fate fate) {
    return switch (fate) {
      case HELD -> "it holds in other runs";
      case FAILED -> "it does not hold in other runs";
      case UNSHOWN -> "other runs do not show it";
      case UNJUDGED -> "it cannot be judged";
    };
  }

  private static String numbers(@Nullable Contrast c) {
    @Nullable Interval risk = c == null ? null : Risk.of(c);
    return c == null || risk == null
        ? "nothing to tell by"
        : String.format(
            Locale.ROOT,
            "failure rate %+.0f points (95 %% interval %+.0f to %+.0f), p %s, %d failed and %d"
                + " successful runs show it",
            100 * risk.effect(),
            100 * risk.low(),
            100 * risk.high(),
            c.pValue() < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", c.pValue()),
            c.failureCount(),
            c.successCount());
  }

  /** Lessons that do not hold, or that other runs do not show. */
  static List<LessonResult> fallen(List<LessonResult> all) {
    return all.stream().filter(r -> r.fate() == Fate.FAILED || r.fate() == Fate.UNSHOWN).toList();
  }
}
