package dev.trace2skill.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trace2skill.model.UserError;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCommitTest {

  @TempDir private Path root;
  private Path repo;
  private Path skill;

  @BeforeEach
  void repository() throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(p -> Files.isExecutable(Path.of(p, "git"))),
        "there is no git here");
    repo = Files.createDirectories(root.resolve("a repo"));
    skill = repo.resolve("skills/pay");
    git("init", "--quiet");
    git("config", "user.name", "Ann");
    git("config", "user.email", "ann@example.org");
    git("config", "commit.gpgsign", "false");
    write("skills/pay/SKILL.md", "old\n");
    write("skills/pay/references/gone.md", "x\n");
    write("other.txt", "1\n");
    git("add", "--all");
    git("commit", "--quiet", "-m", "start");
  }

  @Test
  void onlyTheSkillIsCommittedAndWhatElseIsStagedStaysStaged() throws Exception {
    write("other.txt", "2\n");
    write("new.txt", "n\n");
    git("add", "other.txt", "new.txt");
    write("other.txt", "3\n");
    write("skills/pay/SKILL.md", "new\n");
    write("skills/pay/references/added [x].md", "a\n");
    Files.delete(skill.resolve("references/gone.md"));
    write("skills/pay2/SKILL.md", "not ours\n");

    String id =
        GitCommit.of(skill).commit("pay: version v1\n\n# 21 runs\n\nGate: off\n").orElseThrow();

    assertThat(git("log", "-1", "--format=%h%n%an%n%B"))
        .isEqualTo(id + "\nAnn\npay: version v1\n\n# 21 runs\n\nGate: off");
    assertThat(git("show", "--name-status", "--format=", "HEAD"))
        .isEqualTo(
            "M\tskills/pay/SKILL.md\nA\tskills/pay/references/added [x].md\n"
                + "D\tskills/pay/references/gone.md");
    assertThat(git("status", "--porcelain")).isEqualTo("A  new.txt\nMM other.txt\n?? skills/pay2/");
    assertThat(git("show", ":other.txt")).isEqualTo("2");
  }

  @Test
  void nothingToCommitIsNoCommit() throws Exception {
    assertThat(GitCommit.of(skill).commit("nothing")).isEmpty();
    assertThat(git("log", "--format=%s")).isEqualTo("start");
  }

  @Test
  void skillMayBeNewOrARepositoryOfItsOwn() throws Exception {
    GitCommit first = GitCommit.of(repo.resolve("more/skills/new"));
    write("more/skills/new/SKILL.md", "new\n");
    assertThat(first.commit("first")).isPresent();

    Path own = Files.createDirectories(root.resolve("own"));
    repo = own;
    git("init", "--quiet");
    git("config", "user.name", "Ann");
    git("config", "user.email", "ann@example.org");
    write("SKILL.md", "own\n");
    assertThat(GitCommit.of(own).commit("own")).isPresent();
    assertThat(git("ls-files")).isEqualTo("SKILL.md");
  }

  @Test
  void placesWithoutGitAreRefusedBeforeAnythingIsDone() throws Exception {
    write(".gitignore", "skills/\n");

    assertThatThrownBy(() -> GitCommit.of(repo.resolve("skills/ignored")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "publish.git-commit is true, but git ignores " + repo.resolve("skills/ignored"));
    assertThatThrownBy(() -> GitCommit.of(root.resolve("skills/pay")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "publish.git-commit is true, but "
                + root.resolve("skills/pay")
                + " lies in no git working tree");
  }

  @Test
  void whatGitRefusesIsToldInItsWords() throws Exception {
    Path hook = repo.resolve(".git/hooks/pre-commit");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\necho 'no commits on Fridays'\nexit 1\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    write("skills/pay/SKILL.md", "new\n");

    assertThatThrownBy(() -> GitCommit.of(skill).commit("x"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "the skill is in its place, but not committed: git commit: no commits on Fridays");
  }

  private void write(String path, String text) throws IOException {
    Path file = repo.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", repo.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text.strip();
  }
}
