package dev.trace2skill.gate;

import static dev.trace2skill.store.Tables.VERDICTS;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.Kind;
import dev.trace2skill.model.Verdict.Plan;
import dev.trace2skill.store.Warehouse;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** {@code skill_versions, tasks -> verdicts}. Who lets agents try the tasks is handed in. */
public final class GateStage {

  private final Warehouse warehouse;
  private final Splits splits;
  private final String runId;
  private final Clock clock;

  public GateStage(Warehouse warehouse, Splits splits, String runId, Clock clock) {
    this.warehouse = warehouse;
    this.splits = splits;
    this.runId = runId;
    this.clock = clock;
  }

  /**
   * The kind of agent that a verdict is about.
   *
   * @param model empty when the harness says it, or there is none
   */
  public record Cell(String harness, String model) {}

  /**
   * Holds a version against a base on held-out tasks.
   *
   * @param keeper with the settings that count
   * @param trials lets both be tried: the base is {@link Gatekeeper#BASE}
   * @param planned told what is decided before the first run
   */
  public Verdict judge(
      SkillVersion version,
      Skill base,
      Cell cell,
      Part part,
      Gatekeeper keeper,
      Trials trials,
      Consumer<Plan> planned) {
    List<HeldOut> tasks = splits.tasks(part);
    Plan plan = keeper.plan(tasks.size());
    planned.accept(plan);
    Ruling ruling = keeper.judge(tasks, trials);
    Kind kind = part == Part.SEALED ? Kind.SEALED : Kind.ROLLOUTS;
    Verdict verdict = verdict(version, base, cell, kind, plan, ruling, keeper);
    warehouse.append(VERDICTS, List.of(verdict));
    return verdict;
  }

  private Verdict verdict(
      SkillVersion version,
      Skill base,
      Cell cell,
      Kind kind,
      Plan plan,
      Ruling ruling,
      Gatekeeper keeper) {
    String id =
        ContentId.of(
            "verdict",
            version.skillVersionId(),
            base.id(),
            kind.name(),
            cell.harness(),
            cell.model(),
            keeper.toString(),
            ruling.tasks().toString(),
            String.valueOf(ruling.result()),
            String.valueOf(ruling.noise()));
    return new Verdict(
        id,
        version.skillVersionId(),
        version.name(),
        version.skillId(),
        base.id(),
        kind,
        cell.harness(),
        cell.model(),
        ruling.decision(),
        ruling.reason(),
        plan,
        ruling.result(),
        ruling.noise(),
        ruling.score(),
        ruling.lookCount(),
        ruling.opinionCount(),
        ruling.tasks(),
        List.of(),
        "%d of %d %s tasks, dealt by seed %d"
            .formatted(
                ruling.tasks().size(),
                plan.taskCount(),
                kind == Kind.SEALED ? "sealed" : "held-out",
                splits.settings().seed()),
        runId,
        clock.instant());
  }
}
