package dev.trace2skill.analyze;

import static dev.trace2skill.store.Tables.CONTRASTS;
import static dev.trace2skill.store.Tables.PATCHES;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import dev.trace2skill.model.UserError;
import dev.trace2skill.store.Warehouse;
import java.util.List;
import org.apache.spark.sql.Column;
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
    if (labelled == 0) {
      return new Counts(corpusId, 0, 0, 0, 0, 0);
    }
    contrast.run(corpusId, baseSkillId);
    Column stands = col("folded_into").isNull();
    Row tested =
        warehouse
            .read(CONTRASTS)
            .where(col("corpus_id").equalTo(corpusId))
            .agg(
                count(lit(1)),
                count_if(col("grade").equalTo("established").and(stands)),
                count_if(col("grade").equalTo("grounded").and(stands)))
            .first();
    long patches =
        warehouse
            .read(PATCHES)
            .where(
                col("corpus_id").equalTo(corpusId).and(col("base_skill_id").equalTo(baseSkillId)))
            .count();
    return new Counts(
        corpusId, labelled, tested.getLong(0), tested.getLong(1), tested.getLong(2), patches);
  }
}
