package dev.trace2skill.testing;

import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.LLMRequest.Sampling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The {@link AnalystModel} behind a {@link ModelServer}; one answer in ten is of no use. */
public final class ServedAnalyst implements Function<Asked, Said> {

  private static final double MALFORMED = 0.10;

  private final AnalystModel model = new AnalystModel(MALFORMED);

  @Override
  public Said apply(Asked asked) {
    LLMReply reply =
        model.apply(
            new LLMRequest(
                asked.system(),
                named(asked.messages()),
                asked.tools(),
                asked.answerSchema(),
                Sampling.of(1000)));
    return new Said(reply.text(), reply.toolCalls(), reply.stop());
  }

  /** Protocols do not name the tool of a result: its call does. */
  private static List<LLMMessage> named(List<LLMMessage> messages) {
    Map<String, String> tools = new HashMap<>();
    List<LLMMessage> named = new ArrayList<>();
    for (LLMMessage message : messages) {
      for (ToolCall call : message.toolCalls()) {
        tools.put(call.callId(), call.tool());
      }
      List<ToolResult> results =
          message.toolResults().stream()
              .map(
                  r ->
                      new ToolResult(
                          r.callId(), tools.getOrDefault(r.callId(), ""), r.content(), r.error()))
              .toList();
      named.add(
          new LLMMessage(
              message.role(), message.text(), message.toolCalls(), results, message.raw()));
    }
    return named;
  }
}
