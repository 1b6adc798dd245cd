package dev.trace2skill.adapter.harness;

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
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessProfile;
import dev.trace2skill.spi.HarnessRun;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.Workplace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agent of our own: a model that calls tools in the working copy until it submits an answer, or
 * just gives one. It asks through the call layer, so that answers are journalled and budgets hold.
 * The skill's main file stands in its instructions, its other files lie in the working copy.
 */
public final class SimpleReact implements HarnessAdapter {

  private static final int TURNS = 30;
  private static final Set<String> SETTINGS = Set.of("max-turns", "skill", "command-seconds");
  private static final String END =
      "- End with the tool `submit`, whose answer is what the user gets to read.\n";

  @Override
  public String harness() {
    return "simple-react";
  }

  @Override
  public HarnessProfile profile(HarnessSettings settings) {
    settings.knowing(harness(), SETTINGS);
    var unused = settings.number("max-turns", TURNS);
    var unusedToo = settings.number("command-seconds", 1);
    return new HarnessProfile(Instructions.version(settings, END, ReactTools.ALL), 0, true);
  }

  @Override
  public HarnessRun run(Assignment assignment, Workplace place)
      throws IOException, InterruptedException {
    return new Talk(assignment, place).hold();
  }

  /** One run under way. */
  private final class Talk {
    private final Assignment assignment;
    private final Workplace place;
    private final ReactTools tools;
    private final String system;
    private final Sampling sampling;
    private final List<LLMMessage> messages = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> models = new LinkedHashSet<>();
    private Usage usage = Usage.NONE;
    private @Nullable Judgement end;

    Talk(Assignment assignment, Workplace place) throws IOException {
      this.assignment = assignment;
      this.place = place;
      tools = new ReactTools(place, assignment.settings().number("command-seconds", 120));
      system = Instructions.of(assignment, place, END);
      sampling = Instructions.sampling(assignment);
      messages.add(LLMMessage.user(assignment.query()));
      steps.add(Step.said(0, Actor.USER, assignment.query()));
    }

    HarnessRun hold() throws IOException, InterruptedException {
      int turns = assignment.settings().number("max-turns", TURNS);
      try {
        for (int turn = 0; turn < turns && end == null; turn++) {
          if (place.left().isZero()) {
            end = Judgement.of(Kind.ERROR, "deadline", "the run was ended because of its limit");
          } else {
            take(place.ask(turn, new LLMRequest(system, messages, ReactTools.ALL, null, sampling)));
          }
        }
        end = end == null ? Judgement.of(Kind.STATUS, "ended", "turns") : end;
        return HarnessRun.of(trajectory());
      } catch (LLMException e) {
        return HarnessRun.of(trajectory()).troubled("the model: " + e.getMessage());
      }
    }

    private void take(LLMReply reply) throws IOException, InterruptedException {
      messages.add(LLMMessage.model(reply));
      models.add(reply.model());
      usage = usage.plus(reply.usage());
      steps.add(reply.step(steps.size()));
      if (reply.toolCalls().isEmpty()) {
        end = Judgement.of(Kind.STATUS, "ended", reply.stop().name().toLowerCase(Locale.ROOT));
        return;
      }
      List<ToolResult> results = new ArrayList<>();
      for (ToolCall call : reply.toolCalls()) {
        ToolResult result = tools.use(call);
        results.add(result);
        steps.add(Step.answered(steps.size(), result));
      }
      messages.add(LLMMessage.results(results));
      if (tools.answer() != null) {
        end = Judgement.of(Kind.STATUS, "ended", "submit");
      }
    }

    private Trajectory trajectory() {
      Trajectory.Builder run =
          Trajectory.of(new Source(harness(), null, "", ""), assignment.taskId())
              .query(assignment.query())
              .models(List.copyOf(models))
              .steps(steps)
              .usage(usage)
              .finalAnswer(lastWords());
      if (end != null) {
        run.judged(end);
      }
      return run.build();
    }

    private @Nullable String lastWords() {
      Step last = steps.get(steps.size() - 1);
      return tools.answer() != null
          ? tools.answer()
          : last.actor() == Actor.AGENT && !last.text().isBlank() ? last.text() : null;
    }
  }
}
