package dev.trace2skill.adapter.harness;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Judgement;
import dev.trace2skill.model.Judgement.Kind;
import dev.trace2skill.model.Source;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.Usage;
import dev.trace2skill.spi.Assignment;
import dev.trace2skill.spi.HarnessRun;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.LLMTool;
import dev.trace2skill.spi.Workplace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run of an agent of LangChain4j: its model is ours, and so are its tools. */
final class LangChain4jLoop {

  static final String END = "- End with an answer, which is what the user gets to read.\n";

  /** What the agent remembers; more than it can say in a run. */
  private static final int MEMORY = 10_000;

  /** The agent, as the library makes one. */
  public interface Agent {
    /** Its last words on what the user wants. */
    String answer(String query);
  }

  /** Carries what ended the run through the library, which knows nothing of it. */
  private static final class Over extends RuntimeException {
    Over(@Nullable Throwable cause) {
      super(cause);
    }
  }

  private final Assignment assignment;
  private final Workplace place;
  private final ReactTools tools;
  private final String system;
  private final Sampling sampling;
  private final List<LLMReply> replies = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Set<String> models = new LinkedHashSet<>();
  private Usage usage = Usage.NONE;
  private int turns;

  LangChain4jLoop(Assignment assignment, Workplace place) throws IOException {
    this.assignment = assignment;
    this.place = place;
    tools = new ReactTools(place, assignment.settings().number("command-seconds", 120));
    system = Instructions.of(assignment, place, END);
    sampling = Instructions.sampling(assignment);
    steps.add(Step.said(0, Actor.USER, assignment.query()));
  }

  /** All but the one that ends the loop, which the library does by itself. */
  static List<LLMTool> tools() {
    return ReactTools.ALL.stream().filter(tool -> !tool.name().equals("submit")).toList();
  }

  /**
   * Carries the run out.
   *
   * @param most answers of the model
   */
  HarnessRun hold(int most) throws InterruptedException {
    turns = most;
    try {
      String answer = agent().answer(assignment.query());
      return HarnessRun.of(run(answer, Judgement.of(Kind.STATUS, "ended", "answer")));
    } catch (Over e) {
      if (e.getCause() instanceof InterruptedException) {
        throw new InterruptedException();
      }
      boolean late = place.left().isZero();
      Judgement end =
          late
              ? Judgement.of(Kind.ERROR, "deadline", "the run was ended because of its limit")
              : Judgement.of(Kind.STATUS, "ended", e.getCause() == null ? "turns" : "error");
      HarnessRun run = HarnessRun.of(run(null, end));
      return e.getCause() == null || late
          ? run
          : run.troubled("the model: " + e.getCause().getMessage());
    }
  }

  private Agent agent() {
    Map<ToolSpecification, ToolExecutor> all = new LinkedHashMap<>();
    for (LLMTool tool : tools()) {
      all.put(
          ToolSpecification.builder()
              .name(tool.name())
              .description(tool.description())
              .parameters(JsonObjectSchema.builder().build())
              .build(),
          (request, memory) -> use(request).content());
    }
    return AiServices.builder(Agent.class)
        .chatModel(
            new ChatModel() {
              @Override
              public ChatResponse doChat(ChatRequest request) {
                return ChatResponse.builder().aiMessage(ask(request)).build();
              }
            })
        .systemMessage(system)
        .chatMemory(MessageWindowChatMemory.withMaxMessages(MEMORY))
        .tools(all)
        .maxToolCallingRoundTrips(Integer.MAX_VALUE)
        .hallucinatedToolNameStrategy(
            request -> ToolExecutionResultMessage.from(request, use(request).content()))
        .build();
  }

  private AiMessage ask(ChatRequest request) {
    if (replies.size() == turns || place.left().isZero()) {
      throw new Over(null);
    }
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LLMReply reply =
          place.ask(
              replies.size(), new LLMRequest(system, messages(request), tools(), null, sampling));
      told(reply);
      List<ToolExecutionRequest> calls =
          reply.toolCalls().stream().map(LangChain4jLoop::request).toList();
      return calls.isEmpty() ? AiMessage.from(reply.text()) : AiMessage.from(reply.text(), calls);
    } catch (LLMException | InterruptedException e) {
      throw new Over(e);
    }
  }

  private static ToolExecutionRequest request(ToolCall call) {
    return ToolExecutionRequest.builder()
        .id(call.callId())
        .name(call.tool())
        .arguments(call.arguments())
        .build();
  }

  private void told(LLMReply reply) {
    replies.add(reply);
    models.add(reply.model());
    usage = usage.plus(reply.usage());
    steps.add(reply.step(steps.size()));
  }

  /** The talk as the library has it; what the model said is given back as the model wrote it. */
  private List<LLMMessage> messages(ChatRequest request) {
    List<LLMMessage> all = new ArrayList<>();
    List<ToolResult> results = new ArrayList<>();
    int said = 0;
    for (ChatMessage message : request.messages()) {
      if (message instanceof ToolExecutionResultMessage result) {
        results.add(new ToolResult(result.id(), result.toolName(), result.text(), false));
        continue;
      }
      if (!results.isEmpty()) {
        all.add(LLMMessage.results(results));
        results.clear();
      }
      if (message instanceof AiMessage) {
        all.add(LLMMessage.model(replies.get(said++)));
      } else if (message instanceof UserMessage user) {
        all.add(LLMMessage.user(user.singleText()));
      } else if (!(message instanceof SystemMessage)) {
        throw new IllegalStateException("a message of another kind: " + message.type());
      }
    }
    if (!results.isEmpty()) {
      all.add(LLMMessage.results(results));
    }
    return all;
  }

  private ToolResult use(ToolExecutionRequest request) {
    try {
      ToolResult result =
          tools.use(new ToolCall(request.id(), request.name(), request.arguments()));
      steps.add(Step.answered(steps.size(), result));
      return result;
    } catch (InterruptedException e) {
      // The library would tell the model; the next question to it ends the run.
      Thread.currentThread().interrupt();
      return new ToolResult(request.id(), request.name(), "interrupted", true);
    }
  }

  private Trajectory run(@Nullable String answer, Judgement end) {
    return Trajectory.of(new Source("langchain4j", null, "", ""), assignment.taskId())
        .query(assignment.query())
        .models(List.copyOf(models))
        .steps(steps)
        .usage(usage)
        .finalAnswer(answer)
        .judged(end)
        .build();
  }
}
