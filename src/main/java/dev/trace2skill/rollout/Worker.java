package dev.trace2skill.rollout;

import dev.trace2skill.llm.About;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.Providers;
import dev.trace2skill.llm.Talks;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.process.Confinement;
import dev.trace2skill.process.Premises;
import dev.trace2skill.redact.Unscannable;
import dev.trace2skill.rollout.Rolled.State;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.LLMProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Makes runs for one Spark task, each on a thread of its own. */
final class Worker implements AutoCloseable {

  /** For programs to be ended and folders to be deleted. */
  private static final int CLOSING_SECONDS = 60;

  private final Crew crew;
  private final RolloutSettings how;
  private final List<Attempt> attempts;
  private final Semaphore slots;
  private final @Nullable Talks talks;
  private final @Nullable Talks agents;
  private final @Nullable Talks judges;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "rollout");
            thread.setDaemon(true);
            return thread;
          });

  Worker(Crew crew) {
    this.crew = crew;
    this.how = crew.arms().get(0);
    HarnessAdapter adapter = Harnesses.of(how.harness());
    String directory = how.placement().directory();
    Path base = directory == null ? Premises.standard() : Path.of(directory);
    Premises premises = Premises.below(base);
    Confinement confinement = Confinement.of(how.placement().isolation());
    attempts =
        crew.arms().stream()
            .map(
                arm ->
                    new Attempt(
                        arm,
                        adapter,
                        crew.profile(),
                        premises,
                        confinement,
                        new Inputs(crew.conf().value()),
                        crew.artefacts(),
                        crew.intake()))
            .toList();
    slots = Slots.of(crew.profile().megabytes(), how.placement().slots());
    talks = talks(crew);
    agents = how.llm() == null ? null : talks;
    judges =
        talks == null || how.judge() == null
            ? null
            : talks.with(provider(how.judge()), how.judge());
  }

  /** Agents and those who judge them keep within the same share. */
  private static @Nullable Talks talks(Crew crew) {
    LlmSettings asked = crew.arms().get(0).asked();
    return asked == null || crew.share() == null
        ? null
        : Talks.open(provider(asked), asked, crew.calls(), crew.runId(), Crew.STAGE, crew.share());
  }

  private static LLMProvider provider(LlmSettings settings) {
    return Providers.of(settings.endpoint().protocol());
  }

  CompletableFuture<Rolled> take(Row row) {
    Order order = Order.ORDERS.codec().fromRow(row);
    return CompletableFuture.supplyAsync(() -> roll(order), threads);
  }

  private Rolled roll(Order order) {
    Optional<RolloutEntry> known =
        crew.rollouts().find(order.rolloutId()).flatMap(RolloutEntry::parse);
    if (known.isPresent()) {
      crew.finished().add(1);
      return served(order, known.get());
    }
    try {
      slots.acquire();
      try {
        return rollNow(order);
      } finally {
        slots.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run was ended with its job", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From the journal: the rows of the job that made it, in case that one could not write them. */
  private Rolled served(Order order, RolloutEntry entry) {
    Trajectory run = crew.intake().decide(entry.trajectory());
    return new Rolled(
        order.rolloutId(), State.DONE, "", true, run, entry.redactions(), entry.calls());
  }

  private Rolled rollNow(Order order) throws IOException, InterruptedException {
    List<LlmCall> calls = new ArrayList<>();
    Rolled last = null;
    for (int number = 1; number <= how.attempts(); number++) {
      if (agents == null && talks != null && talks.isSpent()) {
        // Nobody could judge the run, and who made it would have to be paid again.
        return new Rolled(order.rolloutId(), State.BUDGET, "it is spent", false, null, 0, calls);
      }
      Asking judge = new Asking(judges, new About(order.rolloutId(), "judge", "judge", ""));
      last = roll(order, number, judge, calls);
      // Another run of the agent does not bring the judge back.
      if (last.state() != State.INFRA || judge.unanswered()) {
        return last;
      }
    }
    if (last == null) {
      throw new IllegalStateException("there is at least one attempt");
    }
    return last;
  }

  private Rolled roll(Order order, int number, Asking judge, List<LlmCall> calls)
      throws IOException, InterruptedException {
    Attempt attempt = attempts.get(order.arm());
    Asking asking = new Asking(agents, about(order));
    try {
      Attempt.Made made = attempt.make(order, number, asking, judge);
      calls.addAll(asking.calls());
      calls.addAll(judge.calls());
      if (agents == null) {
        Optional.ofNullable(attempt.bill(made, crew.runId())).ifPresent(calls::add);
      }
      Asking stopped = asking.stopped() == null ? judge : asking;
      if (stopped.stopped() != null) {
        return new Rolled(
            order.rolloutId(), stopped.stopped(), stopped.detail(), false, null, 0, calls);
      }
      Trajectory run = asking.billed(made.trajectory());
      if (made.infra()) {
        return new Rolled(
            order.rolloutId(),
            State.INFRA,
            broken(run),
            false,
            crew.intake().decide(run),
            made.redactions(),
            calls);
      }
      RolloutEntry entry = RolloutEntry.of(run, made.redactions(), calls);
      String standing = crew.rollouts().putIfAbsent(order.rolloutId(), entry.json());
      crew.finished().add(1);
      RolloutEntry first = RolloutEntry.parse(standing).orElse(entry);
      return new Rolled(
          order.rolloutId(),
          State.DONE,
          "",
          false,
          crew.intake().decide(first.trajectory()),
          first.redactions(),
          first.calls());
    } catch (Unscannable e) {
      return new Rolled(
          order.rolloutId(),
          State.UNSCANNABLE,
          String.valueOf(e.getMessage()),
          false,
          null,
          0,
          calls);
    }
  }

  private static String broken(Trajectory run) {
    return run.judgements().isEmpty()
        ? ""
        : run.judgements().get(run.judgements().size() - 1).text().lines().findFirst().orElse("");
  }

  private About about(Order order) {
    RolloutSettings.GivenSkill skill = crew.arms().get(order.arm()).skill();
    String prompt =
        "%s %s trial %d seed %d"
            .formatted(how.harness(), crew.profile().version(), order.trial(), order.seed());
    return new About(
        order.rolloutId(), how.harness(), prompt, skill == null ? "" : skill.skill().id());
  }

  @Override
  public void close() {
    var unused = threads.shutdownNow();
    if (talks != null) {
      talks.close();
    }
    try {
      var unusedToo = threads.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
