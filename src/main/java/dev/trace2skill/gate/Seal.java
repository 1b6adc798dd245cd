package dev.trace2skill.gate;

import static dev.trace2skill.store.Tables.OPENINGS;
import static dev.trace2skill.store.Tables.VERDICTS;
import static org.apache.spark.sql.functions.col;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Opening;
import dev.trace2skill.model.UserError;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.store.Warehouse;
import java.time.Instant;
import java.util.List;

/**
 * Keeps the sealed tasks closed: what is looked at twice chooses, and then no longer measures. An
 * opening that was recorded and did not come to a verdict may go on: nobody has seen anything.
 */
record Seal(Warehouse warehouse) {

  /**
   * Opens the sealed tasks for a version.
   *
   * @throws UserError when they were opened for it before, and gave a verdict
   */
  void open(
      String skillVersionId,
      String cell,
      List<HeldOut> tasks,
      String by,
      String runId,
      Instant at) {
    // One row a kind of agent.
    List<Verdict> given =
        VERDICTS
            .collect(
                warehouse
                    .read(VERDICTS)
                    .where(
                        col("skill_version_id")
                            .equalTo(skillVersionId)
                            .and(col("kind").equalTo("sealed"))))
            .stream()
            .filter(v -> v.cell().equals(cell))
            .toList();
    if (!given.isEmpty()) {
      throw new UserError(
          "the sealed tasks were opened for version %s with %s at %s, and that stands: verdict %s"
              .formatted(skillVersionId, cell, given.get(0).decidedAt(), given.get(0).verdictId()));
    }
    String sealId =
        ContentId.of(tasks.stream().map(HeldOut::taskId).sorted().toArray(String[]::new));
    warehouse.append(
        OPENINGS,
        List.of(
            new Opening(
                Opening.id(skillVersionId, cell),
                skillVersionId,
                cell,
                sealId,
                tasks.size(),
                by,
                runId,
                at)));
  }
}
