package dev.trace2skill.cli;

import dev.trace2skill.consolidate.ConsolidateStage;
import dev.trace2skill.gate.Part;
import dev.trace2skill.gate.TemporalStage;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.UserError;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.Decision;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The step that judges a skill version, as commands run it. */
final class GateStep {

  /** Versions in a row that are judged when each loses lessons. */
  static final int MOST_ROUNDS = 3;

  private final Job job;
  private final Settings settings;
  private final int versions;

  GateStep(Job job, Settings settings) {
    this(job, settings, 1);
  }

  /**
   * @param versions how many are judged of which the best goes out: they share the error rate
   */
  GateStep(Job job, Settings settings, int versions) {
    this.job = job;
    this.settings = settings;
    this.versions = versions;
  }

  /**
   * What judging a version came to.
   *
   * @param verdicts one of each kind of agent; none when the version stands in its place already
   * @param retired lessons that do not go out again before more runs support them
   */
  record Judged(List<Verdict> verdicts, long retired) {
    Judged {
      verdicts = List.copyOf(verdicts);
    }

    boolean accepted() {
      return verdicts.stream().allMatch(v -> v.decision() == Decision.ACCEPT);
    }
  }

  static GateConf conf(Settings settings) {
    GateConf gate = settings.conf().gate();
    if (gate == null) {
      throw new UserError("the conf has no section gate: say how a skill version is judged");
    }
    return gate;
  }

  /**
   * Fails, before Spark starts, when an agent that judges is not there or its model's key is not.
   */
  static void check(Settings settings) {
    if (conf(settings).timeline() == null) {
      RolloutGate.check(settings);
    }
  }

  /**
   * The kinds of agent that must accept a version for its place, as verdicts name them; none when
   * there is no gate.
   */
  static List<String> cells(Settings settings) {
    @Nullable GateConf gate = settings.conf().gate();
    List<String> named = settings.conf().publishOrDefault().agentsOrDefault();
    if (gate == null || !named.isEmpty()) {
      return named;
    }
    return gate.timeline() != null ? List.of(TemporalStage.ARCHIVE) : RolloutGate.cells(settings);
  }

  /** Judges a version. */
  Judged run(SkillVersion version, Part part) throws IOException {
    @Nullable Skill standing = standing();
    if (standing != null && standing.equals(version.skill())) {
      return new Judged(List.of(), 0);
    }
    if (conf(settings).timeline() != null) {
      return new TemporalGate(job, settings).run(version);
    }
    return new RolloutGate(job, settings, versions).run(version, base(standing), part);
  }

  /** Judges a version of several; whatever the verdict, its lessons stay. */
  List<Verdict> compare(SkillVersion version) throws IOException {
    Skill base = base(standing());
    return new RolloutGate(job, settings, versions).judge(version, base, Part.VALIDATE);
  }

  private @Nullable Skill standing() throws IOException {
    return settings.home(job.err()::println).read().orElse(null);
  }

  /** What a version is held against: the skill that it would replace, or what it was made from. */
  private Skill base(@Nullable Skill standing) throws IOException {
    return standing == null ? job.base() : standing;
  }

  /**
   * Judges what a consolidation made; when lessons are retired over it, the rest is consolidated
   * and judged again.
   *
   * @param corpusId what it was made of
   * @return the consolidation that was judged last
   */
  ConsolidateStage.Result settle(
      ConsolidateStage.Result first, ConsolidateStep consolidation, String corpusId)
      throws IOException {
    ConsolidateStage.Result made = first;
    for (int round = 1; made.version().isPresent(); round++) {
      Judged judged = run(made.version().get(), Part.VALIDATE);
      if (judged.retired() == 0 || round == MOST_ROUNDS) {
        break;
      }
      job.say(
          "%d lessons are retired; the rest is consolidated and judged again.", judged.retired());
      made = consolidation.consolidate(corpusId);
    }
    return made;
  }
}
