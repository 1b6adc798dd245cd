package dev.trace2skill.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trace2skill.model.Skill;
import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Commits a skill's folder, and nothing else, to the git working tree that it lies in: with the
 * {@code git} on the path, as the user who runs this. What else is staged stays staged.
 */
public final class GitCommit {

  private static final int TIMEOUT_SECONDS = 120;

  /** Where git is run. */
  private final Path directory;

  /** The skill, as seen from there. */
  private final String path;

  private GitCommit(Path directory, String path) {
    this.directory = directory;
    this.path = path;
  }

  /** What a command gave. */
  private record Answer(int code, String text) {
    String firstLine() {
      return text.lines().filter(l -> !l.isBlank()).findFirst().orElse("exit code " + code);
    }
  }

  /**
   * Prepares a commit.
   *
   * @throws UserError when there is no git, or the folder lies in no working tree or is ignored
   */
  public static GitCommit of(Path folder) throws IOException {
    Path target = folder.toAbsolutePath().normalize();
    Path directory = target;
    // The folder is replaced, or not there yet; but it may be a repository of its own.
    if (!Files.exists(target.resolve(".git"))) {
      do {
        directory = directory.getParent();
      } while (!Files.isDirectory(directory));
    }
    GitCommit git = new GitCommit(directory, "./" + directory.relativize(target));
    if (git.run("", "rev-parse", "--is-inside-work-tree").code() != 0) {
      throw new UserError(
          "publish.git-commit is true, but " + folder + " lies in no git working tree");
    }
    if (git.run("", "check-ignore", "-q", "--", git.path + "/" + Skill.MAIN_FILE).code() == 0) {
      throw new UserError("publish.git-commit is true, but git ignores " + folder);
    }
    return git;
  }

  /**
   * Commits the folder as it is.
   *
   * @return the commit; empty when git has it already
   * @throws UserError when git refuses, with its words
   */
  public Optional<String> commit(String message) throws IOException {
    if (demand("", "status", "--porcelain", "--", path).text().isBlank()) {
      return Optional.empty();
    }
    demand("", "add", "--all", "--", path);
    demand(message, "commit", "--quiet", "--only", "--file=-", "--", path);
    return Optional.of(demand("", "rev-parse", "--short", "HEAD").text().strip());
  }

  private Answer demand(String input, String... arguments) throws IOException {
    Answer answer = run(input, arguments);
    if (answer.code() != 0) {
      throw new UserError(
          "the skill is in its place, but not committed: git %s: %s"
              .formatted(arguments[0], answer.firstLine()));
    }
    return answer;
  }

  private Answer run(String input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
    // Paths are names here; this one command takes them so by itself, and refuses the option.
    if (!arguments[0].equals("check-ignore")) {
      command.add("--literal-pathspecs");
    }
    command.addAll(List.of(arguments));
    Path said = Files.createTempFile("trace2skill-git", ".txt");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(said.toFile());
      Map<String, String> environment = builder.environment();
      // A hook of git's that runs this means its own repository by them.
      List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
          .forEach(environment::remove);
      environment.put("LC_ALL", "C");
      environment.put("GIT_TERMINAL_PROMPT", "0");
      return new Answer(code(start(builder), input), Files.readString(said, UTF_8));
    } finally {
      Files.deleteIfExists(said);
    }
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UserError("publish.git-commit is true, but there is no git on the PATH");
    }
  }

  private static int code(Process git, String input) throws IOException {
    try (OutputStream in = git.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    }
    try {
      if (git.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        return git.exitValue();
      }
      git.destroyForcibly();
      throw new UserError("git did not end within " + TIMEOUT_SECONDS + " s");
    } catch (InterruptedException e) {
      git.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while git was at work", e);
    }
  }
}
