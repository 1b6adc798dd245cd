package dev.trace2skill.analyze;

import static dev.trace2skill.store.Tables.CONTRASTS;
import static dev.trace2skill.store.Tables.PATCHES;

import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Warehouse;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** {@code trajectories -> contrasts, patches}. */
public final class AnalyzeStage {

  private final Warehouse warehouse;
  private final ContrastAnalyst contrast;

  public AnalyzeStage(Warehouse warehouse, ContrastSettings settings) {
    this.warehouse = warehouse;
    this.contrast = new ContrastAnalyst(warehouse, settings);
  }

  /**
   * What an analysis found.
   *
   * @param corpusId the labelled trajectories that it looked at
   * @param tested features tested for separating success from failure
   */
  public record Counts(
      String corpusId, long labelled, long tested, long established, long grounded, long patches) {}

  /** The labelled trajectories as they are now, as an id. */
  public String corpusId() {
    return contrast.corpusId();
  }

  /**
   * Lets each analyst propose patches to the base skill.
   *
   * @param analysts names; known is {@code contrast}
   */
  public Counts run(List<String> analysts, String baseSkillId) {
    for (String analyst : analysts) {
      if (!analyst.equals(ContrastAnalyst.NAME)) {
        throw new UserError("unknown analyst '" + analyst + "'; known: " + ContrastAnalyst.NAME);
      }
    }
    String corpusId = contrast.corpusId();
    long labelled = contrast.labelled().count();
    if (labelled > 0) {
      contrast.run(baseSkillId);
    }
    Dataset<Row> lessons = warehouse.read(CONTRASTS).where("corpus_id = '" + corpusId + "'");
    return new Counts(
        corpusId,
        labelled,
        lessons.count(),
        lessons.where("grade = 'established' and folded_into is null").count(),
        lessons.where("grade = 'grounded' and folded_into is null").count(),
        warehouse
            .read(PATCHES)
            .where("corpus_id = '" + corpusId + "' and base_skill_id = '" + baseSkillId + "'")
            .count());
  }
}
