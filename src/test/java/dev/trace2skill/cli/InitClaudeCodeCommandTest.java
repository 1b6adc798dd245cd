package dev.trace2skill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.cli.claudecode.Places;
import dev.trace2skill.cli.claudecode.SkillConf;
import dev.trace2skill.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitClaudeCodeCommandTest {

  /** A variable that every process has; its value stands in for a key. */
  private static final String VARIABLE = "PATH";

  private static final String KEY = System.getenv(VARIABLE);

  @TempDir Path directory;

  private Path home;
  private Path claude;
  private Path skill;
  private Path launcher;

  @BeforeEach
  void folders() throws IOException {
    home = directory.resolve("ours");
    claude = Files.createDirectories(directory.resolve("claude"));
    skill = Files.createDirectories(claude.resolve("skills/pay"));
    Files.writeString(
        skill.resolve("SKILL.md"), "---\nname: pay\ndescription: Pays.\n---\n\n# Pay\n");
    launcher = Files.writeString(directory.resolve("launcher"), "#!/bin/sh\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void withoutAModelThereIsAConfAndAHookAndNoKey() throws IOException {
    Path sessions = Files.createDirectories(claude.resolve("projects/-work"));
    Files.writeString(
        sessions.resolve("a.jsonl"),
        """
        {"type":"user","uuid":"1","parentUuid":null,"isSidechain":false,"sessionId":"a","message":{"role":"user","content":"<command-name>/pay</command-name>"}}
        """);
    Files.writeString(sessions.resolve("b.jsonl"), "nothing of ours\n");

    Answer answer = init("--yes", "--skill", skill.toString(), "--llm", "none");

    assertThat(answer.err()).isEmpty();
    assertThat(answer.code()).isZero();
    assertThat(answer.out())
        .contains(
            "Conf:     " + home.resolve("pay.yaml"),
            "Hook:     SessionEnd, in " + claude.resolve("settings.json"),
            "Sessions: 2 are there already",
            "of the 2 latest: 1 can be read",
            "when 5 sessions have ended");
    assertThat(home.resolve(".env")).doesNotExist();
    Conf conf = ConfReader.read(home.resolve("pay.yaml"));
    assertThat(conf.skill().path()).isEqualTo(skill.toString());
    assertThat(conf.evidence())
        .containsExactly(
            new Conf.Evidence(claude.resolve("projects").toString(), "claude-code", null, null));
    assertThat(conf.analystsOrDefault()).containsExactly("contrast");
    assertThat(conf.online()).isEqualTo(new OnlineConf(5, null, null, null, true));
    assertThat(Files.readString(claude.resolve("settings.json")))
        .contains("'" + home.resolve("pay.yaml") + "' '" + launcher + "'");
  }

  @Test
  void keyIsInOneFileThatOnlyItsOwnerReadsAndNowhereElse() throws IOException {
    Answer answer =
        init(
            "--yes",
            "--skill",
            skill.toString(),
            "--llm",
            "anthropic",
            "--key-env",
            VARIABLE,
            "--min-sessions",
            "7",
            "--publish");

    assertThat(answer.err()).isEmpty();
    assertThat(answer.out()).doesNotContain(KEY);
    Path file = home.resolve(".env");
    assertThat(Files.readString(file)).isEqualTo("ANTHROPIC_API_KEY=" + KEY + "\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String conf = Files.readString(home.resolve("pay.yaml"));
    assertThat(conf).doesNotContain(KEY).contains("min-sessions: 7");
    assertThat(ConfReader.read(home.resolve("pay.yaml")).online().stages()).isFalse();
    LlmConf llm = ConfReader.read(home.resolve("pay.yaml")).llm();
    assertThat(llm.settings().endpoint().apiKey().file()).isEqualTo(file.toString());
    assertThat(llm.settings().prices()).isNotNull();

    // Another provider's key stands beside it; the first is kept without being given again.
    assertThat(
            init(
                    "--yes",
                    "--skill",
                    skill.toString(),
                    "--llm",
                    "openai:gpt-x",
                    "--key-env",
                    VARIABLE)
                .code())
        .isZero();
    assertThat(init("--yes", "--skill", skill.toString(), "--llm", "anthropic").code()).isZero();
    assertThat(Files.readAllLines(file))
        .containsExactly("ANTHROPIC_API_KEY=" + KEY, "OPENAI_API_KEY=" + KEY);
    assertThat(Files.readString(claude.resolve("settings.json")).split("session-end.sh"))
        .hasSize(2);
  }

  @Test
  void uninstallLeavesTheSettingsAsTheyWere() throws IOException {
    Path settings = Files.writeString(claude.resolve("settings.json"), "{\"model\":\"opus\"}");
    init("--yes", "--skill", skill.toString(), "--llm", "none");
    init("--yes", "--skill", skill.toString(), "--llm", "none");
    assertThat(Files.readString(settings).split("session-end.sh")).hasSize(2);

    Answer answer = init("--uninstall");

    assertThat(answer.out())
        .isEqualTo(
            "Hook:     %s is what it was before, byte for byte\nLeft:     confs, tables and keys in %s\n"
                .formatted(settings, home));
    assertThat(Files.readString(settings)).isEqualTo("{\"model\":\"opus\"}");
    assertThat(init("--uninstall").out())
        .isEqualTo("Hook:     none was installed from " + home + "\n");
  }

  @Test
  void whatIsWrongIsRefusedInOneLineAndNothingIsWritten() throws IOException {
    Files.writeString(claude.resolve("settings.json"), "{\n  // mine\n  \"model\": \"opus\"\n}");
    assertRefused(
        claude.resolve("settings.json")
            + " is left as it is: it has a comment, which JSON does not know (line 2, column 3): take it out first",
        "--yes",
        "--skill",
        skill.toString(),
        "--llm",
        "none");
    Files.delete(claude.resolve("settings.json"));

    assertRefused(
        "no SKILL.md in " + directory, "--yes", "--skill", directory.toString(), "--llm", "none");
    assertRefused(
        "no ANTHROPIC_API_KEY in %s: give --key-env NAME, the variable that holds it now"
            .formatted(home.resolve(".env")),
        "--yes",
        "--skill",
        skill.toString(),
        "--llm",
        "anthropic");
    assertRefused(
        "the environment variable NO_SUCH_KEY is not set",
        "--yes",
        "--skill",
        skill.toString(),
        "--llm",
        "anthropic",
        "--key-env",
        "NO_SUCH_KEY");
    assertRefused("give --skill DIR and --llm PROVIDER[:MODEL], or none, with --yes", "--yes");
    assertRefused(
        "say which model: --llm ollama:MODEL",
        "--yes",
        "--skill",
        skill.toString(),
        "--llm",
        "ollama");
    assertThat(home).doesNotExist();
  }

  @Test
  void questionsLeadToTheSame() throws IOException {
    Played teller = new Played("1", "anthropic", "", "secret-key", "", "y");
    InitQuestions questions = new InitQuestions(teller);
    Places places = new Places(home, claude);

    assertThat(questions.skill(null, places)).isEqualTo(skill);
    String llm = questions.provider(null);
    SkillConf.Model model = InitQuestions.model(llm).orElseThrow();
    assertThat(model.provider()).isEqualTo("anthropic");
    assertThat(model.priced()).isTrue();
    assertThat(questions.key(model, false)).contains("secret-key");
    assertThat(questions.stages()).isTrue();
    assertThat(questions.agreed(new SkillConf(places, skill, model, 5, true))).isTrue();
    assertThat(teller.hidden).singleElement().asString().startsWith("Key for anthropic");
    assertThatThrownBy(() -> questions.provider(null)).isInstanceOf(UserError.class);
  }

  private void assertRefused(String why, String... args) {
    assertThat(init(args)).isEqualTo(new Answer(2, "", "init-claude-code: " + why + "\n"));
  }

  private Answer init(String... args) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "init-claude-code",
                "--home",
                home.toString(),
                "--claude-dir",
                claude.toString(),
                "--launcher",
                launcher.toString()));
    line.addAll(Arrays.asList(args));
    return Answer.to(line.toArray(String[]::new));
  }

  private static final class Played implements InitQuestions.Teller {
    private final Deque<String> answers;
    private final List<String> hidden = new ArrayList<>();

    Played(String... answers) {
      this.answers = new ArrayDeque<>(List.of(answers));
    }

    @Override
    public @Nullable String line(String question) {
      return answers.poll();
    }

    @Override
    public @Nullable String secret(String question) {
      hidden.add(question);
      return answers.poll();
    }
  }
}
