package dev.trace2skill.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMReply.Stop;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryTest {

  private static final Usage USAGE = new Usage(1L, 2L, 3L, null, 0.1 + 0.2);
  private static final LlmCall CALL =
      new LlmCall(
          "id",
          "run",
          "s",
          "analyze",
          "error",
          2,
          "fake",
          "m",
          "p",
          false,
          3,
          1,
          USAGE,
          1234,
          null,
          Instant.parse("2026-01-02T03:04:05.678901234Z"));

  @Test
  void answerComesBackAsItWasWritten() {
    LLMReply reply =
        new LLMReply(
            "a \"quote\", a\nline, 漢字, half a pair \ud83d and a whole one \ud83d\ude00",
            List.of(new ToolCall("1", "try_patch", "{not json")),
            Stop.TOOL_CALLS,
            USAGE,
            "fake-1",
            "{\"role\":\"assistant\"}");
    Entry entry = Entry.of(reply, CALL);

    assertThat(Entry.parse(entry.json())).contains(entry);
  }

  @Test
  void textThatIsNoEntryIsNone() {
    String json = Entry.of(FakeModel.reply("", USAGE), CALL).json();

    assertThat(Entry.parse(json.replace("\"version\":1", "\"version\":2"))).isEmpty();
    assertThat(Entry.parse(json.substring(0, json.length() - 1))).isEmpty();
    assertThat(Entry.parse(json.replace("\"requestCount\":3,", ""))).isEmpty();
    assertThat(Entry.parse("")).isEmpty();
    assertThat(Entry.parse("null")).isEmpty();
  }

  @Test
  void pricesAreOfAMillionTokensAndTheProvidersWordCountsMore() {
    Prices prices = new Prices(3, 15, 0.3, 3.75);

    assertThat(prices.cost(new Usage(1_000_000L, 100_000L, 1_000_000L, 1_000_000L, null)))
        .isEqualTo(3 + 1.5 + 0.3 + 3.75);
    assertThat(prices.cost(new Usage(1_000_000L, 100_000L, null, null, 0.5))).isEqualTo(0.5);
  }
}
