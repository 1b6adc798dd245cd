package dev.trace2skill.analyze;

import dev.trace2skill.llm.About;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.Providers;
import dev.trace2skill.llm.Share;
import dev.trace2skill.llm.Talk;
import dev.trace2skill.llm.Talk.Ending;
import dev.trace2skill.llm.Talks;
import dev.trace2skill.llm.Turn;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.Usage;
import dev.trace2skill.store.FanOut;
import dev.trace2skill.store.Journal;
import dev.trace2skill.store.Table;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/** {@code candidates -> examined}: one Spark task's trajectories, many talks at a time. */
record Examination(
    Analyst analyst, Skill base, LlmSettings llm, Share share, Journal journal, String runId)
    implements MapPartitionsFunction<Row, Row>, Serializable {

  static final String STAGE = "analyze";

  static final Table<Candidate> CANDIDATES =
      Table.of("candidates", Candidate.class, "trajectory_id");
  static final Table<Examined> EXAMINED = Table.of("examined", Examined.class, "trajectory_id");

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    Talks talks =
        Talks.open(Providers.of(llm.endpoint().protocol()), llm, journal, runId, STAGE, share);
    return FanOut.<Row, Row>map(rows, share.window(), row -> examine(talks, row)).closing(talks);
  }

  private CompletableFuture<Row> examine(Talks talks, Row row) {
    if (talks.isSpent()) {
      return CompletableFuture.completedFuture(EXAMINED.codec().toRow(unpaid(row)));
    }
    Candidate candidate = CANDIDATES.codec().fromRow(row);
    Trajectory run = candidate.run();
    Turn<Finding> first = analyst.examine(new Case(run, run.task(), candidate.contrast(), base));
    About about =
        new About(candidate.trajectoryId(), analyst.name(), analyst.promptId(), base.id());
    return talks
        .hold(about, first)
        .thenApply(talk -> EXAMINED.codec().toRow(examined(run, first, talk)));
  }

  /** To prepare a question takes its time: not for one that cannot be asked. */
  private static Examined unpaid(Row row) {
    String id = row.getAs("trajectory_id");
    return new Examined(id, Ending.BUDGET, "the budget is spent", null, null, 0, List.of());
  }

  private Examined examined(Trajectory run, Turn<Finding> first, Talk<Finding> talk) {
    long question =
        first instanceof Turn.Ask<Finding> ask ? Transcript.tokens(ask.request().json()) : 0;
    if (talk.result() == null) {
      return new Examined(
          run.trajectoryId(), talk.ending(), talk.detail(), null, null, question, talk.calls());
    }
    Looked looked = new Looked(analyst, base.id(), llm.endpoint().model(), run);
    Usage usage = usage(talk);
    return new Examined(
        run.trajectoryId(),
        talk.ending(),
        talk.detail(),
        looked.analysis(talk.result(), usage),
        looked.patch(talk.result(), usage),
        question,
        talk.calls());
  }

  /** What the answers cost when they were first given, whichever run paid for them. */
  private static Usage usage(Talk<Finding> talk) {
    return talk.calls().stream()
        .filter(call -> !call.fromJournal() && call.usage() != null)
        .map(LlmCall::usage)
        .reduce(Usage.NONE, Usage::plus);
  }
}
