package dev.trace2skill.ingest;

import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Trajectory;
import java.io.Serializable;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule that says which trajectories are evidence for a skill: those in which every expression
 * that is given is found.
 *
 * @param skill the skill's name
 * @param query in what the agent was asked
 * @param tool in the name of a tool that it called
 * @param task in the id of the task
 * @param principal in the id of the user, tenant or project
 * @param uri in the address of the trace file
 */
public record Route(
    String skill,
    @Nullable String query,
    @Nullable String tool,
    @Nullable String task,
    @Nullable String principal,
    @Nullable String uri)
    implements Serializable {

  /** More than any message has; what somebody else's expression takes on a text is not known. */
  private static final int LONGEST_TEXT = 20_000;

  public Route {
    if (Stream.of(query, tool, task, principal, uri).allMatch(Objects::isNull)) {
      throw new IllegalArgumentException("a route of " + skill + " says nothing to look for");
    }
    Stream.of(query, tool, task, principal, uri)
        .filter(Objects::nonNull)
        .forEach(regex -> OutcomeSettings.compile("routes", regex));
  }

  boolean holds(Trajectory run) {
    return in(query, Stream.of(run.query()))
        && in(tool, run.steps().stream().flatMap(s -> s.toolCalls().stream()).map(ToolCall::tool))
        && in(task, Stream.of(run.taskId()))
        && in(principal, Stream.ofNullable(run.principalId()))
        && in(uri, Stream.of(run.source().uri()));
  }

  private static boolean in(@Nullable String regex, Stream<String> texts) {
    if (regex == null) {
      return true;
    }
    Pattern pattern = OutcomeSettings.compile("routes", regex);
    return texts.anyMatch(
        text ->
            pattern
                .matcher(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text)
                .find());
  }
}
