package dev.trace2skill.cli;

import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Skill;
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
import java.util.Locale;
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
    this.stage = job.pipeline().publisher(home, gate.verdicts());
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
      say(
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
    say("Staged: %s", staged.place());
    say("Read REVIEW.md there, then: adopt %s", staged.skillVersionId());
  }

  /** Writes a version into an archive. */
  void bundle(SkillVersion version, Path file) throws IOException {
    List<String> omitted = step("bundle", () -> stage.bundle(version, file, gate));
    job.made(version.skillVersionId());
    sayGate();
    say("Bundle: %s", file);
    if (!omitted.isEmpty()) {
      say("Left out, being hidden: %s", String.join(", ", omitted));
    }
  }

  private void tell(SkillVersion version, Optional<Publication> done) throws IOException {
    job.made(version.skillVersionId());
    if (done.isEmpty()) {
      say("Skill: %s/%s, which is this version already", home.target(), Skill.MAIN_FILE);
      return;
    }
    sayGate();
    say("Skill: %s/%s", home.target(), Skill.MAIN_FILE);
    if (done.get().backup() != null) {
      say("The skill before it: %s; rollback puts it back", done.get().backup());
    }
    int pruned = stage.prune(conf.keepOrDefault());
    if (pruned > 0) {
      say("Old backups deleted: %d", pruned);
    }
    if (git != null) {
      Optional<String> commit = git.commit(stage.commitMessage(version, done.get()));
      commit.ifPresent(id -> say("Commit: %s", id));
    }
  }

  private void sayGate() {
    if (gate == GateMode.OFF) {
      say("Gate: off. Nobody judged this version, and the publication says so.");
    }
  }

  private <T> T step(String name, Progress.Step<T, IOException> step) throws IOException {
    try {
      return job.progress().step(name, step);
    } catch (SkillChanged e) {
      job.out().print(e.report());
      throw e;
    }
  }

  private void say(String format, @Nullable Object... values) {
    job.out().println(String.format(Locale.ROOT, format, values));
  }
}
