package dev.trace2skill.cli;

import dev.trace2skill.analyze.AnalyzeSettings;
import dev.trace2skill.analyze.AnalyzeStage;
import dev.trace2skill.analyze.TalkCounts;
import dev.trace2skill.consolidate.ConsolidateStage;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.UserError;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.Comparison;
import dev.trace2skill.model.Verdict.Decision;
import dev.trace2skill.model.Words;
import dev.trace2skill.publish.GateMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Several skills from the same evidence, each made with another seed of the analysts' model, and
 * the best of them on the held-out tasks, as the paper takes the best of three seeds. They share
 * the gate's error rate, as the best of many looks better than it is; sealed tasks stay sealed.
 *
 * @param candidates how many; 1 leaves no choice
 */
record BestOf(Settings settings, Gate gate, int candidates) {

  /** A skill, and what was said of it; no verdicts where the evidence gave no skill. */
  record Candidate(int number, ConsolidateStage.Result made, List<Verdict> verdicts) {

    private static final Comparator<Candidate> BETTER =
        Comparator.comparing(Candidate::isAccepted)
            .thenComparing(Candidate::effect)
            .thenComparing(Comparator.comparing(Candidate::number).reversed());

    Candidate {
      verdicts = List.copyOf(verdicts);
    }

    boolean isAccepted() {
      return !verdicts.isEmpty()
          && verdicts.stream().allMatch(v -> v.decision() == Decision.ACCEPT);
    }

    /** What it gains where it gains least, as a share of runs. */
    double effect() {
      return verdicts.stream()
          .mapToDouble(v -> v.result() == null ? Double.NEGATIVE_INFINITY : v.result().effect())
          .min()
          .orElse(Double.NEGATIVE_INFINITY);
    }

    /** An accepted one before others, then the one that gains most, then the first. */
    static Candidate best(List<Candidate> all) {
      return all.stream().max(BETTER).orElseThrow();
    }
  }

  boolean isChoice() {
    return candidates > 1;
  }

  /** Fails, before Spark starts, when there would be nothing to choose from or to choose by. */
  void check() {
    if (candidates < 1) {
      throw new UserError("--candidates is at least 1");
    }
    if (!isChoice()) {
      return;
    }
    if (settings.conf().analyzeSettings(null).model() == null) {
      throw new UserError(
          "--candidates: skills differ by the seed of the analysts' model, and none of analysts asks"
              + " one; known: "
              + String.join(", ", AnalyzeStage.ASKING));
    }
    if (gate.mode(settings) == GateMode.OFF
        || settings.conf().gate() == null
        || GateStep.conf(settings).timeline() != null) {
      throw new UserError("--candidates are chosen by held-out tasks: it needs a gate of rollouts");
    }
  }

  /** Makes all candidates, and judges again without what harms when even the best is rejected. */
  ConsolidateStage.Result of(Job job) throws IOException {
    Steps steps = new Steps(job, settings);
    AnalyzeSettings how = settings.conf().analyzeSettings(null);
    List<AnalyzeStage.Counts> looks = new ArrayList<>();
    for (int number = 0; number < candidates; number++) {
      job.say("Candidate %d of %d:", number + 1, candidates);
      looks.add(steps.analyze(how.reseeded(number)));
    }
    GateStep gateStep = new GateStep(job, settings, candidates);
    List<Candidate> all = new ArrayList<>();
    for (int number = 0; number < candidates; number++) {
      job.say("Candidate %d of %d:", number + 1, candidates);
      ConsolidateStage.Result made = consolidation(job, looks, number).consolidate(corpus(looks));
      @Nullable SkillVersion version = made.version().orElse(null);
      all.add(
          new Candidate(
              number, made, version == null ? List.of() : judged(gateStep, version, all)));
    }
    Candidate best = Candidate.best(all);
    table(job, all, best);
    job.consolidated(settings.skillName(), best.made().consolidationId());
    best.made().version().ifPresent(v -> job.made(v.skillVersionId()));
    return best.isAccepted() || GateStep.conf(settings).ablation() == null
        ? best.made()
        : gateStep.settle(best.made(), consolidation(job, looks, best.number()), corpus(looks));
  }

  /** What the first analysis looked at; the others looked at the same. */
  private static String corpus(List<AnalyzeStage.Counts> looks) {
    return looks.get(0).corpusId();
  }

  /** Consolidation of what the contrast analyst found and of one seed's patches. */
  private ConsolidateStep consolidation(Job job, List<AnalyzeStage.Counts> looks, int number) {
    Set<String> methods =
        looks.get(number).talks().stream().map(TalkCounts::methodId).collect(Collectors.toSet());
    return new ConsolidateStep(job, settings, methods);
  }

  private static List<Verdict> judged(GateStep gate, SkillVersion version, List<Candidate> before)
      throws IOException {
    for (Candidate other : before) {
      if (other.made().version().filter(v -> v.skill().equals(version.skill())).isPresent()) {
        return other.verdicts();
      }
    }
    return gate.compare(version);
  }

  private static void table(Job job, List<Candidate> all, Candidate best) {
    List<List<String>> rows = new ArrayList<>();
    for (Candidate each : all) {
      @Nullable Comparison least =
          each.verdicts().stream()
              .map(Verdict::result)
              .filter(r -> r != null && r.effect() == each.effect())
              .findFirst()
              .orElse(null);
      rows.add(
          List.of(
              Integer.toString(each.number() + 1),
              Integer.toString(each.made().accepted().size()),
              least == null ? "" : GateReport.percent(least.baseRate()),
              least == null ? "" : GateReport.percent(least.versionRate()),
              each.verdicts().stream()
                  .map(v -> Words.of(v.decision()))
                  .distinct()
                  .collect(Collectors.joining(", ")),
              each.number() == best.number() ? "chosen" : ""));
    }
    TextTable.print(
        job.out(), List.of("candidate", "lessons", "before", "after", "verdict", ""), rows, 40);
  }
}
