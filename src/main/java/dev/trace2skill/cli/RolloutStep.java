package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.SKILL_VERSIONS;
import static dev.trace2skill.store.Tables.TASKS;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.Pipeline;
import dev.trace2skill.ingest.OutcomeSettings;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.UserError;
import dev.trace2skill.process.Confinement;
import dev.trace2skill.rollout.Harnesses;
import dev.trace2skill.rollout.RolloutSettings;
import dev.trace2skill.rollout.RolloutSettings.GivenSkill;
import dev.trace2skill.rollout.RolloutStage;
import dev.trace2skill.spi.HarnessProfile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The step that lets agents try tasks, as commands run it. */
final class RolloutStep {

  private static final Set<String> UNFINISHED = Set.of("infra", "budget", "unscannable");

  private final Job job;
  private final Settings settings;

  RolloutStep(Job job, Settings settings) {
    this.job = job;
    this.settings = settings;
  }

  /**
   * Fails, before Spark starts, when the conf has no such section, the harness is not there or its
   * model's key is not.
   */
  static HarnessProfile check(Settings settings) {
    return check(conf(settings), settings);
  }

  /** The same of an agent that another section names. */
  static HarnessProfile check(RolloutConf rollout, Settings settings) {
    HarnessProfile profile = Harnesses.of(rollout.harness()).profile(rollout.harnessSettings());
    var unused = Confinement.of(rollout.isolation() == null ? "auto" : rollout.isolation());
    LlmConf model = model(rollout, settings);
    if (profile.asks() && model == null) {
      throw new UserError(
          "the harness " + rollout.harness() + " asks a model: set rollout.model, or llm");
    }
    if (model != null) {
      var unusedToo = model.endpoint().apiKey().value();
    }
    if (rollout.judge() != null) {
      var unusedToo =
          rollout.judge().in(settings.conf().llm()).settings().endpoint().apiKey().value();
    }
    return profile;
  }

  private static RolloutConf conf(Settings settings) {
    RolloutConf rollout = settings.conf().rollout();
    if (rollout == null) {
      throw new UserError("the conf has no section rollout: say which harness tries the tasks");
    }
    return rollout;
  }

  /** The model that the agent asks; null when there is none. */
  static @Nullable LlmConf model(RolloutConf rollout, Settings settings) {
    ModelConf own = rollout.model();
    LlmConf llm = settings.conf().llm();
    return own == null ? llm : own.in(llm);
  }

  /**
   * Makes the runs that are not made yet.
   *
   * @param which the skill that the command line names; null for the conf's
   * @throws BudgetSpent when not all could be made
   */
  void run(@Nullable String which) throws IOException {
    RolloutConf rollout = conf(settings);
    HarnessProfile profile = check(settings);
    String skill = which == null ? rollout.skillOrDefault() : which;
    SkillVersion version = version(skill);
    RolloutSettings how =
        rollout.settings(
            model(rollout, settings),
            profile.asks(),
            given(skill, version),
            version == null ? null : version.skillVersionId());
    Dataset<Row> tasks = tasks(rollout.tasks());
    if (tasks.isEmpty()) {
      throw new UserError(
          "no task in " + job.warehouse().path() + " is chosen; tasks import brings some");
    }
    sayKept(job, how, profile);
    OutcomeSettings outcomes = settings.outcomes();
    Pipeline pipeline = job.pipeline();
    RolloutStage.Counts counts =
        job.progress()
            .step("rollout", () -> pipeline.rollout(how, outcomes, tasks, job.progress()::begins));
    told(job, counts);
  }

  /** Says what keeps runs in their place. */
  static void sayKept(Job job, RolloutSettings how, HarnessProfile profile) {
    Confinement kept = Confinement.of(how.placement().isolation());
    job.say(
        "What runs of %s start on this machine is %s.",
        (how.harness() + " " + profile.version()).strip(),
        kept.prevents()
            ? "kept in their working copies by " + kept.label()
            : "not kept from writing elsewhere on this machine; changes of inputs are noticed");
  }

  /**
   * Says what came of runs.
   *
   * @throws BudgetSpent when not all could be made
   */
  static void told(Job job, RolloutStage.Counts counts) {
    if (counts.leftOut() > 0) {
      job.say(
          "%d tasks need a container, which is not run here: they are left out.", counts.leftOut());
    }
    job.count("left out", counts.leftOut());
    job.count("ordered", counts.ordered());
    job.count("known", counts.known());
    job.count("from journal", counts.fromJournal());
    job.count("redacted", counts.redactions());
    counts.outcomes().forEach(job::count);
    job.say(
        "%d runs ordered, %d known already%s: %s.",
        counts.ordered(),
        counts.known(),
        counts.fromJournal() == 0
            ? ""
            : ", " + counts.fromJournal() + " made by a job that was cut off",
        counts.outcomes().isEmpty() ? "nothing to do" : listed(counts.outcomes()));
    if (counts.of("infra") > 0) {
      job.say(
          "What broke down by no fault of the agent's is tried again by the next rollout%s.",
          counts.trouble().isEmpty() ? "" : "; one of them so: " + counts.trouble());
    }
    if (!counts.detail().isEmpty()) {
      throw new BudgetSpent(
          "%d runs are left for want of budget (%s); run it again to go on"
              .formatted(counts.of("budget"), counts.detail()));
    }
  }

  private static String listed(Map<String, Long> outcomes) {
    return outcomes.entrySet().stream()
        .map(
            e ->
                e.getValue()
                    + (UNFINISHED.contains(e.getKey()) ? " not finished, " : " ")
                    + e.getKey())
        .collect(Collectors.joining(", "));
  }

  private Dataset<Row> tasks(RolloutConf.@Nullable Choice choice) {
    Dataset<Row> tasks = job.pipeline().learnable(job.warehouse().read(TASKS));
    if (choice == null) {
      return tasks;
    }
    if (choice.split() != null) {
      tasks = tasks.where(col("split").equalTo(choice.split()));
    }
    for (String tag : choice.tags() == null ? List.<String>of() : choice.tags()) {
      tasks = tasks.where(array_contains(col("tags"), tag));
    }
    return choice.ids() == null ? tasks : tasks.where(col("task_id").isin(choice.ids().toArray()));
  }

  /** The skill version that is meant; null when a folder or nothing is. */
  private @Nullable SkillVersion version(String which) {
    if (which.equals("base") || which.equals("none")) {
      return null;
    }
    String id = which.equals("latest") ? job.version(null).skillVersionId() : which;
    // One skill, looked up by its key.
    List<SkillVersion> found =
        SKILL_VERSIONS.collect(
            job.warehouse()
                .read(SKILL_VERSIONS)
                .where(col("skill_version_id").startsWith(id))
                .limit(2));
    if (found.size() != 1) {
      throw new UserError(
          "%s skill version begins with '%s'; also known: base, none, latest"
              .formatted(found.isEmpty() ? "no" : "more than one", id));
    }
    return found.get(0);
  }

  private @Nullable GivenSkill given(String which, @Nullable SkillVersion version)
      throws IOException {
    if (which.equals("none")) {
      return null;
    }
    return new GivenSkill(settings.skillName(), version == null ? job.base() : version.skill());
  }
}
