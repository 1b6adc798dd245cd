package dev.trace2skill.cli;

import dev.trace2skill.model.UserError;
import dev.trace2skill.publish.GateRefused;
import dev.trace2skill.publish.SkillChanged;
import dev.trace2skill.publish.SkillFolderException;
import dev.trace2skill.store.PlatformTrouble;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. The only place that ends the JVM. */
@Command(
    name = "trace2skill",
    description = "Evolves an agent skill from what agents really did.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      EvolveCommand.class,
      EvolveOnlineCommand.class,
      IngestCommand.class,
      RolloutCommand.class,
      TasksCommand.class,
      PlanCommand.class,
      AnalyzeCommand.class,
      ConsolidateCommand.class,
      GateCommand.class,
      PublishCommand.class,
      AdoptCommand.class,
      RollbackCommand.class,
      BlameCommand.class,
      ReportCommand.class,
      ReviewCommand.class,
      ForgetCommand.class,
      OptimizeCommand.class,
      VacuumCommand.class,
      SqlCommand.class,
      ShowCommand.class,
      RunsCommand.class,
      LessonsCommand.class,
      DiffCommand.class,
      ValidateCommand.class,
      InitClaudeCodeCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      GenerateCompletion.class
    },
    footer = {
      "",
      "Exit codes: 0 done, also with nothing to learn; 1 a bug; 2 something you can fix;",
      "3 the budget is spent; 4 no verdict lets the skill out.",
      "Try: trace2skill evolve --conf conf/quickstart.yaml"
    })
public final class Main implements Callable<Integer> {

  @Spec private CommandSpec spec;

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {

    static String number() {
      String version = Main.class.getPackage().getImplementationVersion();
      return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
      return new String[] {"trace2skill " + number()};
    }
  }

  public static void main(String[] args) {
    int code =
        run(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            args);
    if (code != 0) {
      System.exit(code);
    }
  }

  /** Runs one command and gives its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setUsageHelpWidth(100)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, given) -> misused(e))
        .setExecutionExceptionHandler((e, line, parsed) -> report(e, line))
        .execute(args);
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    err.println("no command given");
    spec.commandLine().usage(err);
    return 2;
  }

  private static int misused(ParameterException e) {
    CommandLine line = e.getCommandLine();
    String name = line.getCommandSpec().qualifiedName();
    line.getErr()
        .println(line.getCommandName() + ": " + e.getMessage() + "; see " + name + " --help");
    return 2;
  }

  /** One line for what the user can fix, a stack trace for what is our fault. */
  private static int report(Exception e, CommandLine line) {
    RunReport.of(line.getCommandSpec()).ifPresent(report -> report.failed(line, e));
    if (exitCode(e) > 1) {
      String message =
          isForTheUser(e) ? String.valueOf(e.getMessage()) : PlatformTrouble.of(e).orElseThrow();
      line.getErr().println(line.getCommandName() + ": " + message);
    } else {
      line.getErr().println(line.getCommandName() + ": this is a bug, please report it:");
      e.printStackTrace(line.getErr());
    }
    return exitCode(e);
  }

  static int exitCode(Exception e) {
    if (e instanceof BudgetSpent) {
      return 3;
    }
    if (e instanceof GateRefused) {
      return 4;
    }
    return isForTheUser(e) || PlatformTrouble.of(e).isPresent() ? 2 : 1;
  }

  /** Whether its message is a line for the user already. */
  private static boolean isForTheUser(Exception e) {
    return e instanceof UserError
        || e instanceof SkillFolderException
        || e instanceof SkillChanged
        || e instanceof BudgetSpent
        || e instanceof GateRefused;
  }
}
