package dev.trace2skill.ingest;

import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Trajectory;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a trajectory worked with.
 *
 * @param name a tool, or a program that was run through a shell; none that belongs to any work
 */
record Work(String name, String trajectoryId) {

  /** Programs and tools that say nothing of what the work is about. */
  private static final Set<String> EVERYDAY =
      Set.of(
          "[",
          "agent",
          "apply_patch",
          "awk",
          "bash",
          "basename",
          "cat",
          "cd",
          "chmod",
          "cp",
          "cut",
          "date",
          "diff",
          "dirname",
          "done",
          "echo",
          "edit",
          "exec_command",
          "execute",
          "exit",
          "export",
          "false",
          "fi",
          "file",
          "find",
          "for",
          "glob",
          "grep",
          "head",
          "kill",
          "less",
          "list_directory",
          "ln",
          "ls",
          "mkdir",
          "multiedit",
          "mv",
          "printf",
          "ps",
          "pwd",
          "read",
          "read_file",
          "realpath",
          "replace",
          "rg",
          "rm",
          "sed",
          "set",
          "sh",
          "skill",
          "sleep",
          "sort",
          "source",
          "stat",
          "submit",
          "tail",
          "task",
          "tee",
          "test",
          "think",
          "todowrite",
          "touch",
          "tr",
          "tree",
          "true",
          "uniq",
          "wait",
          "wc",
          "which",
          "while",
          "write",
          "write_file",
          "write_todos",
          "xargs");

  private static final Pattern WORD = Pattern.compile("[\\w@.+-][\\w@.+/-]{0,59}");

  /** One row a name. */
  static Stream<Work> of(Trajectory run) {
    Set<String> names = new TreeSet<>();
    for (Step step : run.steps()) {
      for (ToolCall call : step.toolCalls()) {
        Optional<ShellCommand> shell = ShellCommand.of(call);
        if (shell.isPresent()) {
          shell.get().commands().forEach(command -> add(names, command.split("\\s", 2)[0]));
        } else {
          add(names, call.tool());
        }
      }
    }
    return names.stream().map(name -> new Work(name, run.trajectoryId()));
  }

  private static void add(Set<String> names, String word) {
    String name = word.substring(word.lastIndexOf('/') + 1);
    if (WORD.matcher(name).matches() && !EVERYDAY.contains(name.toLowerCase(Locale.ROOT))) {
      names.add(name);
    }
  }
}
