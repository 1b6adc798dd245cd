package dev.trace2skill.cli.claudecode;

import java.nio.file.Path;

/**
 * The command line of our hook: the script, the conf of the skill, and what starts a run.
 *
 * @param script the shell script that notes the end of a session
 */
record HookCommand(Path script, Path conf, Path launcher) {

  /** What the settings hold. */
  String text() {
    return known() + quoted(launcher);
  }

  /** Whether a command is our hook for this conf, whatever it starts. */
  boolean is(String command) {
    return command.startsWith(known());
  }

  private String known() {
    return "sh " + quoted(script) + " " + quoted(conf) + " ";
  }

  /** One word for a shell, whatever is in it. */
  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "'\\''") + "'";
  }
}
