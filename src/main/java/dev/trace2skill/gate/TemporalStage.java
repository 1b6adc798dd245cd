package dev.trace2skill.gate;

import static dev.trace2skill.store.Tables.CONTRASTS;
import static dev.trace2skill.store.Tables.VERDICTS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Contrast;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.Kind;
import dev.trace2skill.model.Verdict.LessonResult;
import dev.trace2skill.model.Verdict.LessonResult.Fate;
import dev.trace2skill.store.Warehouse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code lessons, contrasts -> verdicts, overrides}: judges a version by recorded runs that it was
 * not learnt from. A lesson that does not hold there is retired until more runs support it; the
 * next consolidation leaves it out.
 */
public final class TemporalStage {

  /** What verdicts name as the harness. */
  public static final String ARCHIVE = "archive";

  private final Warehouse warehouse;
  private final Contents contents;
  private final boolean unjudged;
  private final String runId;
  private final Clock clock;

  /**
   * @param unjudged whether lessons may go out that no records can show
   */
  public TemporalStage(Warehouse warehouse, boolean unjudged, String runId, Clock clock) {
    this.warehouse = warehouse;
    this.contents = new Contents(warehouse);
    this.unjudged = unjudged;
    this.runId = runId;
    this.clock = clock;
  }

  /**
   * How features did elsewhere.
   *
   * @param later in runs that nothing was learnt from
   * @param onNewTasks in those of tasks that nothing was learnt from
   * @param label where they come from, in words
   */
  public record Seen(List<Contrast> later, List<Contrast> onNewTasks, String label) {
    public Seen {
      later = List.copyOf(later);
      onNewTasks = List.copyOf(onNewTasks);
    }
  }

  /** Features that lessons of a version come from. As many as a skill has lessons. */
  public List<String> features(SkillVersion version) {
    return sources(contents.lessons(version)).values().stream()
        .map(Contrast::feature)
        .distinct()
        .sorted()
        .toList();
  }

  /** Judges a version, and retires the lessons that do not hold. */
  public Verdict judge(SkillVersion version, Seen seen) {
    List<Lesson> lessons = contents.lessons(version);
    Replicating replicating =
        new Replicating(sources(lessons), byFeature(seen.later()), byFeature(seen.onNewTasks()));
    List<LessonResult> results = lessons.stream().map(replicating::judge).toList();
    Verdict verdict = verdict(version, results, seen);
    contents.retire(
        lessons,
        Replicating.fallen(results).stream()
            .collect(Collectors.toMap(LessonResult::lessonId, LessonResult::reason)),
        verdict,
        clock.instant());
    warehouse.append(VERDICTS, List.of(verdict));
    return verdict;
  }

  private Verdict verdict(SkillVersion version, List<LessonResult> results, Seen seen) {
    String id =
        ContentId.of("verdict", version.skillVersionId(), Kind.TEMPORAL.name(), results.toString());
    Said said = said(results);
    return new Verdict(
        id,
        version.skillVersionId(),
        version.name(),
        version.skillId(),
        version.baseSkillId(),
        Kind.TEMPORAL,
        ARCHIVE,
        "",
        said.decision(),
        said.reason(),
        null,
        null,
        null,
        null,
        1,
        0,
        List.of(),
        results,
        seen.label(),
        runId,
        clock.instant());
  }

  private record Said(Verdict.Decision decision, String reason) {}

  private Said said(List<LessonResult> results) {
    long held = count(results, Fate.HELD);
    long failed = count(results, Fate.FAILED);
    long unshown = count(results, Fate.UNSHOWN);
    long left = count(results, Fate.UNJUDGED);
    String numbers =
        "%d of %d lessons hold in runs they were not learnt from, %d do not, %d are not shown by them"
            .formatted(held, results.size(), failed, unshown);
    String what = left == 0 ? "" : "; %d cannot be judged by records".formatted(left);
    if (failed > 0) {
      return new Said(Verdict.Decision.REJECT, numbers + what);
    }
    boolean all = unshown == 0 && held > 0 && (left == 0 || unjudged);
    return new Said(
        all ? Verdict.Decision.ACCEPT : Verdict.Decision.INCONCLUSIVE,
        numbers + what + (left > 0 && !unjudged ? ", which gate.unjudged would let out" : ""));
  }

  private static long count(List<LessonResult> results, Fate fate) {
    return results.stream().filter(r -> r.fate() == fate).count();
  }

  /** What lessons were learnt from, by its id. */
  private Map<String, Contrast> sources(List<Lesson> lessons) {
    Object[] ids = lessons.stream().flatMap(l -> l.contrastIds().stream()).distinct().toArray();
    return CONTRASTS.collect(warehouse.read(CONTRASTS).where(col("contrast_id").isin(ids))).stream()
        .collect(Collectors.toMap(Contrast::contrastId, Function.identity()));
  }

  private static Map<String, Contrast> byFeature(List<Contrast> contrasts) {
    return contrasts.stream().collect(Collectors.toMap(Contrast::feature, Function.identity()));
  }
}
