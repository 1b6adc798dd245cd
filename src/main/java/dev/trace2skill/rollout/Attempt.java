package dev.trace2skill.rollout;

import dev.trace2skill.model.Artefact;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Rollout;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.Usage;
import dev.trace2skill.process.Confinement;
import dev.trace2skill.process.Premises;
import dev.trace2skill.process.Site;
import dev.trace2skill.process.Watch;
import dev.trace2skill.redact.Redacted;
import dev.trace2skill.redact.Unscannable;
import dev.trace2skill.spi.Assignment;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessProfile;
import dev.trace2skill.spi.HarnessRun;
import dev.trace2skill.store.Artefacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes one run: a place for it, the agent, the verdict, and what is kept of it. */
record Attempt(
    RolloutSettings how,
    HarnessAdapter adapter,
    HarnessProfile profile,
    Premises premises,
    Confinement confinement,
    Inputs inputs,
    Artefacts artefacts,
    Intake intake) {

  /**
   * A run that was made.
   *
   * @param trajectory without secrets, and not yet decided
   * @param infra whether it broke down by no fault of the agent's
   */
  record Made(Trajectory trajectory, boolean infra, long redactions) {}

  Made make(Order order, int number, Premises.Model model, Asking judge)
      throws IOException, InterruptedException, Unscannable {
    try (Site site = premises.open(how.limits(), confinement, passed(), model)) {
      inputs.copy(order.task(), site.work());
      WorkingCopy before = WorkingCopy.of(site.work(), site.skills());
      Watch watch = confinement.prevents() ? Watch.NOTHING : Watch.over(watched(order));
      Instant startedAt = Instant.now();
      HarnessRun run = run(order, site);
      Instant endedAt = Instant.now();
      Rollout facts = facts(order, number, run, site, startedAt, endedAt);
      Trajectory told = told(order, run, facts, startedAt, endedAt, watch.changes());
      Trajectory judged = brokeDown(told) ? told : judged(told, order.task(), site, judge);
      Scrub scrub = new Scrub(site.path(), secrets());
      List<Artefact> kept =
          new Keeping(artefacts, scrub, how.artefactBytes())
              .keep(site.work(), before, WorkingCopy.of(site.work(), site.skills()), run);
      Redacted clean = scrub.run(with(judged, facts, kept));
      long redactions = clean.counts().values().stream().mapToLong(Long::longValue).sum();
      return new Made(clean.trajectory(), brokeDown(judged), redactions);
    }
  }

  private boolean brokeDown(Trajectory run) {
    return intake.decide(run).outcome() == Outcome.INFRA;
  }

  /** What the run is held against is fetched only now, to where no check takes it for the run's. */
  private Trajectory judged(Trajectory run, Task task, Site site, Asking judge) throws IOException {
    Task here = inputs.fetched(task, site.records().resolve("expected"));
    return Verdict.on(run, here, site.work(), new Verdict.Bench(judge, how.judge()));
  }

  private HarnessRun run(Order order, Site site) throws InterruptedException {
    RolloutSettings.GivenSkill given = how.skill();
    Assignment assignment =
        new Assignment(
            order.rolloutId(),
            order.task().taskId(),
            order.task().query(),
            order.trial(),
            order.seed(),
            how.settings(),
            given == null ? "" : given.name(),
            given == null ? null : given.skill(),
            how.model(),
            how.llm() == null ? null : how.llm().sampling());
    try {
      return adapter.run(assignment, site);
    } catch (IOException | UncheckedIOException e) {
      return HarnessRun.broken("the place broke down: " + e.getMessage());
    }
  }

  private List<Path> watched(Order order) throws IOException {
    return Stream.concat(
            inputs.sources(order.task()).stream(), how.placement().watched().stream().map(Path::of))
        .toList();
  }

  private Rollout facts(
      Order order, int number, HarnessRun run, Site site, Instant startedAt, Instant endedAt) {
    RolloutSettings.GivenSkill given = how.skill();
    return new Rollout(
        order.rolloutId(),
        how.harness(),
        profile.version(),
        given == null ? null : given.skill().id(),
        order.seed(),
        number,
        run.ended() == null ? "" : Account.word(run.ended()),
        run.ended() == null ? null : Integer.valueOf(run.ended().exitCode()),
        endedAt.toEpochMilli() - startedAt.toEpochMilli(),
        site.peakBytes(),
        List.of());
  }

  private Trajectory told(
      Order order,
      HarnessRun run,
      Rollout facts,
      Instant startedAt,
      Instant endedAt,
      List<String> outside)
      throws IOException {
    Trajectory account = Account.of(order, how, run, facts);
    Trajectory.Builder told =
        account.as(account.source(), account.taskId()).between(startedAt, endedAt);
    if (!outside.isEmpty()) {
      told.diagnostic("changed outside of the working copy: " + String.join(", ", outside));
    }
    return told.build();
  }

  private static Trajectory with(Trajectory run, Rollout facts, List<Artefact> kept) {
    Rollout full =
        new Rollout(
            facts.rolloutId(),
            facts.harness(),
            facts.harnessVersion(),
            facts.skillId(),
            facts.seed(),
            facts.attempt(),
            facts.ending(),
            facts.exitCode(),
            facts.millis(),
            facts.peakBytes(),
            kept);
    return run.as(run.source(), run.taskId()).rollout(full).build();
  }

  /** What runs get of our own environment, which is what the conf names and nothing else. */
  private Map<String, String> passed() {
    Map<String, String> passed = new TreeMap<>();
    for (String name : how.placement().environment()) {
      String value = System.getenv(name);
      if (value != null) {
        passed.put(name, value);
      }
    }
    return passed;
  }

  private List<String> secrets() {
    Stream<String> key = how.model() == null ? Stream.of() : how.model().apiKey().value().stream();
    return Stream.concat(key, passed().values().stream()).toList();
  }

  /** The row of the ledger for a run whose calls its own program made; null when none is known. */
  @Nullable LlmCall bill(Made made, String runId) {
    Trajectory run = made.trajectory();
    Usage usage = run.usage();
    Rollout facts = run.rollout();
    if (usage == null || facts == null) {
      return null;
    }
    int answers = (int) run.steps().stream().filter(step -> step.usage() != null).count();
    return new LlmCall(
        facts.rolloutId() + "-" + facts.attempt(),
        runId,
        run.trajectoryId(),
        Crew.STAGE,
        how.harness(),
        0,
        how.model() == null ? how.harness() : how.model().protocol(),
        run.models().isEmpty() ? "" : String.join(", ", run.models()),
        profile.version(),
        false,
        Math.max(1, answers),
        0,
        usage,
        facts.millis(),
        null,
        run.endedAt() == null ? Instant.EPOCH : run.endedAt());
  }
}
