package dev.trace2skill.adapter.evidence.langsmith;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.adapter.evidence.Fields;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Source;
import dev.trace2skill.model.Trajectory;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The trajectory that a trace is. */
final class TraceTrajectory {

  private static final List<String> TASK = List.of("task_id", "taskId", "example_id", "case_id");
  private static final List<String> THREAD = List.of("thread_id", "session_id", "conversation_id");
  private static final int ID = 8;

  /** Metadata that names a skill, or a list of skills. */
  private static final List<String> SKILL = List.of("skill", "skills", "skill_name");

  private TraceTrajectory() {}

  /** The SDK that wrote the trace, and its version; null when it does not say. */
  static @Nullable String version(RunTree tree) {
    JsonNode runtime = tree.root().extra().path("runtime");
    String sdk = Fields.text(runtime, "sdk");
    return sdk == null ? null : sdk + " " + Fields.textOrEmpty(runtime, "sdk_version");
  }

  /**
   * Makes it.
   *
   * @param trace the trace's id, which is the session's too; null when nothing says
   * @param feedback records of feedback
   */
  static Trajectory of(
      Source source, @Nullable String trace, RunTree tree, List<JsonNode> feedback) {
    Conversation conversation = Conversation.of(tree);
    TraceSteps steps = TraceSteps.of(conversation.turns());
    String query = conversation.query();
    Trajectory.Builder trajectory =
        Trajectory.of(source, taskId(tree, query, trace))
            .session(trace)
            .principal(principal(tree))
            .models(models(tree, conversation))
            .query(query)
            .steps(steps.steps())
            .finalAnswer(conversation.answer())
            .skills(skills(tree, steps))
            .between(start(tree), end(tree));
    Totals.put(trajectory, tree, conversation);
    Verdicts.of(tree, feedback).forEach(trajectory::judged);
    note(trajectory, tree, conversation);
    steps.diagnostics().forEach(trajectory::diagnostic);
    return trajectory.build();
  }

  /** Those whose files were read, and those that the metadata of a run names. */
  private static List<String> skills(RunTree tree, TraceSteps steps) {
    Set<String> skills = new LinkedHashSet<>(steps.skills());
    for (TraceRun run : tree.runs()) {
      for (String name : SKILL) {
        JsonNode said = run.metadata().path(name);
        (said.isArray() ? said : List.of(said))
            .forEach(
                skill -> {
                  if (skill.isTextual() && !skill.textValue().isBlank()) {
                    skills.add(skill.textValue().strip());
                  }
                });
      }
    }
    return List.copyOf(skills);
  }

  private static String taskId(RunTree tree, String query, @Nullable String trace) {
    String example = first(tree, run -> run.text("reference_example_id"));
    if (example != null) {
      return LangSmith.FORMAT + "/" + example;
    }
    for (String name : TASK) {
      String id = first(tree, run -> Fields.text(run.metadata(), name));
      if (id != null) {
        // A mere number means other tasks elsewhere.
        boolean number = id.chars().allMatch(Character::isDigit);
        return LangSmith.FORMAT
            + "/"
            + id
            + (number ? "-" + ContentId.of(query).substring(0, ID) : "");
      }
    }
    return LangSmith.FORMAT
        + "/"
        + (query.isBlank() && trace != null ? "trace-" + trace : ContentId.of(query));
  }

  private static @Nullable String principal(RunTree tree) {
    String user = first(tree, run -> Fields.text(run.metadata(), "user_id"));
    if (user == null) {
      user = first(tree, run -> run.text("tenant_id"));
    }
    if (user == null) {
      user = first(tree, run -> Fields.text(run.metadata(), "tenant_id"));
    }
    if (user == null) {
      user = first(tree, run -> run.text("session_id"));
    }
    return user == null ? first(tree, run -> run.text("session_name")) : user;
  }

  /** What the root says, else the first run that says anything. */
  private static @Nullable String first(RunTree tree, Said said) {
    String root = said.by(tree.root());
    return root == null
        ? tree.runs().stream().map(said::by).filter(Objects::nonNull).findFirst().orElse(null)
        : root;
  }

  private static List<String> models(RunTree tree, Conversation conversation) {
    List<String> models =
        tree.runs().stream()
            .filter(TraceRun::isModel)
            .map(TraceRun::model)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    return models.isEmpty()
        ? conversation.turns().stream()
            .map(turn -> turn.message().model())
            .filter(Objects::nonNull)
            .distinct()
            .toList()
        : models;
  }

  private static @Nullable Instant start(RunTree tree) {
    Instant root = tree.rootIsKnown() ? tree.root().start() : null;
    return root == null
        ? tree.runs().stream()
            .map(TraceRun::start)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .orElse(null)
        : root;
  }

  private static @Nullable Instant end(RunTree tree) {
    Instant root = tree.rootIsKnown() ? tree.root().end() : null;
    return root == null
        ? tree.runs().stream()
            .map(TraceRun::end)
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(null)
        : root;
  }

  private static void note(Trajectory.Builder trajectory, RunTree tree, Conversation conversation) {
    String thread = null;
    for (String name : THREAD) {
      thread = thread == null ? first(tree, run -> Fields.text(run.metadata(), name)) : thread;
    }
    if (thread != null) {
      trajectory.diagnostic("the trace is part of thread " + thread);
    }
    if (!tree.rootIsKnown()) {
      trajectory.diagnostic("the root of the trace is not in the export");
    }
    note(trajectory, tree, TraceRun::isOffloaded, "runs have their content elsewhere");
    note(trajectory, tree, run -> !run.hasEnded(), "runs have not ended");
    note(trajectory, tree, run -> run.isModel() && run.failed(), "calls of a model failed");
    if (conversation.leftOut() > 0) {
      trajectory.diagnostic(
          conversation.leftOut() + " messages of earlier traces of the thread are left out");
    }
  }

  private static void note(
      Trajectory.Builder trajectory, RunTree tree, Predicate<TraceRun> which, String what) {
    long count = tree.runs().stream().filter(which).count();
    if (count > 0) {
      trajectory.diagnostic(count + " " + what);
    }
  }

  /** What a run says about something; null when it says nothing. */
  private interface Said {
    @Nullable String by(TraceRun run);
  }
}
