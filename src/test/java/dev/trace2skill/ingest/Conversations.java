package dev.trace2skill.ingest;

import org.jspecify.annotations.Nullable;

/** Records of small conversations, as lines of JSON. */
final class Conversations {

  private Conversations() {}

  /** A conversation in which the agent echoes every word of the user. */
  static String chat(String session, String task, @Nullable String outcome, String... words) {
    StringBuilder messages = new StringBuilder();
    for (String word : words) {
      messages
          .append(messages.isEmpty() ? "" : ",")
          .append("{\"role\":\"user\",\"content\":\"" + word + "\"},")
          .append("{\"role\":\"assistant\",\"content\":\"You said " + word + "\"}");
    }
    return "{\"session_id\":\""
        + session
        + "\",\"task_id\":\""
        + task
        + "\","
        + (outcome == null ? "" : "\"outcome\":\"" + outcome + "\",")
        + "\"messages\":["
        + messages
        + "]}\n";
  }

  /** A run as LangSmith exports it. */
  static String run(String id, @Nullable String parent, String type, String io) {
    return "{\"id\":\"%s\",\"trace_id\":\"r1\",\"run_type\":\"%s\",\"name\":\"n\",\"dotted_order\":\"\","
            .formatted(id, type)
        + (parent == null ? "" : "\"parent_run_id\":\"" + parent + "\",")
        + "\"start_time\":\"2026-01-01T10:00:0"
        + id.charAt(1)
        + "Z\","
        + io
        + "}\n";
  }
}
