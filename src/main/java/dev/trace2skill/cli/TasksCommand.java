package dev.trace2skill.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands about tasks. */
@Command(
    name = "tasks",
    mixinStandardHelpOptions = true,
    description = "Imports and lists the tasks that agents are to try.",
    subcommands = {TasksImportCommand.class, TasksListCommand.class})
final class TasksCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    err.println("tasks: say import or list");
    spec.commandLine().usage(err);
    return 2;
  }
}
