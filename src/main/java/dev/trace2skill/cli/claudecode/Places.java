package dev.trace2skill.cli.claudecode;

import java.nio.file.Path;

/**
 * Where things lie.
 *
 * @param home our folder, as a rule {@code ~/.trace2skill}
 * @param claude the folder of Claude Code, as a rule {@code ~/.claude}
 */
public record Places(Path home, Path claude) {

  /** The conf of a skill. */
  public Path conf(String skill) {
    return home.resolve(skill + ".yaml");
  }

  /** The tables of a skill. */
  public Path warehouse(String skill) {
    return home.resolve(skill).resolve("warehouse");
  }

  /** Sessions of Claude Code, a folder for each working directory. */
  public Path sessions() {
    return claude.resolve("projects");
  }

  /** What holds the keys. */
  public Path keys() {
    return home.resolve(".env");
  }

  public Path settings() {
    return claude.resolve("settings.json");
  }

  Path script() {
    return home.resolve("session-end.sh");
  }

  /** What the script keeps for a skill, and what we note of its installation. */
  Path hook(String skill) {
    return home.resolve(skill + ".hook");
  }
}
