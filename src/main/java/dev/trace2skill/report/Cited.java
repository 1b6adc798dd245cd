package dev.trace2skill.report;

import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An edit behind a lesson, with its patch, its run and the steps that the patch names.
 *
 * @param editCount edits behind the lesson, this one included
 * @param uri the file that the run was read from
 * @param steps the first of the steps that the patch names as evidence, cut to what is shown
 */
public record Cited(
    String lessonId,
    long editCount,
    Edit edit,
    String patchId,
    String analyst,
    String cause,
    List<String> flags,
    String trajectoryId,
    String taskId,
    @Nullable Outcome outcome,
    @Nullable String uri,
    List<Quoted> steps) {

  public Cited {
    flags = List.copyOf(flags);
    steps = List.copyOf(steps);
  }

  /** The beginning of what was said, called and answered in one step. */
  public record Quoted(
      int stepIndex, Actor actor, String text, List<Call> calls, List<Result> results) {
    public Quoted {
      calls = List.copyOf(calls);
      results = List.copyOf(results);
    }
  }

  /** A call of a tool. */
  public record Call(String tool, String arguments) {}

  /** What a tool answered. */
  public record Result(String tool, String content, @Nullable Boolean error) {}
}
