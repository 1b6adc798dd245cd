package dev.trace2skill.adapter.evidence.langsmithapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.EvidenceService;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * The REST API of LangSmith: {@code GET /sessions} for the project, {@code POST /runs/query} page
 * by page, {@code GET /feedback} for the runs of each page. A part is a day (UTC), so that the
 * pages of a day that is over are the same whenever it is fetched.
 */
public final class LangSmithApi implements EvidenceService {

  /** The most that the API gives. */
  private static final int RUNS = 100;

  /** Ids in one question about feedback, as they stand in its address. */
  private static final int IDS = 50;

  private static final int FEEDBACK = 100;

  /** Until then runs end and people say what they think of them. */
  private static final Duration LATE = Duration.ofDays(1);

  private static final List<String> SELECTED =
      List.of(
          "id",
          "name",
          "run_type",
          "start_time",
          "end_time",
          "status",
          "error",
          "extra",
          "inputs",
          "outputs",
          "parent_run_id",
          "trace_id",
          "dotted_order",
          "session_id",
          "reference_example_id",
          "feedback_stats",
          "tags",
          "total_tokens",
          "prompt_tokens",
          "completion_tokens",
          "total_cost");

  private final Duration patience;

  /** As {@link java.util.ServiceLoader} makes it. */
  public LangSmithApi() {
    this(Duration.ofSeconds(2));
  }

  /**
   * With another patience.
   *
   * @param patience how long it waits before it asks a second time; twice that before the third
   */
  LangSmithApi(Duration patience) {
    this.patience = patience;
  }

  @Override
  public String service() {
    return "langsmith-api";
  }

  @Override
  public String format() {
    return "langsmith";
  }

  @Override
  public void fetch(Query query, Pages pages) throws IOException, InterruptedException {
    Requests requests = new Requests(query.baseUrl(), query.key(), patience);
    String session = null;
    Instant day = query.from().truncatedTo(ChronoUnit.DAYS);
    while (day.isBefore(query.to())) {
      Instant next = day.plus(1, ChronoUnit.DAYS);
      String part = "day=" + day.toString().substring(0, 10);
      if (!pages.isComplete(part)) {
        if (session == null) {
          session = session(requests, query.project());
        }
        day(requests, session, later(day, query.from()), earlier(next, query.to()), part, pages);
        boolean whole = !day.isBefore(query.from()) && !next.isAfter(query.to());
        if (whole && !next.plus(LATE).isAfter(query.now())) {
          pages.complete(part);
        }
      }
      day = next;
    }
  }

  private static String session(Requests requests, String project)
      throws IOException, InterruptedException {
    try (Page page = requests.get("/sessions", Map.of("name", List.of(project)))) {
      List<String> ids = page.ids();
      if (ids.isEmpty()) {
        throw new UserError("LangSmith knows no project '" + project + "'");
      }
      return ids.get(0);
    }
  }

  private static void day(
      Requests requests, String session, Instant from, Instant to, String part, Pages pages)
      throws IOException, InterruptedException {
    String cursor = null;
    do {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      body.putArray("session").add(session);
      body.put("start_time", from.toString()).put("end_time", to.toString());
      // The oldest first: what comes later does not move what has been.
      body.put("order", "asc").put("limit", RUNS);
      SELECTED.forEach(body.withArray("select")::add);
      if (cursor != null) {
        body.put("cursor", cursor);
      }
      try (Page page = requests.post("/runs/query", body)) {
        List<String> ids = page.ids();
        if (!ids.isEmpty()) {
          pages.keep(part, "runs-" + page.hash() + ".json", page.file());
          feedback(requests, ids, part, pages);
        }
        if (page.cursor() != null && page.cursor().equals(cursor)) {
          throw new UserError("LangSmith gives the same page again and again");
        }
        cursor = page.cursor();
      }
    } while (cursor != null);
  }

  private static void feedback(Requests requests, List<String> runs, String part, Pages pages)
      throws IOException, InterruptedException {
    for (int start = 0; start < runs.size(); start += IDS) {
      List<String> some = runs.subList(start, Math.min(start + IDS, runs.size()));
      int count = FEEDBACK;
      for (int offset = 0; count == FEEDBACK; offset += FEEDBACK) {
        Map<String, List<String>> wanted =
            Map.of(
                "run", some,
                "limit", List.of(Integer.toString(FEEDBACK)),
                "offset", List.of(Integer.toString(offset)));
        try (Page page = requests.get("/feedback", wanted)) {
          count = page.ids().size();
          if (count > 0) {
            pages.keep(part, "feedback-" + page.hash() + ".json", page.file());
          }
        }
      }
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
