package dev.trace2skill.cli;

import dev.trace2skill.model.Publication;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.publish.GateMode;
import dev.trace2skill.publish.GitCommit;
import dev.trace2skill.publish.PublishStage;
import dev.trace2skill.publish.SkillChanged;
import dev.trace2skill.publish.SkillHome;
import dev.trace2skill.publish.SkillHome.Staged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last step as the commands run it. */
final class Publishing {

  private final Job job;
  private final Conf.Publish conf;
  private final SkillHome home;
  private final PublishStage stage;
  private final GateMode gate;
  private final @Nullable GitCommit git;

  Publishing(Job job, Settings settings, Gate gate) throws IOException {
    this.job = job;
    this.conf = settings.conf().publishOrDefault();
    this.home = settings.home(job.err()::println);
    this.stage = job.pipeline().publisher(home, Gate.verdicts(job.warehouse(), settings));
    this.gate = gate.mode(settings);
    this.git = settings.gitCommit();
  }

  /** Takes over what was done without the tables, as rollback does. */
  void readLog() throws IOException {
    stage.readLog();
  }

  /** Publishes the newest version, unless it is the one that somebody went back from. */
  void publish(SkillVersion version) throws IOException {
    Optional<Publication> back = stage.rolledBack(version);
    if (back.isPresent()) {
      readLog();
      job.say(
          "Not published: version %s was rolled back at %s by %s. publish --version-id %s puts it"
              + " there again.",
          version.skillVersionId(),
          back.get().publishedAt(),
          back.get().publishedBy(),
          version.skillVersionId());
      return;
    }
    publishAsTold(version);
  }

  /** Publishes a version that the user names. */
  void publishAsTold(SkillVersion version) throws IOException {
    Optional<Publication> done = step("publish", () -> stage.publish(version, gate));
    tell(version, done);
  }

  /** Publishes a version that was staged. */
  void adopt(Staged staged) throws IOException {
    SkillVersion version = job.version(staged.skillVersionId());
    Optional<Publication> done = step("adopt", () -> stage.adopt(staged, gate));
    tell(version, done);
  }

  /** Writes a version where somebody can look at it. */
  void stage(SkillVersion version) throws IOException {
    Staged staged = step("stage", () -> stage.stage(version));
    job.made(version.skillVersionId());
    job.say("Staged: %s", staged.place());
    job.say("Read REVIEW.md there, then: adopt %s", staged.skillVersionId());
  }

  /** Writes a version into an archive. */
  void bundle(SkillVersion version, Path file) throws IOException {
    List<String> omitted = step("bundle", () -> stage.bundle(version, file, gate));
    job.made(version.skillVersionId());
    sayGate();
    job.say("Bundle: %s", file);
    if (!omitted.isEmpty()) {
      job.say("Left out, being hidden: %s", String.join(", ", omitted));
    }
  }

  private void tell(SkillVersion version, Optional<Publication> done) throws IOException {
    job.made(version.skillVersionId());
    if (done.isEmpty()) {
      job.say("Skill: %s, which is this version already", home.mainFile());
      return;
    }
    sayGate();
    job.say("Skill: %s", home.mainFile());
    if (done.get().backup() != null) {
      job.say("The skill before it: %s; rollback puts it back", done.get().backup());
    }
    int pruned = stage.prune(conf.keepOrDefault());
    if (pruned > 0) {
      job.say("Old backups deleted: %d", pruned);
    }
    if (git != null) {
      Optional<String> commit = git.commit(stage.commitMessage(version, done.get()));
      commit.ifPresent(id -> job.say("Commit: %s", id));
    }
  }

  private void sayGate() {
    if (gate == GateMode.OFF) {
      job.say("Gate: off. Nobody judged this version, and the publication says so.");
    }
  }

  private <T> T step(String name, Progress.Step<T, IOException> step) throws IOException {
    try {
      return job.progress().step(name, step);
    } catch (SkillChanged e) {
      job.out().print(e.report());
      job.out().flush();
      throw e;
    }
  }
}
