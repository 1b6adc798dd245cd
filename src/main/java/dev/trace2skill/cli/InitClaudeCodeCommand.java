package dev.trace2skill.cli;

import dev.trace2skill.cli.claudecode.Installation;
import dev.trace2skill.cli.claudecode.KeyFile;
import dev.trace2skill.cli.claudecode.PastSessions;
import dev.trace2skill.cli.claudecode.Places;
import dev.trace2skill.cli.claudecode.SkillConf;
import dev.trace2skill.ingest.OutcomePolicy;
import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets a skill learn from sessions of Claude Code. Opens neither Spark nor the tables. */
@Command(
    name = "init-claude-code",
    mixinStandardHelpOptions = true,
    description = "Lets a skill learn from the sessions of Claude Code on this machine.",
    footer = {
      "",
      "Writes ~/.trace2skill/SKILL.yaml and a SessionEnd hook into the settings of Claude Code, asking",
      "what it must know; with --yes it asks nothing. Doing it again changes nothing."
    })
final class InitClaudeCodeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--yes", description = "Ask nothing; --skill and --llm say it all.")
  private boolean yes;

  @Option(names = "--skill", paramLabel = "DIR", description = "The folder of the skill.")
  private @Nullable Path skill;

  @Option(
      names = "--llm",
      paramLabel = "PROVIDER[:MODEL]|none",
      description = "Who is asked about sessions; none: the contrast analyst, which asks nobody.")
  private @Nullable String llm;

  @Option(
      names = "--key-env",
      paramLabel = "NAME",
      description = "The variable that holds the key now; it is kept in a file of mode 600.")
  private @Nullable String keyVariable;

  @Option(
      names = "--min-sessions",
      paramLabel = "N",
      description = "Sessions that must have ended before a run begins (default: 5).")
  private @Nullable Integer minSessions;

  @Option(
      names = "--publish",
      description =
          "Versions go out by themselves, and it is recorded that nobody judged them. Without it they"
              + " wait until somebody adopts them.")
  private boolean publish;

  @Option(
      names = "--launcher",
      paramLabel = "FILE",
      defaultValue = "${env:TRACE2SKILL_LAUNCHER}",
      description = "What starts a run (default: the launcher that this command was started with).")
  private @Nullable Path launcher;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The folder of our files (default: ~/.trace2skill).")
  private @Nullable Path home;

  @Option(
      names = "--claude-dir",
      paramLabel = "DIR",
      defaultValue = "${env:CLAUDE_CONFIG_DIR}",
      description = "The folder of Claude Code (default: CLAUDE_CONFIG_DIR, else ~/.claude).")
  private @Nullable Path claude;

  @Option(
      names = "--uninstall",
      description = "Take the hook out again, of --skill or of all skills; the rest stays.")
  private boolean uninstall;

  @Override
  public Integer call() throws Exception {
    Places places = places();
    if (uninstall) {
      return uninstall(places);
    }
    InitQuestions questions = yes ? null : InitQuestions.onConsole();
    if (questions == null && (skill == null || llm == null)) {
      throw new UserError("give --skill DIR and --llm PROVIDER[:MODEL], or none, with --yes");
    }
    Path starter = launcher();
    Path folder = folder(questions == null ? skill : questions.skill(skill, places));
    SkillConf.Model model =
        InitQuestions.model(questions == null ? llm : questions.provider(llm)).orElse(null);
    SkillConf conf =
        new SkillConf(
            places,
            folder,
            model,
            sessions(),
            (questions == null || publish) ? !publish : questions.stages());
    Installation installation = new Installation(places, conf.name());
    installation.check(starter);
    String key = model == null ? null : key(model, places, questions);
    if (questions != null && !questions.agreed(conf)) {
      say("Nothing was written.");
      return 0;
    }
    write(conf, key, installation, starter);
    forecast(conf, installation);
    return 0;
  }

  private int uninstall(Places places) throws IOException {
    List<String> names =
        skill == null
            ? Installation.skills(places)
            : List.of(skill.toAbsolutePath().normalize().getFileName().toString());
    for (String name : names) {
      say("Hook:     %s", new Installation(places, name).uninstall());
    }
    say(
        names.isEmpty()
            ? "Hook:     none was installed from %s"
            : "Left:     confs, tables and keys in %s",
        places.home());
    return 0;
  }

  // --- What is to be written ---------------------------------------------------------------------

  private Places places() {
    String user = System.getenv("HOME");
    Path house = Path.of(user == null || user.isBlank() ? System.getProperty("user.home") : user);
    return new Places(
        absolute(home == null ? house.resolve(".trace2skill") : home),
        absolute(
            claude == null || claude.toString().isBlank() ? house.resolve(".claude") : claude));
  }

  private Path launcher() {
    if (launcher == null || launcher.toString().isBlank()) {
      throw new UserError(
          "give --launcher FILE: what starts trace2skill, such as jobs/trace2skill");
    }
    Path starter = absolute(launcher);
    if (!Files.isExecutable(starter)) {
      throw new UserError(starter + " is no program that can be started");
    }
    return starter;
  }

  private static Path folder(Path given) {
    Path folder = absolute(given);
    if (!Files.isRegularFile(folder.resolve("SKILL.md"))) {
      throw new UserError("no SKILL.md in " + folder);
    }
    return folder;
  }

  private int sessions() {
    return new OnlineConf(minSessions, null, null, null, null).minSessionsOrDefault();
  }

  /** The key as it must be kept; null when none is wanted or it is kept already. */
  private @Nullable String key(
      SkillConf.Model model, Places places, @Nullable InitQuestions questions) throws IOException {
    if (model.variable() == null) {
      return null;
    }
    if (keyVariable != null) {
      String value = System.getenv(keyVariable);
      if (value == null || value.isBlank()) {
        throw new UserError("the environment variable " + keyVariable + " is not set");
      }
      return value.strip();
    }
    boolean kept = new KeyFile(places.keys()).has(model.variable());
    if (questions == null && !kept) {
      throw new UserError(
          "no %s in %s: give --key-env NAME, the variable that holds it now"
              .formatted(model.variable(), places.keys()));
    }
    return questions == null ? null : questions.key(model, kept).orElse(null);
  }

  // --- Writing -----------------------------------------------------------------------------------

  private void write(SkillConf conf, @Nullable String key, Installation installation, Path starter)
      throws IOException {
    Places places = conf.places();
    Files.createDirectories(places.home());
    SkillConf.Model model = conf.model();
    if (model != null && model.variable() != null) {
      KeyFile keys = new KeyFile(places.keys());
      if (key != null) {
        keys.put(model.variable(), key);
      }
      keys.check(model.variable());
      say("Key:      %s in %s, which only you can read", model.variable(), places.keys());
    }
    writeConf(conf);
    boolean changed = installation.install(starter);
    say(changed ? "Hook:     SessionEnd, in %s" : "Hook:     is in %s already", places.settings());
    if (Files.exists(installation.backup())) {
      say("          as it was before: %s", installation.backup());
    }
  }

  /** A conf that says something else is kept beside the new one. */
  private void writeConf(SkillConf conf) throws IOException {
    Path file = conf.places().conf(conf.name());
    String text = conf.text();
    if (Files.exists(file) && !Files.readString(file).equals(text)) {
      Path old = file.resolveSibling(file.getFileName() + ".before");
      Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
      say("Conf:     %s; what was there is %s now", file, old);
    } else {
      say("Conf:     %s", file);
    }
    Files.writeString(file, text);
  }

  // --- What would happen -------------------------------------------------------------------------

  private void forecast(SkillConf written, Installation installation) throws IOException {
    Conf conf = ConfReader.read(written.places().conf(written.name()));
    var unused = conf.analyzeSettings(null);
    PastSessions past =
        PastSessions.below(
            written.places().sessions(), written.name(), new OutcomePolicy(conf.outcomeSettings()));
    say("Sessions: %d are there already, in %s", past.total(), written.places().sessions());
    if (past.looked() > 0) {
      say(
          "          of the %d latest: %d can be read, %d used %s; %d went well and %d badly, by hints",
          past.looked(),
          past.readable(),
          past.used(),
          written.name(),
          past.succeeded(),
          past.failed());
    }
    say(
        "Next:     a run begins in the background when %d sessions have ended%s",
        written.minSessions(), past.total() == 0 ? "" : ", and reads those that are there too");
    say(
        written.stage()
            ? "          A version waits beside the skill, with a REVIEW.md; adopt --conf %s puts it in its place"
            : "          A version goes out at once; rollback --conf %s undoes it",
        written.places().conf(written.name()));
    if (written.model() == null) {
      say(
          "          Without a model only what sets good runs of one task apart from bad ones is"
              + " found; sessions seldom repeat a task, so expect little.");
    }
    if (installation.hooksAreOff()) {
      say("Note:     disableAllHooks is set in the settings: no hook is called.");
    }
  }

  static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private void say(String format, @Nullable Object... values) {
    spec.commandLine().getOut().println(String.format(Locale.ROOT, format, values));
  }
}
