package dev.trace2skill.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands that measure. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures a part of the program on made-up data.",
    subcommands = {
      BenchIngestCommand.class,
      BenchConsolidateCommand.class,
      BenchMergeCommand.class,
      BenchRedactionCommand.class,
      BenchTalksCommand.class,
      BenchRolloutCommand.class,
      BenchGateCommand.class
    })
final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    err.println("bench: say what to measure");
    spec.commandLine().usage(err);
    return 2;
  }
}
