package dev.trace2skill.cli;

import static dev.trace2skill.store.Tables.PLANTED_CAUSES;
import static dev.trace2skill.store.Tables.TASKS;

import dev.trace2skill.Pipeline;
import dev.trace2skill.analyze.AnalyzeSettings;
import dev.trace2skill.analyze.AnalyzeStage;
import dev.trace2skill.analyze.Forecast;
import dev.trace2skill.analyze.TalkCounts;
import dev.trace2skill.ingest.FetchedPages;
import dev.trace2skill.ingest.IngestCounts;
import dev.trace2skill.ingest.IngestRequest;
import dev.trace2skill.ingest.IngestStage;
import dev.trace2skill.ingest.OutcomeSettings;
import dev.trace2skill.model.Skill;
import dev.trace2skill.simulate.Simulation;
import dev.trace2skill.spi.EvidenceService;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** The steps of the flow as the commands run them: with progress, counts and a sentence each. */
final class Steps {

  private final Job job;
  private final Settings settings;

  Steps(Job job, Settings settings) {
    this.job = job;
    this.settings = settings;
  }

  /** Fails before anything is written when the skill or the evidence is not there. */
  void check() throws IOException {
    job.base();
    for (Conf.Evidence evidence : settings.conf().evidence()) {
      if (evidence.path() != null) {
        IngestStage.check(job.warehouse(), List.of(evidence.path()), evidence.format());
      } else if (evidence.langsmithApi() != null) {
        var unused = evidence.langsmithApi().key().value();
      }
    }
  }

  /** Fails before anything is written when a model is to be asked and its key is not there. */
  void checkKey() {
    checkKey(settings.conf().analyzeSettings(null));
  }

  /** Reads what is new in all evidence that the conf names. */
  void ingest() throws IOException {
    ingest(request -> request);
  }

  /**
   * Reads what is new in the evidence that the conf names.
   *
   * @param within narrows what is asked for
   */
  void ingest(UnaryOperator<IngestRequest> within) throws IOException {
    evidence().forEach(request -> ingest(within.apply(request)));
    judge(List.of());
  }

  /** Sets outcomes as labels and settings have them: the conf's labels and some more. */
  void judge(List<String> more) {
    Conf conf = settings.confIfGiven();
    List<String> labels = new ArrayList<>(more);
    if (conf != null && conf.labels() != null) {
      labels.addAll(conf.labels());
    }
    IngestStage stage = new IngestStage(job.warehouse(), settings.outcomes(), job.runId());
    long changed = job.progress().step("judge", () -> stage.judge(labels));
    job.count("rejudged", changed);
    if (changed > 0) {
      job.say("%d trajectories have another outcome than before.", changed);
    }
  }

  /** The evidence that the conf names; what is to be fetched or simulated is written first. */
  List<IngestRequest> evidence() throws IOException {
    List<IngestRequest> requests = new ArrayList<>();
    for (Conf.Evidence evidence : settings.conf().evidence()) {
      if (evidence.path() != null) {
        requests.add(IngestRequest.of(List.of(evidence.path()), evidence.format()));
      } else if (evidence.langsmithApi() != null) {
        fetched(evidence.langsmithApi()).ifPresent(requests::add);
      } else if (evidence.simulate() != null) {
        Simulation simulation = evidence.simulate().simulation();
        job.warehouse().append(TASKS, simulation.heldOut(evidence.simulate().heldOutOrDefault()));
        String file = simulated(simulation);
        requests.add(IngestRequest.of(List.of(file), null));
      }
    }
    return requests;
  }

