package dev.trace2skill.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.analyze.Workbench.Used;
import dev.trace2skill.llm.Turn;
import dev.trace2skill.llm.prompt.JsonText;
import dev.trace2skill.model.Analysis.Drop;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMReply.Stop;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.LLMRequest.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A talk in which a model uses the tools of a workbench until it ends or a limit is reached. */
record ToolTalk(
    String system, ToolBox box, Workbench bench, AnalystSettings settings, Sampling sampling) {

  /**
   * How far a talk has come.
   *
   * @param turns answers so far
   * @param fault what was wrong with the last answer; a second one in a row ends the talk
   */
  private record State(List<LLMMessage> messages, Notes notes, int turns, Optional<Fault> fault) {}

  Turn<Finding> start(String words) {
    return ask(new State(List.of(LLMMessage.user(words)), Notes.NONE, 0, Optional.empty()));
  }

  private Turn<Finding> ask(State state) {
    LLMRequest request = new LLMRequest(system, state.messages(), box.tools(), null, sampling);
    boolean tooLong = Transcript.tokens(request.json()) > settings.maxTalkTokens();
    if (tooLong || state.turns() >= settings.maxTurns()) {
      String limit = tooLong ? "tokens" : "turns";
      Notes.Refusal refused = state.notes().refused();
      return refused == null
          ? dropped(Drop.LIMIT, "the talk reached its limit of " + limit, state.turns())
          : dropped(refused.drop(), refused.detail(), state.turns());
    }
    return new Turn.Ask<>(request, reply -> answered(state, reply));
  }

  private Turn<Finding> answered(State state, LLMReply reply) {
    int turns = state.turns() + 1;
    Optional<Fault> silent =
        reply.toolCalls().isEmpty() ? Fault.withoutCall(reply) : Fault.of(reply);
    if (reply.toolCalls().isEmpty() || reply.stop() == Stop.REFUSED) {
      Fault fault = silent.orElseThrow();
      return again(
          state, fault, turns, List.of(fault.kept(reply), LLMMessage.user(fault.reminder())));
    }
    List<ToolResult> results = new ArrayList<>();
    Notes notes = state.notes();
    Optional<Fault> fault = silent;
    for (ToolCall call : reply.toolCalls()) {
      Optional<Fault> wrong = silent.isPresent() ? silent : box.fault(call);
      if (wrong.isPresent()) {
        fault = wrong;
        results.add(new ToolResult(call.callId(), call.tool(), wrong.get().reminder(), true));
        continue;
      }
      JsonNode arguments = JsonText.arguments(call.arguments()).orElseThrow();
      Used used = bench.use(notes, call.tool(), arguments);
      if (used.finding() != null) {
        return new Turn.Done<>(used.finding().after(turns));
      }
      notes = used.notes();
      results.add(new ToolResult(call.callId(), call.tool(), used.text(), used.error()));
    }
    remind(results, turns);
    State next = new State(state.messages(), notes, turns, state.fault());
    List<LLMMessage> more = List.of(LLMMessage.model(reply), LLMMessage.results(results));
    return fault.isPresent()
        ? again(next, fault.get(), turns, more)
        : ask(new State(joined(state.messages(), more), notes, turns, Optional.empty()));
  }

  /** Asks once more after a fault, unless it is the second one in a row. */
  private Turn<Finding> again(State state, Fault fault, int turns, List<LLMMessage> more) {
    if (state.fault().isPresent()) {
      return dropped(fault.drop(), fault.detail(), turns);
    }
    return ask(new State(joined(state.messages(), more), state.notes(), turns, Optional.of(fault)));
  }

  /** Nobody should run into the limit with a finding in hand. */
  private void remind(List<ToolResult> results, int turns) {
    if (turns == settings.maxTurns() - 1) {
      ToolResult last = results.remove(results.size() - 1);
      results.add(
          new ToolResult(
              last.callId(),
              last.tool(),
              last.content() + "\n\nYour next answer is the last one: finish or drop.",
              last.error()));
    }
  }

  private Turn<Finding> dropped(Drop drop, String detail, int turns) {
    String masked = bench.gate().secret().masked(detail);
    return new Turn.Done<>(Finding.dropped(drop, masked, turns, bench.flags()));
  }

  private static List<LLMMessage> joined(List<LLMMessage> before, List<LLMMessage> more) {
    List<LLMMessage> all = new ArrayList<>(before);
    all.addAll(more);
    return all;
  }
}
