package dev.trace2skill.cli;

import dev.trace2skill.Pipeline;
import dev.trace2skill.gate.TemporalStage;
import dev.trace2skill.gate.Timeline;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.LessonResult;
import dev.trace2skill.model.Verdict.LessonResult.Fate;
import dev.trace2skill.model.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Judges a skill version by recorded runs that it was not learnt from, as commands run it. */
final class TemporalGate {

  private final Job job;
  private final GateConf conf;

  TemporalGate(Job job, Settings settings) {
    this.job = job;
    this.conf = GateStep.conf(settings);
  }

  GateStep.Judged run(SkillVersion version) {
    Pipeline pipeline = job.pipeline();
    Timeline timeline = Objects.requireNonNull(conf.timeline());
    TemporalStage stage = pipeline.temporal(conf.unjudgedOrDefault());
    Verdict verdict =
        job.progress()
            .step(
                "gate",
                () -> stage.judge(version, pipeline.replicate(timeline, stage.features(version))));
    tell(verdict);
    long fallen =
        verdict.lessons().stream()
            .filter(r -> r.fate() == Fate.FAILED || r.fate() == Fate.UNSHOWN)
            .count();
    return new GateStep.Judged(List.of(verdict), fallen);
  }

  private void tell(Verdict verdict) {
    List<List<String>> rows = new ArrayList<>();
    for (LessonResult r : verdict.lessons()) {
      rows.add(
          List.of(
              Words.of(r.fate()),
              r.feature() == null ? "" : r.feature(),
              points(r.learntEffect()),
              points(r.effect()),
              r.low() == null || r.high() == null
                  ? ""
                  : String.format(Locale.ROOT, "%+.0f to %+.0f", 100 * r.low(), 100 * r.high()),
              Long.toString(r.newTaskCount())));
    }
    job.say("Gate: %s.", verdict.evidence());
    TextTable.print(
        job.out(),
        List.of("lesson", "feature", "learnt", "later", "95 % interval", "new tasks"),
        rows,
        60);
    job.count("gate " + Words.of(verdict.decision()), 1);
    job.say("Verdict: %s; %s.", Words.of(verdict.decision()), verdict.reason());
    if (verdict.lessons().stream().anyMatch(r -> r.fate() == Fate.UNJUDGED)) {
      job.say(
          "What no analyst tested as a feature of runs cannot be judged by records; a gate with"
              + " rollouts can.");
    }
  }

  private static String points(@Nullable Double effect) {
    return effect == null ? "" : String.format(Locale.ROOT, "%+.0f", 100 * effect);
  }
}
