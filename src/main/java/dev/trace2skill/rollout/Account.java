package dev.trace2skill.rollout;

import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Judgement;
import dev.trace2skill.model.Judgement.Kind;
import dev.trace2skill.model.Rollout;
import dev.trace2skill.model.Source;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.Ended;
import dev.trace2skill.spi.HarnessRun;
import dev.trace2skill.spi.HarnessRun.Transcript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run as a trajectory: what the agent wrote down, and how its program ended. Nothing in it says
 * that the run went well.
 */
final class Account {

  private static final int LONGEST_ERROR = 2_000;

  private final Order order;
  private final RolloutSettings how;
  private final HarnessRun run;
  private final List<Trajectory> read = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Account(Order order, RolloutSettings how, HarnessRun run) {
    this.order = order;
    this.how = how;
    this.run = run;
  }

  static Trajectory of(Order order, RolloutSettings how, HarnessRun run, Rollout rollout)
      throws IOException {
    Account account = new Account(order, how, run);
    account.read();
    return account.trajectory(rollout);
  }

  private void read() throws IOException {
    if (run.trajectory() != null) {
      read.add(run.trajectory());
    }
    for (Transcript transcript : run.transcripts()) {
      Transcripts.Read found = Transcripts.read(transcript);
      if (found.trajectory() != null) {
        read.add(found.trajectory());
      }
      if (!found.problem().isEmpty()) {
        notes.add(transcript.format() + ": " + found.problem());
      }
    }
  }

  private Trajectory trajectory(Rollout rollout) throws IOException {
    Source source =
        new Source(how.harness(), rollout.harnessVersion(), "rollout:" + order.rolloutId(), "");
    Trajectory fullest = read.isEmpty() ? nothing(source) : read.get(0);
    List<String> models = fullest.models();
    if (models.isEmpty() && how.model() != null) {
      models = List.of(how.model().model());
    }
    Trajectory.Builder builder =
        fullest
            .as(source, order.task().taskId())
            .session(order.rolloutId())
            .trial(order.trial())
            .principal(null)
            .skillVersion(how.skillVersionId())
            .models(models)
            .query(order.task().query())
            .groundTruth(order.task().groundTruth())
            .rollout(rollout)
            .judgements(judgements());
    costliest().ifPresent(t -> builder.usage(t.usage()).quality(t.tokenQuality(), t.costQuality()));
    read.stream()
        .map(Trajectory::finalAnswer)
        .filter(answer -> answer != null && !answer.isBlank())
        .findFirst()
        .ifPresent(builder::finalAnswer);
    notes.forEach(builder::diagnostic);
    return builder.build();
  }

  /** Of several accounts of the same tokens the one that knows best what they cost. */
  private Optional<Trajectory> costliest() {
    return read.stream()
        .filter(t -> t.usage() != null)
        .min(Comparator.comparing(Trajectory::costQuality).thenComparing(Trajectory::tokenQuality));
  }

  /** A run of which nothing is known but what was asked. */
  private Trajectory nothing(Source source) {
    return Trajectory.of(source, order.task().taskId())
        .steps(List.of(Step.said(0, Actor.USER, order.task().query())))
        .build();
  }

  private List<Judgement> judgements() throws IOException {
    Ended ended = run.ended();
    boolean limited = ended != null && ended.ending().isLimit();
    Set<Judgement> all = new LinkedHashSet<>();
    for (Trajectory one : read) {
      // A program that was ended for what it took did not break down, unless it says of what.
      one.judgements().stream()
          .filter(j -> !limited || j.kind() != Kind.CRASH || !j.text().isEmpty())
          .forEach(all::add);
    }
    all.addAll(run.judgements());
    if (run.trouble() != null) {
      all.add(Judgement.of(Kind.CRASH, "harness", run.trouble()));
    }
    if (ended != null) {
      String word = word(ended);
      all.add(
          limited
              ? Judgement.of(Kind.ERROR, word, "the run was ended because of its limit")
              : Judgement.of(Kind.STATUS, "exit", Integer.toString(ended.exitCode())));
      String broken = broken(ended);
      if (!limited && broken != null) {
        all.add(Judgement.of(Kind.CRASH, word, broken));
      }
    }
    return List.copyOf(all);
  }

  /** Why it is not the agent's doing that the run came to nothing; null when it may be. */
  private @Nullable String broken(Ended ended) throws IOException {
    if (ended.crashed()) {
      return "the program was ended by signal " + (ended.exitCode() - 128) + error(ended);
    }
    boolean acted = read.stream().flatMap(one -> one.steps().stream()).anyMatch(Account::isOfAgent);
    if (acted || (ended.exitCode() == 0 && !read.isEmpty())) {
      return null;
    }
    return "exit %d and %s%s"
        .formatted(
            ended.exitCode(),
            read.isEmpty() ? "no transcript" : "the agent did nothing",
            error(ended));
  }

  private static boolean isOfAgent(Step step) {
    return step.actor() == Actor.AGENT;
  }

  private static String error(Ended ended) throws IOException {
    byte[] bytes = Files.readAllBytes(ended.error());
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    int start = Math.max(0, text.length() - LONGEST_ERROR);
    return text.isEmpty() ? "" : ": " + text.substring(start);
  }

  static String word(Ended ended) {
    return ended.ending().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
