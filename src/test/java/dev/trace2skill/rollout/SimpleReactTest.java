package dev.trace2skill.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.adapter.harness.SimpleReact;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.LLMReply;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimpleReactTest extends AskedModelContract {

  @Override
  LLMReply addsUp(int turn) {
    return switch (turn) {
      case 0 -> calls("bash", "{\"command\": \"awk '{ n += $1 } END { print n }' numbers.txt\"}");
      case 1 -> calls("write", "{\"path\": \"answer.txt\", \"content\": \"24\\n\"}");
      case 2 -> calls("edit", "{\"path\": \"answer.txt\", \"old\": \"24\", \"new\": \"42\"}");
      case 3 -> calls("read", "{\"path\": \"answer.txt\"}");
      default -> calls("submit", "{\"answer\": \"The answer is 42.\"}");
    };
  }

  @Override
  protected HarnessAdapter adapter() {
    return new SimpleReact();
  }

  @Test
  void skillStandsInTheInstructionsInFullAndLiesInTheWorkingCopy() throws Exception {
    model =
        turn ->
            turn == 0
                ? calls("read", "{\"path\": \".skills/adding-up/SKILL.md\"}")
                : calls("submit", "{\"answer\": \"ok\"}");

    Trajectory run = play(settings(), patience(), SKILL).run();

    assertThat(shown()).contains("Add from left to right.");
    assertThat(results(run).get(0).content()).contains("Add from left to right.");
  }

  @Test
  void toolThatFailsTellsTheModelWhy() throws Exception {
    List<LLMReply> script =
        List.of(
            calls("bash", "{\"command\": \"echo no >&2; exit 3\"}"),
            calls("read", "{\"path\": \"../../../etc/passwd\"}"),
            calls("bash", "{\"command\": \"ln -s / root\"}"),
            calls("read", "{\"path\": \"root/etc/passwd\"}"),
            calls("edit", "{\"path\": \"numbers.txt\", \"old\": \"9\", \"new\": \"1\"}"),
            calls("fly", "{}"),
            calls("bash", "{\"command\": "),
            calls("submit", "{\"answer\": \"gave up\"}"));
    model = script::get;

    Trajectory run = play(settings(), patience(), SKILL).run();

    assertThat(results(run))
        .extracting(ToolResult::content)
        .containsExactly(
            "no\n[exit code 3]",
            "the path leads out of the folder",
            "",
            "the path leads out of the folder",
            "the text does not occur in the file",
            "there is no tool fly; there are bash, read, write, edit, submit",
            "the arguments are not a JSON object",
            "submitted");
    assertThat(run.finalAnswer()).isEqualTo("gave up");
  }
}
