package dev.trace2skill.cli;

import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Publication.Action;
import dev.trace2skill.model.Skill;
import dev.trace2skill.publish.GitCommit;
import dev.trace2skill.publish.Kept;
import dev.trace2skill.publish.Rollbacks;
import dev.trace2skill.publish.SkillFolderException;
import dev.trace2skill.publish.SkillHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backups -> the skill's place}. Opens neither Spark nor the tables. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = "Puts back what stood in the skill's place before; needs the backups only.",
    footer = {
      "",
      "Without --to: what stood there before the skill that stands there now. What is replaced is",
      "kept as well, so a rollback can be undone."
    })
final class RollbackCommand implements Callable<Integer> {

  private static final int ID_LENGTH = 12;

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;
  @ArgGroup private @Nullable Choice choice;

  /** What to do. */
  static final class Choice {
    @Option(
        names = "--to",
        paramLabel = "VERSION|TIMESTAMP",
        description =
            "The start of a version, of a skill's id or of a time, as --list prints them.")
    private @Nullable String to;

    @Option(names = "--list", description = "Show what there is to go back to, and change nothing.")
    private boolean list;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    SkillHome home = settings.home(err::println);
    Optional<Skill> live = live(home);
    if (choice != null && choice.list) {
      list(home, live);
      return 0;
    }
    Kept kept =
        choice != null && choice.to != null
            ? Rollbacks.named(choice.to, home.kept())
            : Rollbacks.before(
                home.target(), live.map(Skill::id).orElse(""), home.log(), home.kept());
    restore(home, kept);
    return 0;
  }

  /** The skill that stands; what is no skill any more can be gone back from all the same. */
  private static Optional<Skill> live(SkillHome home) throws IOException {
    try {
      return home.read();
    } catch (SkillFolderException e) {
      return Optional.empty();
    }
  }

  private void restore(SkillHome home, Kept kept) throws IOException {
    @Nullable GitCommit git = settings.gitCommit();
    Optional<Publication> done =
        home.restore(
            kept,
            new SkillHome.Change(Action.ROLLBACK, kept.skillVersionId(), null, Instant.now()));
    if (done.isEmpty()) {
      say("Skill: %s, which is just that already", home.target());
      return;
    }
    say("Skill: %s", home.target());
    say("It is %s again, which was replaced at %s.", name(kept), kept.replacedAt());
    if (done.get().backup() != null) {
      say("What it replaced: %s; rollback undoes it", done.get().backup());
      say("... with --to %s", done.get().publishedAt());
    }
    if (git != null) {
      git.commit("%s: back to %s\n".formatted(home.name(), name(kept)))
          .ifPresent(id -> say("Commit: %s", id));
    }
  }

  private static String name(Kept kept) {
    return kept.skillVersionId() == null
        ? "skill " + kept.skillId() + ", written by hand,"
        : "version " + kept.skillVersionId();
  }

  private void list(SkillHome home, Optional<Skill> live) throws IOException {
    List<Publication> log = home.log();
    List<List<String>> rows = new ArrayList<>();
    live.ifPresent(
        skill -> rows.add(row("(stands there now)", version(log, skill.id()), skill.id(), "")));
    for (Kept kept : home.kept()) {
      rows.add(
          row(
              kept.replacedAt().toString(),
              kept.skillVersionId(),
              kept.skillId(),
              replacedBy(log, kept)));
    }
    TextTable.print(
        spec.commandLine().getOut(), List.of("replaced", "version", "skill", "by"), rows, 60);
  }

  private static List<String> row(
      String when, @Nullable String version, String skill, String replacedBy) {
    return List.of(when, version == null ? "(by hand)" : start(version), start(skill), replacedBy);
  }

  private static @Nullable String version(List<Publication> log, String skillId) {
    return log.stream()
        .filter(p -> p.skillId().equals(skillId) && p.skillVersionId() != null)
        .map(Publication::skillVersionId)
        .reduce((a, b) -> b)
        .orElse(null);
  }

  private static String replacedBy(List<Publication> log, Kept kept) {
    return log.stream()
        .filter(p -> kept.place().equals(p.backup()) && p.action() != null)
        .map(
            p ->
                p.action().name().toLowerCase(Locale.ROOT)
                    + (p.skillVersionId() == null ? "" : " of " + start(p.skillVersionId()))
                    + (p.publishedBy() == null ? "" : " by " + p.publishedBy()))
        .findFirst()
        .orElse("");
  }

  private static String start(String id) {
    return id.substring(0, Math.min(ID_LENGTH, id.length()));
  }

  private void say(String format, @Nullable Object... values) {
    spec.commandLine().getOut().println(String.format(Locale.ROOT, format, values));
  }
}
