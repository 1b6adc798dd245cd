package dev.trace2skill.consolidate;

import dev.trace2skill.consolidate.merge.EmbeddingMerge;
import dev.trace2skill.consolidate.merge.Group;
import dev.trace2skill.consolidate.merge.MergeForecast;
import dev.trace2skill.consolidate.merge.Merged;
import dev.trace2skill.consolidate.merge.ModelMerge;
import dev.trace2skill.model.Skill;
import dev.trace2skill.skill.Statement;
import dev.trace2skill.store.Warehouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Has models look at lessons that code could not bring together. */
final class ModelGrouping {

  /** The most lessons whose meanings are compared, the best supported; the rest stays as it is. */
  private static final int MOST_EMBEDDED = 10_000;

  private final @Nullable EmbeddingMerge embedding;
  private final @Nullable ModelMerge merge;
  private final int mostShown;
  private final boolean asks;

  ModelGrouping(Warehouse warehouse, ConsolidateModels models, String runId, Instant startedAt) {
    EmbeddingModel meaning = models.embedding();
    MergeModel looking = models.merge();
    embedding =
        meaning == null
            ? null
            : new EmbeddingMerge(
                warehouse,
                meaning.llm(),
                meaning.likeness(),
                ModelGrouping::kind,
                Kind::mayMerge,
                runId,
                startedAt);
    merge =
        looking == null
            ? null
            : new ModelMerge(
                warehouse, looking.llm(), looking.settings(), Kind::mayMerge, runId, startedAt);
    mostShown = looking == null ? 0 : looking.settings().groups();
    asks = models.asks();
  }

  /**
   * What came of it.
   *
   * @param embedded which lessons mean the same by their embeddings
   * @param said what a model said of the lessons that were left
   */
  record Heard(Grouping grouping, Merged embedded, Merged said) {

    /** Both as one. */
    Merged all() {
      return embedded.and(said);
    }
  }

  /** The edits that are grouped. */
  record Edits(Dataset<Row> edits, Dataset<Row> statements, ConsolidateSettings settings) {

    List<Group> groups(Grouping grouping, int most) {
      Dataset<Row> grouped = grouping.apply(edits);
      return Candidates.groups(
          Lessons.counted(grouped, statements, settings), grouped, statements, most);
    }
  }

  /**
   * Brings lessons together.
   *
   * @param ask whether a model may be asked
   */
  Heard hear(Grouping byWords, Edits edits, Overrides overrides, Skill base, boolean ask) {
    Merged embedded = Merged.NOTHING;
    if (embedding != null) {
      List<Group> groups = edits.groups(byWords, MOST_EMBEDDED);
      embedded = ask && asks ? embedding.run(groups) : embedding.preview(groups);
    }
    Merged said = Merged.NOTHING;
    Grouping byMeaning = byWords.with(embedded, overrides);
    if (merge != null) {
      List<Group> groups = edits.groups(byMeaning, mostShown);
      said = ask && asks ? merge.run(groups, base) : merge.preview(groups, base);
    }
    return new Heard(byWords.with(embedded.and(said), overrides), embedded, said);
  }

  /** What each model would take, the embeddings first. */
  List<MergeForecast> plan(Grouping byWords, Edits edits, Overrides overrides, Skill base) {
    List<MergeForecast> forecasts = new ArrayList<>();
    Grouping byMeaning = byWords;
    if (embedding != null) {
      List<Group> groups = edits.groups(byWords, MOST_EMBEDDED);
      forecasts.add(embedding.plan(groups));
      byMeaning = byWords.with(embedding.preview(groups), overrides);
    }
    if (merge != null) {
      forecasts.add(merge.plan(edits.groups(byMeaning, mostShown), base));
    }
    return forecasts;
  }

  private static String kind(Group group) {
    return Kind.of(group.lessonId(), group.edit(), Statement.of(group.edit().text()));
  }
}
