package dev.trace2skill.consolidate;

import dev.trace2skill.model.LessonOverride;
import dev.trace2skill.model.LessonOverride.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What reviewers decided about a skill's lessons; the last decision about each counts. */
final class Overrides {

  /**
   * A decision as the aggregation uses it.
   *
   * @param admitted whether the lesson needs no support
   * @param objection why it stays out as long as its support is no more than {@code outgrownBy};
   *     null for no objection
   * @param outgrownBy null for an objection for good
   * @param retired whether the gate objects
   */
  record Verdict(
      String lessonId,
      String overrideId,
      boolean admitted,
      @Nullable String objection,
      @Nullable Long outgrownBy,
      boolean retired) {}

  private final List<LessonOverride> last;

  private Overrides(List<LessonOverride> last) {
    this.last = last;
  }

  /** Of all decisions about a skill, in any order. */
  static Overrides of(List<LessonOverride> all) {
    Comparator<LessonOverride> time =
        Comparator.comparing(LessonOverride::decidedAt).thenComparing(LessonOverride::overrideId);
    Map<String, LessonOverride> byLesson = new TreeMap<>();
    all.stream()
        .sorted(time)
        .forEach(o -> byLesson.put(o.lessonId() + " " + subject(o.decision()), o));
    return new Overrides(byLesson.values().stream().sorted(time).toList());
  }

  /** Words and partners are decided apart from whether a lesson goes in. */
  private static String subject(Decision decision) {
    return switch (decision) {
      case ACCEPT, REJECT, RETIRE, NEVER_AGAIN -> "entry";
      case REWORD -> "words";
      case MERGE_WITH -> "partner";
    };
  }

  /** The decisions as one text: part of what determines a consolidation. */
  String identity() {
    return last.stream().map(LessonOverride::overrideId).sorted().collect(Collectors.joining(" "));
  }

  /** Statements that decisions are about. */
  List<String> statements() {
    return last.stream()
        .flatMap(
            o ->
                o.targetLessonId() == null
                    ? List.of(o.lessonId()).stream()
                    : List.of(o.lessonId(), o.targetLessonId()).stream())
        .distinct()
        .toList();
  }

  /**
   * Lessons that are counted with others.
   *
   * @param lessons the lesson that each statement is in
   */
  List<Equal> merges(Map<String, String> lessons) {
    List<Equal> merges = new ArrayList<>();
    for (LessonOverride each : last) {
      String lesson = lessons.get(each.lessonId());
      String target = each.targetLessonId() == null ? null : lessons.get(each.targetLessonId());
      if (each.decision() == Decision.MERGE_WITH && lesson != null && target != null) {
        merges.add(new Equal(lesson, target));
      }
    }
    return merges;
  }

  /** The new words of lessons. */
  Map<String, String> words(Map<String, String> lessons) {
    Map<String, String> words = new TreeMap<>();
    for (LessonOverride each : last) {
      String lesson = lessons.get(each.lessonId());
      if (each.decision() == Decision.REWORD && lesson != null && each.text() != null) {
        words.put(lesson, each.text());
      }
    }
    return words;
  }

  /** Decisions for and against lessons, the last one about each lesson. */
  List<Verdict> verdicts(Map<String, String> lessons) {
    Map<String, Verdict> verdicts = new TreeMap<>();
    for (LessonOverride each : last) {
      String lesson = lessons.get(each.lessonId());
      if (lesson != null) {
        switch (each.decision()) {
          case ACCEPT ->
              verdicts.put(lesson, new Verdict(lesson, each.overrideId(), true, null, null, false));
          case REJECT ->
              verdicts.put(lesson, objection(lesson, each, "rejected", each.trajectoryCount()));
          case RETIRE ->
              verdicts.put(
                  lesson,
                  new Verdict(
                      lesson,
                      each.overrideId(),
                      false,
                      each.reviewer() + ": " + each.reason(),
                      each.trajectoryCount(),
                      true));
          case NEVER_AGAIN -> verdicts.put(lesson, objection(lesson, each, "ruled out", null));
          case REWORD, MERGE_WITH -> {}
        }
      }
    }
    return List.copyOf(verdicts.values());
  }

  private static Verdict objection(
      String lesson, LessonOverride by, String verb, @Nullable Long outgrownBy) {
    String reason = by.reason() == null ? "" : ": " + by.reason();
    return new Verdict(
        lesson, by.overrideId(), false, verb + " by " + by.reviewer() + reason, outgrownBy, false);
  }
}
