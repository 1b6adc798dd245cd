package dev.trace2skill.gate;

import static dev.trace2skill.store.Tables.VERDICTS;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Lesson;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.Kind;
import dev.trace2skill.model.Verdict.Plan;
import dev.trace2skill.store.Warehouse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** {@code skill_versions, tasks -> verdicts}. Who lets agents try the tasks is handed in. */
public final class GateStage {

  private final Warehouse warehouse;
  private final Splits splits;
  private final String openedBy;
  private final String runId;
  private final Clock clock;

  /**
   * @param openedBy the user, for the record of the sealed tasks
   */
  public GateStage(Warehouse warehouse, Splits splits, String openedBy, String runId, Clock clock) {
    this.openedBy = openedBy;
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
  public record Cell(String harness, String model) {

    /** As people read it, and as verdicts name it. */
    public String label() {
      return model.isEmpty() ? harness : harness + " on " + model;
    }
  }

  /**
   * What is known before the first run.
   *
   * @param leaks held-out tasks that are left out, as they say nearly the same as one that is
   *     learnt from
   * @param sharedPrincipals users and tenants with runs of tasks on both sides
   */
  public record Planned(Plan plan, List<Leak> leaks, long sharedPrincipals) {
    public Planned {
      leaks = List.copyOf(leaks);
    }
  }

  /**
   * Holds a version against a base on held-out tasks.
   *
   * @param keeper with the settings that count
   * @param trials lets both be tried: the base is {@link Gatekeeper#BASE}
   * @param planned told what is known before the first run
   * @throws dev.trace2skill.model.UserError when the sealed tasks were opened for it before
   */
  public Verdict judge(
      SkillVersion version,
      Skill base,
      Cell cell,
      Part part,
      Gatekeeper keeper,
      Trials trials,
      Consumer<Planned> planned) {
    Leaks leaks = new Leaks(splits);
    List<Leak> near = leaks.nearDuplicates();
    Set<String> leaked = near.stream().map(Leak::heldOutId).collect(Collectors.toSet());
    List<HeldOut> tasks =
        splits.tasks(part).stream().filter(t -> !leaked.contains(t.taskId())).toList();
    Plan plan = keeper.plan(tasks.size());
    Planned all = new Planned(plan, near, leaks.sharedPrincipals());
    planned.accept(all);
    if (part == Part.SEALED) {
      new Seal(warehouse)
          .open(version.skillVersionId(), cell.label(), tasks, openedBy, runId, clock.instant());
    }
    Ruling ruling = keeper.judge(tasks, trials);
    Kind kind = part == Part.SEALED ? Kind.SEALED : Kind.ROLLOUTS;
    Verdict verdict = verdict(version, base, cell, kind, all, ruling, keeper);
    warehouse.append(VERDICTS, List.of(verdict));
    return verdict;
  }

  /** The lessons in a version, by their support. */
  public List<Lesson> lessons(SkillVersion version) {
    return new Contents(warehouse).lessons(version);
  }

  /** Retires lessons that harm until more runs support them. */
  public void retire(List<Lesson> lessons, List<Ablation.Harm> harms, Verdict verdict) {
    Map<String, String> reasons =
        harms.stream()
            .collect(Collectors.toMap(h -> h.group().lessonIds().get(0), Ablation.Harm::reason));
    new Contents(warehouse).retire(lessons, reasons, verdict, clock.instant());
  }

  private String evidence(Planned planned, Ruling ruling, Kind kind) {
    return "%d of %d %s tasks, dealt by seed %d; %d left out as near duplicates; %d principals also have"
            .formatted(
                ruling.tasks().size(),
                planned.plan().taskCount(),
                kind == Kind.SEALED ? "sealed" : "held-out",
                splits.settings().seed(),
                planned.leaks().size(),
                planned.sharedPrincipals())
        + " runs that were learnt from";
  }

  private Verdict verdict(
      SkillVersion version,
      Skill base,
      Cell cell,
      Kind kind,
      Planned planned,
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
        planned.plan(),
        ruling.result(),
        ruling.noise(),
        ruling.score(),
        ruling.lookCount(),
        ruling.opinionCount(),
        ruling.tasks(),
        List.of(),
        evidence(planned, ruling, kind),
        runId,
        clock.instant());
  }
}
