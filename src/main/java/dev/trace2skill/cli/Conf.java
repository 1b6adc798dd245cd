package dev.trace2skill.cli;

import dev.trace2skill.analyze.AnalystSettings;
import dev.trace2skill.analyze.AnalystSettings.Mode;
import dev.trace2skill.analyze.AnalyzeSettings;
import dev.trace2skill.analyze.AnalyzeStage;
import dev.trace2skill.analyze.ContrastSettings;
import dev.trace2skill.analyze.ModelSettings;
import dev.trace2skill.analyze.Sample;
import dev.trace2skill.consolidate.ConsolidateModels;
import dev.trace2skill.consolidate.ConsolidateSettings;
import dev.trace2skill.consolidate.MergeModel;
import dev.trace2skill.consolidate.merge.MergeSettings;
import dev.trace2skill.gate.Holdout;
import dev.trace2skill.ingest.OutcomeSettings;
import dev.trace2skill.model.UserError;
import dev.trace2skill.model.Words;
import dev.trace2skill.publish.GateMode;
import dev.trace2skill.simulate.Simulation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A conf file. Its keys are the components in kebab-case; a key may be left out where its component
 * is nullable, and then has the default that {@code conf/local.yaml} states. What the settings of a
 * stage refuse is refused here already, when the file is read.
 *
 * @param warehouse folder of the tables: a local path or any address that Hadoop reads
 * @param evidence where trajectories come from
 * @param labels files that say how runs went
 * @param outcome how it is told whether a run succeeded
 * @param analysts names of the analysts
 * @param llm the model that analysts ask; needed by those that ask one
 * @param rollout how tasks are tried; needed by {@code rollout}
 * @param analyze how they ask
 * @param gate how a skill version is judged before it goes out; needed by {@code gate}
 * @param online when a run begins that learns from what is new
 * @param spark settings of the Spark session
 */
