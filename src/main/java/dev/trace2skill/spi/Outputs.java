package dev.trace2skill.spi;

import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.Evaluator.Output;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a run came to, as an evaluator sees it. */
public final class Outputs {

  private Outputs() {}

  /** The output of a run as it was, of which only the trace is left. */
  public static Output of(Trajectory run) {
    return of(run, null);
  }

  /**
   * The output of a run as it was.
   *
   * @param workspace the working copy as the run left it
   */
  public static Output of(Trajectory run, @Nullable Path workspace) {
    Set<String> failed = failed(run);
    List<ToolCall> calls = new ArrayList<>();
    for (Step step : run.steps()) {
      step.toolCalls().stream().filter(call -> !failed.contains(call.callId())).forEach(calls::add);
    }
    List<String> said = said(run);
    return new Output(calls, said.isEmpty() ? "" : said.get(said.size() - 1), said, workspace);
  }

  /** Ids of calls that came back with an error: they changed nothing. */
  public static Set<String> failed(Trajectory run) {
    Set<String> failed = new HashSet<>();
    for (Step step : run.steps()) {
      step.toolResults().stream()
          .filter(result -> Boolean.TRUE.equals(result.error()) && !result.callId().isEmpty())
          .map(ToolResult::callId)
          .forEach(failed::add);
    }
    return failed;
  }

  /**
   * What the main agent told the user, in order; the last is its answer. Where no user answers, all
   * before it was said to nobody.
   */
  static List<String> said(Trajectory run) {
    List<String> said = words(run);
    boolean talk = run.steps().stream().filter(Outputs::isOfUser).limit(2).count() > 1;
    return talk || said.isEmpty() ? said : said.subList(said.size() - 1, said.size());
  }

  private static boolean isOfUser(Step step) {
    return step.actor() == Actor.USER && !step.text().isBlank();
  }

  private static List<String> words(Trajectory run) {
    List<String> said = new ArrayList<>();
    for (Step step : run.steps()) {
      if (step.actor() == Actor.AGENT && step.agentPath().isEmpty() && !step.text().isBlank()) {
        said.add(step.text());
      }
    }
    String answer = run.finalAnswer();
    boolean last = !said.isEmpty() && said.get(said.size() - 1).equals(answer);
    if (answer != null && !answer.isBlank() && !last) {
      said.add(answer);
    }
    return said;
  }
}
