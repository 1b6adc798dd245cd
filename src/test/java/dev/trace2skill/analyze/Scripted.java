package dev.trace2skill.analyze;

import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMReply.Stop;
import dev.trace2skill.spi.LLMRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * A model that says what it is told to, one reply after the other, and keeps what it was asked.
 * Single quotes stand for the double ones of JSON.
 */
final class Scripted implements Function<LLMRequest, LLMReply> {

  private final Deque<LLMReply> replies = new ArrayDeque<>();
  private final List<LLMRequest> requests = new ArrayList<>();

  static Scripted model() {
    return new Scripted();
  }

  /** A reply with calls: names and arguments in turn. */
  Scripted calls(String... namesAndArguments) {
    return ends(Stop.TOOL_CALLS, "", namesAndArguments);
  }

  Scripted says(String text) {
    return ends(Stop.END, text);
  }

  Scripted ends(Stop stop, String text, String... namesAndArguments) {
    List<ToolCall> calls = new ArrayList<>();
    for (int i = 0; i < namesAndArguments.length; i += 2) {
      calls.add(
          new ToolCall(
              "c" + replies.size() + "-" + i,
              namesAndArguments[i],
              RunWriter.json(namesAndArguments[i + 1])));
    }
    replies.add(new LLMReply(RunWriter.json(text), calls, stop, Usage.NONE, "scripted", null));
    return this;
  }

  @Override
  public LLMReply apply(LLMRequest request) {
    requests.add(request);
    return replies.remove();
  }

  int asked() {
    return requests.size();
  }

  LLMRequest request(int number) {
    return requests.get(number);
  }

  /** What the tools gave in answer to a reply. */
  List<ToolResult> results(int reply) {
    List<LLMMessage> messages = requests.get(reply + 1).messages();
    return messages.get(messages.size() - 1).toolResults();
  }

  String result(int reply) {
    return results(reply).get(0).content();
  }
}
