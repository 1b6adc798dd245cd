package dev.trace2skill.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.adapter.harness.CommandHarness;
import dev.trace2skill.model.Judgement.Kind;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.spi.LLMEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommandHarnessTest extends HarnessAdapterContract {

  private String shown = "";

  @Override
  protected HarnessAdapter adapter() {
    return new CommandHarness();
  }

  @Override
  protected HarnessSettings settings() {
    return script(
        """
        cat "$TRACE2SKILL_TASK" .skills/*/SKILL.md >seen.txt 2>/dev/null
        awk '{ n += $1 } END { print n }' numbers.txt >answer.txt
        cat <<END
        {"messages": [
          {"role": "user", "content": "Add the numbers in numbers.txt."},
          {"role": "assistant", "content": "", "tool_calls": [{"id": "1", "type": "function",
           "function": {"name": "awk", "arguments": "{\\\\"file\\\\": \\\\"numbers.txt\\\\"}"}}]},
          {"role": "tool", "tool_call_id": "1", "content": "42"},
          {"role": "assistant", "content": "The answer is 42."}]}
        END
        """);
  }

  @Override
  protected @Nullable LLMEndpoint model() {
    return null;
  }

  @Override
  protected HarnessSettings hanging() {
    return script("sleep 60");
  }

  @Override
  protected String shown() {
    return shown;
  }

  @Override
  protected void kept(Path work) throws IOException {
    Path seen = work.resolve("seen.txt");
    shown += Files.exists(seen) ? Files.readString(seen) : "";
  }

  @Override
  protected void check(Trajectory run) {
    assertThat(run.steps()).hasSize(4);
    assertThat(run.steps().get(1).toolCalls()).hasSize(1);
  }

  @Test
  void programThatFailsBeforeItSaidAnythingBrokeDown() throws Exception {
    Trajectory run = play(script("echo no such model >&2; exit 3"), patience(), SKILL).run();

    assertThat(run.judgements())
        .filteredOn(judgement -> judgement.kind() == Kind.CRASH)
        .extracting("text")
        .containsExactly("exit 3 and no transcript: no such model");
  }

  @Test
  void programThatFailsBeforeItsAgentDidAnythingBrokeDown() throws Exception {
    String asked = "echo '{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}'";
    Trajectory run = play(script(asked + "; echo no key >&2; exit 1"), patience(), SKILL).run();

    assertThat(run.judgements())
        .filteredOn(judgement -> judgement.kind() == Kind.CRASH)
        .extracting("text")
        .containsExactly("exit 1 and the agent did nothing: no key");
  }

  @Test
  void programThatDiesOfASignalBrokeDownWhateverItSaid() throws Exception {
    Trajectory run =
        play(
                script(
                    "echo '{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}'; kill -SEGV"
                        + " $$"),
                patience(),
                SKILL)
            .run();

    assertThat(run.judgements()).extracting("kind").contains(Kind.CRASH);
  }

  @Test
  void exitCodeSaysNothingAboutTheWork() throws Exception {
    String said = "echo '{\"messages\": [{\"role\": \"assistant\", \"content\": \"done\"}]}'";
    Trajectory run = play(script(said + "; exit 1"), patience(), SKILL).run();

    assertThat(run.judgements()).extracting("kind").containsExactly(Kind.STATUS);
    assertThat(run.finalAnswer()).isEqualTo("done");
  }

  @Test
  void whatIsPrintedMayBeTheAnswer() throws Exception {
    HarnessSettings text =
        settings("{\"command\": [\"echo\", \"The answer is 42.\"], \"format\": \"text\"}");

    assertThat(play(text, Duration.ofSeconds(20), null).run().finalAnswer())
        .isEqualTo("The answer is 42.");
  }

  private static HarnessSettings script(String text) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putArray("command").add("sh").add("-c").add(text);
    return HarnessSettings.of(json);
  }
}