  /** Fetches what is new, and gives all that was ever fetched; empty when that is nothing. */
  private Optional<IngestRequest> fetched(LangsmithApiConf conf) throws IOException {
    EvidenceService service =
        ServiceLoader.load(EvidenceService.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(s -> s.service().equals(LangsmithApiConf.SERVICE))
            .findFirst()
            .orElseThrow();
    String folder = job.warehouse().path() + "/" + conf.folder();
    FetchedPages pages =
        FetchedPages.in(folder, job.warehouse().spark().sparkContext().hadoopConfiguration());
    long before = pages.count();
    try {
      service.fetch(conf.query(Instant.now()), pages);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    long now = pages.count();
    job.count("fetched pages", now - before);
    job.say("%d new pages of %s fetched.", now - before, conf.project());
    return now == 0
        ? Optional.empty()
        : Optional.of(IngestRequest.of(List.of(folder), service.format()));
  }

  void ingest(IngestRequest request) {
    OutcomeSettings outcomes = settings.outcomes();
    IngestStage stage = new IngestStage(job.warehouse(), outcomes, job.runId());
    IngestCounts found =
        job.progress().step("ingest", () -> stage.run(request, job.progress()::stored));
    IngestCounts.Format total = found.total();
    job.count("files", total.files());
    job.count("records", total.records());
    job.count("duplicates", total.duplicates());
    job.count("outside", total.outside());
    job.count("rejects", total.rejects());
    job.count("trajectories", found.trajectories());
    job.count("superseded", found.superseded());
    found.redactions().forEach((kind, count) -> job.count("redacted " + kind, count));
    if (found.formats().size() > 1) {
      showFormats(found.formats());
    }
    job.say(
        "%d files read (%d unchanged%s), %d records: %d new trajectories, %d known already, "
            + "%d superseded, %d rejects.",
        total.files(),
        found.filesUnchanged(),
        found.filesUnsettled() == 0 ? "" : ", " + found.filesUnsettled() + " still changing",
        total.records(),
        found.trajectories(),
        found.known(),
        found.superseded(),
        total.rejects());
    if (!found.redactions().isEmpty()) {
      job.say(
          "Redacted: %s.",
          found.redactions().entrySet().stream()
              .map(kind -> kind.getValue() + " " + kind.getKey())
              .collect(Collectors.joining(", ")));
    }
  }

  /** What each adapter found: the numbers of a row add up to its records. */
  private void showFormats(List<IngestCounts.Format> formats) {
    List<List<String>> rows = new ArrayList<>();
    for (IngestCounts.Format f : formats) {
      rows.add(
          Stream.of(
                  f.files(),
                  f.records(),
                  f.used(),
                  f.duplicates(),
                  f.rejected(),
                  f.outside(),
                  f.trajectories(),
                  f.repaired(),
                  f.rejects())
              .map(String::valueOf)
              .collect(
                  Collectors.toCollection(
                      () ->
                          new ArrayList<>(List.of(f.format().isEmpty() ? "(none)" : f.format())))));
    }
    TextTable.print(
        job.out(),
        List.of(
            "format",
            "files",
            "records",
            "used",
            "duplicate",
            "rejected",
            "outside",
            "trajectories",
            "repaired",
            "rejects"),
        rows,
        40);
  }

  /**
   * Lets the analysts look.
   *
   * @throws BudgetSpent when they could not look at everything
   */
  AnalyzeStage.Counts analyze(AnalyzeSettings how) throws IOException {
    checkKey(how);
    Pipeline pipeline = job.pipeline();
    Skill base = job.base();
    AnalyzeStage.Counts found =
        job.progress().step("analyze", () -> pipeline.analyze(how, settings.skillName(), base));
    job.count("labelled", found.labelled());
    job.count("tested", found.tested());
    job.count("established", found.established());
    job.count("grounded", found.grounded());
    job.count("patches", found.patches());
    if (how.analysts().contains("contrast")) {
      job.say(
          "%d labelled trajectories, %d features tested: %d established, %d grounded, %d patches.",
          found.labelled(), found.tested(), found.established(), found.grounded(), found.patches());
    }
    found.talks().forEach(this::talked);
    if (found.stoppedOnBudget()) {
      throw new BudgetSpent(
          "the budget is spent; what was found is stored. Run it again with more budget to go on:"
              + " what was paid for is not paid for again");
    }
    return found;
  }

  /** Lets the analyst look again that asks no model, when the conf has it. */
  void contrast() throws IOException {
    if (settings.conf().analystsOrDefault().contains("contrast")) {
      AnalyzeSettings how =
          new AnalyzeSettings(List.of("contrast"), settings.conf().contrastSettings(), null);
      Pipeline pipeline = job.pipeline();
      Skill base = job.base();
      var unused =
          job.progress().step("analyze", () -> pipeline.analyze(how, settings.skillName(), base));
    }
  }

  private static void checkKey(AnalyzeSettings how) {
    if (how.model() != null && !how.model().llm().replay()) {
      var unused = how.model().llm().endpoint().apiKey().value();
    }
  }

  private void talked(TalkCounts talks) {
    String name = talks.analyst();
    job.count(name + " analysed", talks.analysed());
    job.count(name + " patched", talks.patched());
    job.count(name + " unanswered", talks.unanswered());
    talks.drops().forEach((why, n) -> job.count(name + " dropped " + why, n));
    job.say(
        "%s: %d of %d trajectories looked at, %d patches%s.%s%s%s%s",
        name,
        talks.analysed(),
        talks.eligible(),
        talks.patched(),
        talks.drops().isEmpty() ? "" : "; nothing proposed: " + counted(talks.drops()),
        talks.nearIdentical() == 0 ? "" : " " + talks.nearIdentical() + " are like another one.",
        talks.sampledOut() == 0 ? "" : " " + talks.sampledOut() + " were not drawn.",
        talks.unanswered() == 0
            ? ""
            : " About "
                + talks.unanswered()
                + " the model gave no answer; the next run asks again.",
        talks.unpaid() == 0 ? "" : " " + talks.unpaid() + " are left for want of budget.");
    job.say(
        "%s: %,d requests, %,d tokens, %.4f USD spent by this run so far.",
        name, talks.spent().calls(), talks.spent().tokens(), talks.spent().usd());
  }

  private static String counted(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey().replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  /** What the analysts that ask a model would take, as a table. */
  void plan(@Nullable Integer sample) throws IOException {
    AnalyzeSettings how = settings.conf().analyzeSettings(sample);
    Pipeline pipeline = job.pipeline();
    Skill base = job.base();
    List<Forecast> forecasts =
        job.progress().step("plan", () -> pipeline.plan(how, settings.skillName(), base));
    if (how.model() == null) {
      job.say("No analyst of this conf asks a model: nothing would be spent.");
      return;
    }
    ForecastTable.print(job.out(), forecasts, how.model().llm().budget());
    new ConsolidateStep(job, settings).plan(base);
  }

  /** Writes the simulated corpus into the warehouse, and what was planted in it into a table. */
  private String simulated(Simulation simulation) throws IOException {
    Path file =
        new Path(
            job.warehouse()
                .location(
                    String.format(
                        Locale.ROOT,
                        "simulated/seed-%d-tasks-%d-trials-%d%s.jsonl",
                        simulation.seed(),
                        simulation.tasks(),
                        simulation.trials(),
                        simulation.labelSeed() == null
                            ? ""
                            : "-shuffled-" + simulation.labelSeed())));
    Configuration conf = job.warehouse().spark().sparkContext().hadoopConfiguration();
    try (Writer out =
        new OutputStreamWriter(
            file.getFileSystem(conf).create(file, true), StandardCharsets.UTF_8)) {
      simulation.write(out);
    }
    job.warehouse().append(PLANTED_CAUSES, Simulation.plantedCauses());
    return file.toString();
  }
}
