package dev.trace2skill.adapter.harness;

import dev.trace2skill.model.Actor;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Judgement;
import dev.trace2skill.model.Judgement.Kind;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.Source;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.Usage;
import dev.trace2skill.model.UserError;
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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  private static final String FOLDER = ".skills";
  private static final int TURNS = 30;
  private static final int OUTPUT_TOKENS = 4_096;
  private static final Set<String> SETTINGS = Set.of("max-turns", "skill", "command-seconds");
  private static final String PROMPT = prompt();

  @Override
  public String harness() {
    return "simple-react";
  }

  @Override
  public HarnessProfile profile(HarnessSettings settings) {
    settings.knowing(harness(), SETTINGS);
    var unused = settings.number("max-turns", TURNS);
    var unusedToo = settings.number("command-seconds", 1);
    var unusedShows = shows(settings);
    String version = ContentId.of(PROMPT, ReactTools.ALL.toString()).substring(0, 12);
    return new HarnessProfile(version, 0, true);
  }

  /** How the agent gets to know the skill. */
  private enum Shows {
    FULL,
    LISTING
  }

  private static Shows shows(HarnessSettings settings) {
    return switch (settings.text("skill").orElse("full")) {
      case "full" -> Shows.FULL;
      case "listing" -> Shows.LISTING;
      default -> throw new UserError("the setting 'skill' is full or listing");
    };
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
      system = system(assignment, place);
      sampling = sampling(assignment);
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
      steps.add(
          new Step(
              steps.size(),
              Actor.AGENT,
              "",
              reply.text(),
              null,
              reply.model(),
              reply.toolCalls(),
              List.of(),
              reply.usage().equals(Usage.NONE) ? null : reply.usage(),
              null));
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

  private static String system(Assignment assignment, Workplace place) throws IOException {
    if (assignment.skill() == null) {
      return PROMPT;
    }
    Path folder = place.work().relativize(place.placeSkill(assignment, FOLDER));
    String main = assignment.skill().file(Skill.MAIN_FILE).orElse("");
    StringBuilder text = new StringBuilder(PROMPT);
    text.append("\nThere is a skill for this kind of task. Its files are in `" + folder + "`:\n");
    assignment.skill().files().forEach(file -> text.append("- `" + file.path() + "`\n"));
    if (shows(assignment.settings()) == Shows.FULL) {
      text.append("\nFollow it. This is its `" + Skill.MAIN_FILE + "`:\n\n").append(main);
    } else {
      text.append("\nIt begins like this; read the rest when the task is of its kind:\n\n");
      text.append(main.lines().limit(6).reduce("", (all, line) -> all + line + "\n"));
    }
    return text.toString();
  }

  /** A seed of 0 is none: nothing is sent. */
  private static Sampling sampling(Assignment assignment) {
    Sampling given =
        assignment.sampling() == null ? Sampling.of(OUTPUT_TOKENS) : assignment.sampling();
    return assignment.seed() == 0
        ? given
        : new Sampling(
            given.maxOutputTokens(),
            given.temperature(),
            given.topP(),
            assignment.seed(),
            given.thinkingTokens(),
            given.effort());
  }

  private static String prompt() {
    try (InputStream in = SimpleReact.class.getResourceAsStream("simple-react.md")) {
      if (in == null) {
        throw new IllegalStateException("simple-react.md is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