record Conf(
    String warehouse,
    Skill skill,
    List<Evidence> evidence,
    @Nullable List<String> labels,
    @Nullable OutcomeConf outcome,
    @Nullable List<String> analysts,
    @Nullable Contrast contrast,
    @Nullable LlmConf llm,
    @Nullable RolloutConf rollout,
    @Nullable Analyze analyze,
    @Nullable ConsolidateConf consolidate,
    @Nullable GateConf gate,
    @Nullable Publish publish,
    @Nullable OnlineConf online,
    @Nullable Spark spark) {

  Conf {
    if (outcome != null) {
      var unused = outcome.settings();
    }
    (analysts == null ? List.<String>of() : analysts).forEach(Conf::checkAnalyst);
  }

  /** The same for another skill. */
  Conf of(Skill other) {
    return new Conf(
        warehouse,
        other,
        evidence,
        labels,
        outcome,
        analysts,
        contrast,
        llm,
        rollout,
        analyze,
        consolidate,
        gate,
        publish,
        online,
        spark);
  }

  OnlineConf onlineOrDefault() {
    return online == null ? OnlineConf.DEFAULT : online;
  }

  static void checkAnalyst(String name) {
    if (!AnalyzeStage.ANALYSTS.contains(name)) {
      throw new IllegalArgumentException(
          "unknown analyst '" + name + "'; known: " + String.join(", ", AnalyzeStage.ANALYSTS));
    }
  }

  /**
   * The skill to evolve.
   *
   * @param path its folder; the last part is its name
   * @param format the skill format
   * @param description what a new skill says of itself; needed only when there is none yet
   */
  record Skill(String path, @Nullable String format, @Nullable String description) {
    String formatOrDefault() {
      return format == null ? "agent-skill" : format;
    }
  }

  /**
   * One source of trajectories: trace files, a service, or the simulator.
   *
   * @param path a file or a folder
   * @param format the evidence adapter; null lets the contents decide
   * @param langsmithApi a project of LangSmith, fetched by its API
   */
  record Evidence(
      @Nullable String path,
      @Nullable String format,
      @Nullable LangsmithApiConf langsmithApi,
      @Nullable Simulate simulate) {
    Evidence {
      if (Stream.of(path, langsmithApi, simulate).filter(Objects::nonNull).count() != 1) {
        throw new IllegalArgumentException("give one of path, langsmith-api and simulate");
      }
      if (path == null && format != null) {
        throw new IllegalArgumentException("format goes with path");
      }
    }
  }

  /**
   * The built-in service desk.
   *
   * @param heldOut further tasks, of which there are no trajectories: for the gate
   * @param shuffleLabels when given, outcomes are shuffled within each task by this seed
   */
  record Simulate(
      @Nullable Long seed,
      @Nullable Integer tasks,
      @Nullable Integer trials,
      @Nullable Integer heldOut,
      @Nullable Long shuffleLabels) {

    Simulate {
      var unused = simulation(seed, tasks, trials);
      if (heldOut != null && heldOut < 0) {
        throw new IllegalArgumentException("held-out must be at least 0");
      }
    }

    int heldOutOrDefault() {
      return heldOut == null ? 0 : heldOut;
    }

    Simulation simulation() {
      Simulation plain = simulation(seed, tasks, trials);
      return shuffleLabels == null ? plain : plain.withShuffledLabels(shuffleLabels);
    }

    private static Simulation simulation(
        @Nullable Long seed, @Nullable Integer tasks, @Nullable Integer trials) {
      Simulation standard = Simulation.standard();
      return new Simulation(
          seed == null ? standard.seed() : seed,
          tasks == null ? standard.tasks() : tasks,
          trials == null ? standard.trials() : trials);
    }
  }

  /** See {@link ContrastSettings}. */
  record Contrast(
      @Nullable Integer minSupport,
      @Nullable Integer minTasks,
      @Nullable Double maxQ,
      @Nullable Double maxSuccessShare) {

    Contrast {
      var unused = settings(minSupport, minTasks, maxQ, maxSuccessShare);
    }

    ContrastSettings settings() {
      return settings(minSupport, minTasks, maxQ, maxSuccessShare);
    }

    private static ContrastSettings settings(
        @Nullable Integer minSupport,
        @Nullable Integer minTasks,
        @Nullable Double maxQ,
        @Nullable Double maxSuccessShare) {
      ContrastSettings standard = ContrastSettings.DEFAULT;
      return new ContrastSettings(
          minSupport == null ? standard.minSupport() : minSupport,
          minTasks == null ? standard.minTasks() : minTasks,
          maxQ == null ? standard.maxQ() : maxQ,
          maxSuccessShare == null ? standard.maxSuccessShare() : maxSuccessShare);
    }
  }

  /**
   * How analysts ask a model.
   *
   * @param mode {@code agentic}, or {@code single-call} for one question a trajectory
   * @param maxTurns answers of the model in one talk
   * @param transcriptTokens what a trajectory may take of a question, as estimated
   * @param talkTokens what a question may grow to before the talk ends, as estimated
   * @param sample the most trajectories that are looked at; null for all
   * @param seed which are drawn
   */
  record Analyze(
      @Nullable String mode,
      @Nullable Integer maxTurns,
      @Nullable Integer transcriptTokens,
      @Nullable Integer talkTokens,
      @Nullable Integer sample,
      @Nullable Long seed) {

    Analyze {
      var unused =
          List.of(talk(mode, maxTurns, transcriptTokens, talkTokens), new Sample(sample, 0));
    }

    AnalystSettings talk() {
      return talk(mode, maxTurns, transcriptTokens, talkTokens);
    }

    private static AnalystSettings talk(
        @Nullable String mode,
        @Nullable Integer maxTurns,
        @Nullable Integer transcriptTokens,
        @Nullable Integer talkTokens) {
      AnalystSettings standard = AnalystSettings.DEFAULT;
      return new AnalystSettings(
          mode == null ? standard.mode() : Words.one("mode", mode, Mode.values()),
          maxTurns == null ? standard.maxTurns() : maxTurns,
          transcriptTokens == null ? standard.transcriptTokens() : transcriptTokens,
          talkTokens == null ? standard.maxTalkTokens() : talkTokens);
    }
  }

  /**
   * How a skill goes out.
   *
   * @param gate {@code on}: only with a verdict that accepts it; {@code off} publishes without, and
   *     is recorded as such
   * @param backups folder of the skills that were replaced
   * @param keep how many of them stay in any case
   * @param gitCommit whether the skill's folder is committed to its git working tree
   * @param agents the kinds of agent that read the skill in its place, as verdicts name them
   */
  record Publish(
      @Nullable String gate,
      @Nullable String backups,
      @Nullable Integer keep,
      @Nullable Boolean gitCommit,
      @Nullable List<String> agents) {

    static final Publish DEFAULT = new Publish(null, null, null, null, null);

    Publish {
      var unused = mode(gate);
      if (keep != null && keep < 1) {
        throw new IllegalArgumentException("keep must be at least 1, is " + keep);
      }
    }

    GateMode mode() {
      return mode(gate);
    }

    private static GateMode mode(@Nullable String gate) {
      return switch (gate == null ? "on" : gate) {
        case "on" -> GateMode.ON;
        case "off" -> GateMode.OFF;
        default ->
            throw new IllegalArgumentException("gate '" + gate + "' is not known; known: on, off");
      };
    }

    List<String> agentsOrDefault() {
      return agents == null ? List.of() : agents;
    }

    int keepOrDefault() {
      return keep == null ? 10 : keep;
    }

    boolean commits() {
      return gitCommit != null && gitCommit;
    }
  }

  /**
   * The Spark session.
   *
   * @param master used when spark-submit names none
   * @param settings further settings, e.g. {@code spark.sql.shuffle.partitions}
   */
  record Spark(@Nullable String master, @Nullable Map<String, String> settings) {}

  List<String> analystsOrDefault() {
    return analysts == null ? List.of("contrast") : analysts;
  }

  OutcomeSettings outcomeSettings() {
    return outcome == null ? OutcomeSettings.DEFAULT : outcome.settings();
  }

  ContrastSettings contrastSettings() {
    return contrast == null ? ContrastSettings.DEFAULT : contrast.settings();
  }

  /**
   * How trajectories are analysed.
   *
   * @param sampleSize what the command line says instead of the conf; null when it says nothing
   * @throws UserError when an analyst asks a model and the conf names none
   */
  AnalyzeSettings analyzeSettings(@Nullable Integer sampleSize) {
    List<String> names = analystsOrDefault();
    boolean asks = names.stream().anyMatch(AnalyzeStage.ASKING::contains);
    if (asks && llm == null) {
      throw new UserError(
          "the analysts %s ask a model: set llm.provider and llm.model"
              .formatted(
                  String.join(
                      " and ", names.stream().filter(AnalyzeStage.ASKING::contains).toList())));
    }
    Integer size = sampleSize != null ? sampleSize : analyze == null ? null : analyze.sample();
    long seed = analyze == null || analyze.seed() == null ? 0 : analyze.seed();
    return new AnalyzeSettings(
        names,
        contrastSettings(),
        asks && llm != null
            ? new ModelSettings(
                llm.settings(),
                new Sample(size, seed),
                analyze == null ? AnalystSettings.DEFAULT : analyze.talk())
            : null);
  }

  /** What is kept from those who learn; null without a gate. */
  @Nullable Holdout holdout() {
    return gate == null ? null : new Holdout(gate.splitSettings(), gate.timeline());
  }

  Publish publishOrDefault() {
    return publish == null ? Publish.DEFAULT : publish;
  }

  ConsolidateSettings consolidateSettings() {
    return consolidate == null ? ConsolidateSettings.DEFAULT : consolidate.settings();
  }

  /** The models that look at lessons. */
  ConsolidateModels consolidateModels() {
    ConsolidateConf.Embeddings embeddings = consolidate == null ? null : consolidate.embeddings();
    return new ConsolidateModels(
        embeddings == null ? null : embeddings.model(llm), mergeModel(), true);
  }

  private @Nullable MergeModel mergeModel() {
    boolean off = consolidate != null && Boolean.FALSE.equals(consolidate.merge());
    return llm == null || off
        ? null
        : new MergeModel(
            llm.settings(),
            consolidate == null ? MergeSettings.DEFAULT : consolidate.mergeSettings());
  }
}
