package dev.trace2skill.cli;

import dev.trace2skill.Pipeline;
import dev.trace2skill.consolidate.ConsolidateModels;
import dev.trace2skill.consolidate.ConsolidateSettings;
import dev.trace2skill.consolidate.ConsolidateStage;
import dev.trace2skill.consolidate.Proposers;
import dev.trace2skill.consolidate.merge.MergeForecast;
import dev.trace2skill.consolidate.merge.Merged;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Lesson.Status;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Words;
import dev.trace2skill.skill.SkillDiff;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Consolidation as the commands run it. */
final class ConsolidateStep {

  /** What became of lessons that are not in the skill, for people. */
  private static final Map<Status, String> OTHERS =
      Map.of(
          Status.WAITING, "waiting for more evidence",
          Status.CONFLICT, "lost a conflict",
          Status.REJECTED, "rejected",
          Status.KNOWN, "in the base already",
          Status.OVERRIDDEN, "overridden",
          Status.QUARANTINED, "quarantined",
          Status.RETIRED, "retired");

  private final Job job;
  private final Settings settings;
  private final Proposers proposers;

  ConsolidateStep(Job job, Settings settings) {
    this(job, settings, Set.of());
  }

  /**
   * @param methods how the analysts looked whose patches count; empty for all ways
   */
  ConsolidateStep(Job job, Settings settings, Set<String> methods) {
    this.job = job;
    this.settings = settings;
    this.proposers = new Proposers(settings.conf().analystsOrDefault(), methods);
  }

  /** Consolidates what was found on the corpus as it is now. */
  ConsolidateStage.Result consolidate(ConsolidateSettings how) throws IOException {
    return consolidate(corpusId(), how, settings.conf().consolidateModels());
  }

  /** Consolidates what was found on a corpus. */
  ConsolidateStage.Result consolidate(String corpusId) throws IOException {
    Conf conf = settings.conf();
    return consolidate(corpusId, conf.consolidateSettings(), conf.consolidateModels());
  }

  /** Consolidates what is left and asks no model. */
  ConsolidateStage.Result recount() throws IOException {
    Conf conf = settings.conf();
    return consolidate(corpusId(), conf.consolidateSettings(), conf.consolidateModels().silent());
  }

  private String corpusId() {
    return job.pipeline().corpusId(settings.conf().contrastSettings());
  }

  private ConsolidateStage.Result consolidate(
      String corpusId, ConsolidateSettings how, ConsolidateModels models) throws IOException {
    Pipeline pipeline = job.pipeline();
    Skill base = job.base();
    String name = settings.skillName();
    ConsolidateStage.Result made =
        job.progress()
            .step(
                "consolidate",
                () -> pipeline.consolidate(how, models, proposers, name, base, corpusId));
    count(made);
    job.consolidated(name, made.consolidationId());
    made.version().ifPresent(v -> job.made(v.skillVersionId()));
    return made;
  }

  /** What {@link #consolidate} would make, and how that differs from the skill as it is. */
  ConsolidateStage.Result preview(ConsolidateSettings how) throws IOException {
    ConsolidateModels models = settings.conf().consolidateModels();
    Pipeline pipeline = job.pipeline();
    Skill base = job.base();
    String name = settings.skillName();
    ConsolidateStage.Result made =
        job.progress()
            .step(
                "consolidate",
                () ->
                    pipeline.consolidation(how, models).preview(proposers, name, base, corpusId()));
    count(made);
    Skill standing = settings.home(job.err()::println).read().orElse(base);
    Skill next = made.version().map(SkillVersion::skill).orElse(base);
    String diff = SkillDiff.of(standing, next);
    job.say("%n%s", diff.isEmpty() ? "The skill would stay as it is." : diff.stripTrailing());
    return made;
  }

  private void count(ConsolidateStage.Result made) {
    embedded(made.embedded());
    said(made.said());
    job.count("edits", made.edits());
    made.lessons().forEach((status, n) -> job.count(Words.of(status), n));
    job.say(
        "%d edits: %d lessons accepted%s.",
        made.edits(),
        made.count(Status.ACCEPTED),
        made.lessons().entrySet().stream()
            .filter(e -> e.getKey() != Status.ACCEPTED)
            .map(e -> ", %d %s".formatted(e.getValue(), OTHERS.get(e.getKey())))
            .collect(Collectors.joining()));
    aged(made.accepted());
  }

  private void aged(List<Lesson> accepted) {
    long aged = accepted.stream().filter(l -> Boolean.TRUE.equals(l.aged())).count();
    long open = accepted.stream().filter(l -> l.review() != null).count();
    if (open > 0) {
      job.count("lessons to review", open);
      job.say(
          "%d lessons in the skill may no longer hold (review lists them); %d of them have no support"
              + " of late and are in references.",
          open, aged);
    }
  }

  private void embedded(Merged embedded) {
    if (embedded.calls() == 0) {
      return;
    }
    job.count("embeddings", embedded.calls());
    job.say(
        "%d embeddings of lessons that may mean the same: %d counted with others; %d had no"
            + " answer.%s",
        embedded.calls(), embedded.equal().size(), embedded.notes().size(), stopped(embedded));
  }

  private static String stopped(Merged merged) {
    return merged.stoppedOnBudget() ? " The budget was spent before all were asked." : "";
  }

  private void said(Merged said) {
    if (said.calls() == 0) {
      return;
    }
    job.count("merge questions", said.calls());
    job.say(
        "%d questions about lessons that may mean the same: %d counted with others, %d worded, %d"
            + " contradictions; %d of the model's statements were not taken.%s",
        said.calls(),
        said.equal().size(),
        said.wordings().size(),
        said.contradictions().size(),
        said.notes().size(),
        stopped(said));
  }

  /** Says what the models would take that look at the lessons of the patches as they are. */
  void plan(Skill base) {
    Conf conf = settings.conf();
    job.pipeline()
        .consolidation(conf.consolidateSettings(), conf.consolidateModels())
        .plan(proposers, settings.skillName(), base, corpusId())
        .forEach(this::merging);
  }

  private void merging(MergeForecast forecast) {
    job.say(
        "Consolidating the patches as they are: %d questions about their lessons, %d paid already,"
            + " about %,d tokens%s.",
        forecast.calls() + forecast.recorded(),
        forecast.recorded(),
        forecast.inputTokens() + forecast.outputTokens(),
        forecast.usd() == null ? "" : " and %.2f USD".formatted(forecast.usd()));
  }

  /** The lessons that went into the skill, as a table. */
  void show(List<Lesson> lessons) {
    List<List<String>> rows = new ArrayList<>();
    for (Lesson lesson : lessons.stream().sorted(Comparator.comparingInt(Lesson::rank)).toList()) {
      rows.add(
          List.of(
              Long.toString(lesson.trajectoryCount()),
              Long.toString(lesson.taskCount()),
              Words.of(lesson.grade()),
              lesson.sentence()));
    }
    TextTable.print(job.out(), List.of("runs", "tasks", "grade", "lesson"), rows, 120);
  }
}
