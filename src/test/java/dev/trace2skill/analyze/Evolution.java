package dev.trace2skill.analyze;

import static dev.trace2skill.store.Tables.CONTRASTS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.adapter.format.AgentSkillFormat;
import dev.trace2skill.consolidate.ConsolidateModels;
import dev.trace2skill.consolidate.ConsolidateSettings;
import dev.trace2skill.consolidate.ConsolidateStage;
import dev.trace2skill.consolidate.Proposers;
import dev.trace2skill.ingest.IngestRequest;
import dev.trace2skill.ingest.IngestStage;
import dev.trace2skill.ingest.OutcomeSettings;
import dev.trace2skill.model.Contrast;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Skill;
import dev.trace2skill.simulate.Simulation;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A simulated corpus and what was learnt from it. */
record Evolution(
    Path corpus,
    Warehouse warehouse,
    AnalyzeStage.Counts analysis,
    ConsolidateStage.Result consolidation,
    Map<String, Contrast> contrasts) {

  private static final AgentSkillFormat FORMAT = new AgentSkillFormat();
  private static final Skill BASE =
      FORMAT.draft("service-desk", "Handles the requests of customers at a service desk.");

  static Evolution of(Simulation simulation, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path corpus = folder.resolve("corpus.jsonl");
    simulation.write(corpus);
    Warehouse warehouse = new Warehouse(SparkTest.spark(), folder.resolve("warehouse").toString());
    new IngestStage(warehouse, OutcomeSettings.DEFAULT, "run")
        .run(IngestRequest.of(List.of(corpus.toString()), "messages"), (done, total, counts) -> {});
    AnalyzeStage.Counts analysis = analyze(warehouse);
    ConsolidateStage.Result consolidation = consolidate(warehouse, analysis.corpusId());
    return new Evolution(
        corpus, warehouse, analysis, consolidation, contrasts(warehouse, analysis.corpusId()));
  }

  static AnalyzeStage.Counts analyze(Warehouse warehouse) {
    AnalyzeSettings settings =
        new AnalyzeSettings(List.of("contrast"), ContrastSettings.DEFAULT, null);
    return new AnalyzeStage(warehouse, settings, skill -> List.of())
        .run(BASE, "run", Instant.EPOCH);
  }

  static ConsolidateStage.Result consolidate(Warehouse warehouse, String corpusId) {
    return new ConsolidateStage(
            warehouse,
            FORMAT,
            ConsolidateSettings.DEFAULT,
            ConsolidateModels.NONE,
            "run",
            Instant.EPOCH)
        .run(Proposers.of(List.of("contrast")), "service-desk", BASE, corpusId);
  }

  /** What was tested, by id. */
  static Map<String, Contrast> contrasts(Warehouse warehouse, String corpusId) {
    return CONTRASTS
        .collect(warehouse.read(CONTRASTS).where(col("corpus_id").equalTo(corpusId)))
        .stream()
        .collect(Collectors.toMap(Contrast::contrastId, Function.identity()));
  }

  List<Lesson> accepted() {
    return consolidation.accepted();
  }

  /** The features behind a lesson. */
  List<String> features(Lesson lesson) {
    return lesson.contrastIds().stream().map(id -> contrasts.get(id).feature()).toList();
  }
}
