package dev.trace2skill.analyze;

import static dev.trace2skill.store.Tables.ANALYSES;
import static dev.trace2skill.store.Tables.COVERAGE;
import static dev.trace2skill.store.Tables.LLM_CALLS;
import static dev.trace2skill.store.Tables.PATCHES;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trace2skill.llm.Budget;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.Prices;
import dev.trace2skill.llm.Turn;
import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Analysis;
import dev.trace2skill.model.Coverage;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Generality;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.LlmCall;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Patch;
import dev.trace2skill.model.RootCause;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.Source;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.Secret;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.ScriptedProvider;
import dev.trace2skill.testing.ScriptedProvider.Answer;
import dev.trace2skill.testing.ScriptedProvider.Script;
import dev.trace2skill.testing.SparkTest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waves, the ledger and coverage, with an analyst of two questions that believes its model. */
@Tag("spark")
class ModelAnalysisTest {

  private static final Skill BASE = Skill.of(Map.of("SKILL.md", "# Desk\n"));
  private static final double USD_A_CALL = 100 * 3e-6 + 10 * 15e-6;

  @TempDir private static Path folder;

  /** Seven failures, of which two differ in words alone, and one success. */
  private static Warehouse warehouse;

  private static Script script;
  private static TalkCounts first;

  @BeforeAll
  static void lookAtEverything() {
    warehouse = corpus("all");
    script = ScriptedProvider.at("scripted://all", request -> ScriptedProvider.says("well"));
    first = analysis(warehouse, "all", Budget.UNLIMITED, "run-1").run();
  }

  @Test
  void everyTrajectoryIsAnalysedOrInCoverage() {
    List<Coverage> left = COVERAGE.collect(warehouse.read(COVERAGE).where("run_id = 'run-1'"));
    List<Analysis> analysed = ANALYSES.collect(warehouse.read(ANALYSES));

    assertThat(analysed).hasSize(6);
    assertThat(left)
        .extracting(Coverage::why)
        .containsExactlyInAnyOrder(Coverage.Why.OTHER_OUTCOME, Coverage.Why.NEAR_IDENTICAL);
    assertThat(first.eligible()).isEqualTo(7);
    assertThat(first.analysed()).isEqualTo(6);
    assertThat(first.nearIdentical()).isEqualTo(1);
  }

  @Test
  void ledgerAddsUpToWhatTheProviderWasAsked() {
    List<LlmCall> calls = LLM_CALLS.collect(warehouse.read(LLM_CALLS).where("run_id = 'run-1'"));

    assertThat(calls.stream().mapToInt(LlmCall::requestCount).sum()).isEqualTo(12);
    assertThat(first.spent().calls()).isEqualTo(12);
    assertThat(first.spent().tokens()).isEqualTo(12 * 110);
    assertThat(first.spent().usd()).isCloseTo(12 * USD_A_CALL, within(1e-12));
  }

  @Test
  void patchOfARunIsCarriedOverToTheOneThatIsLikeIt() {
    List<Patch> patches = PATCHES.collect(warehouse.read(PATCHES));

    assertThat(patches).hasSize(7);
    Patch carried =
        patches.stream().filter(p -> p.analysedTrajectoryId() != null).findFirst().orElseThrow();
    assertThat(patches)
        .anyMatch(
            p ->
                p.trajectoryId().equals(carried.analysedTrajectoryId())
                    && p.edits().equals(carried.edits()));
  }

  @Test
  void secondRunAsksNothing() {
    int before = script.requests();

    TalkCounts again = analysis(warehouse, "all", Budget.UNLIMITED, "run-2").run();

    assertThat(script.requests()).isEqualTo(before);
    assertThat(again.analysed()).isEqualTo(6);
    assertThat(again.spent().calls()).isZero();
    assertThat(warehouse.read(PATCHES).count()).isEqualTo(7);
  }

  @Test
  void runThatLostItsTablesIsCompletedFromTheJournal() throws IOException {
    Warehouse again = corpus("again");
    FileUtils.copyDirectory(
        new File(warehouse.location("journal")), new File(again.location("journal")));
    int paid = script.requests();

    TalkCounts resumed = analysis(again, "all", Budget.UNLIMITED, "resumed").run();

    assertThat(script.requests()).isEqualTo(paid);
    assertThat(resumed.spent().calls()).isZero();
    List<LlmCall> calls = LLM_CALLS.collect(again.read(LLM_CALLS));
    assertThat(calls).filteredOn(c -> c.runId().equals("run-1") && !c.fromJournal()).hasSize(12);
    assertThat(calls).filteredOn(c -> c.runId().equals("resumed") && c.fromJournal()).hasSize(12);
    assertThat(new HashSet<>(PATCHES.collect(again.read(PATCHES))))
        .isEqualTo(new HashSet<>(PATCHES.collect(warehouse.read(PATCHES))));
  }

  @Test
  void budgetIsKeptAndAnotherRunGoesOn() {
    Warehouse poor = corpus("poor");
    Script asked = ScriptedProvider.at("scripted://poor", request -> ScriptedProvider.says("well"));

    TalkCounts stopped = analysis(poor, "poor", new Budget(5L, null, null, null), "run-1").run();

    assertThat(asked.requests()).isBetween(3, 5);
    assertThat(stopped.unpaid()).isPositive();
    assertThat(stopped.analysed() + stopped.unpaid()).isEqualTo(6);

    TalkCounts finished = analysis(poor, "poor", Budget.UNLIMITED, "run-2").run();

    assertThat(asked.requests()).isEqualTo(12);
    assertThat(finished.analysed()).isEqualTo(6);
    assertThat(finished.unpaid()).isZero();
  }

  @Test
  void whatIsNotAnsweredIsAskedAgainByTheNextRun() {
    Warehouse deaf = corpus("deaf");
    Answer silence =
        request -> {
          throw new LLMException(LLMException.Kind.REJECTED, "too long");
        };
    ScriptedProvider.at("scripted://deaf", silence);

    TalkCounts nothing = analysis(deaf, "deaf", Budget.UNLIMITED, "run-1").run();

    assertThat(nothing.unanswered()).isEqualTo(6);
    assertThat(COVERAGE.collect(deaf.read(COVERAGE).where("why = 'unanswered'")))
        .extracting(Coverage::detail)
        .allMatch(detail -> detail.contains("too long"));

    assertThat(analysis(deaf, "deaf", Budget.UNLIMITED, "run-2").plan().trajectories())
        .isEqualTo(6);
  }

  @Test
  void whatTheUserMustMendStopsTheRun() {
    Warehouse closed = corpus("closed");
    Answer refusal =
        request -> {
          throw new LLMException(LLMException.Kind.MISCONFIGURED, "the key in X was refused");
        };
    ScriptedProvider.at("scripted://closed", refusal);

    assertThatThrownBy(() -> analysis(closed, "closed", Budget.UNLIMITED, "run-1").run())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the key in X was refused");
  }

  @Test
  void planCountsWhatIsPaidAsNothing() {
    Forecast done = analysis(warehouse, "all", Budget.UNLIMITED, "plan").plan();
    Forecast fresh = analysis(corpus("fresh"), "all", Budget.UNLIMITED, "plan").plan();

    assertThat(done.trajectories()).isZero();
    assertThat(done.calls()).isEqualTo(Interval.ZERO);
    assertThat(fresh.trajectories()).isEqualTo(6);
    assertThat(fresh.usd().low()).isPositive();
    assertThat(fresh.usd().low()).isLessThan(6 * 2 * USD_A_CALL * 10);
  }

  private static ModelAnalysis analysis(
      Warehouse tables, String name, Budget budget, String runId) {
    LLMEndpoint endpoint =
        new LLMEndpoint(
            ScriptedProvider.PROTOCOL,
            "scripted://" + name,
            "scripted-model",
            Secret.NONE,
            Duration.ofSeconds(5));
    LlmSettings llm =
        new LlmSettings(
            endpoint,
            new Prices(3, 15, 0.3, 3.75),
            Sampling.of(100),
            8,
            3,
            Duration.ofMinutes(1),
            null,
            budget,
            false);
    return new ModelAnalysis(
        tables,
        new ModelSettings(llm, Sample.ALL, AnalystSettings.DEFAULT),
        new Believer(),
        BASE,
        runId,
        Instant.now());
  }

  private static Warehouse corpus(String name) {
    Warehouse made = new Warehouse(SparkTest.spark(), folder.resolve(name).toString());
    List<Trajectory> runs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      runs.add(run(i, "Done.", Outcome.FAILURE));
    }
    runs.add(run(5, "All is done.", Outcome.FAILURE));
    runs.add(run(7, "Done.", Outcome.SUCCESS));
    made.append(TRAJECTORIES, runs);
    return made;
  }

  private static Trajectory run(int number, String answer, Outcome outcome) {
    ToolCall call = new ToolCall("c", "pay", "{\"amount\": " + number + "}");
    return Trajectory.of(new Source("test", null, "file:/run", ""), "task-" + number % 3)
        .steps(List.of(Step.called(0, "", List.of(call)), Step.said(1, Actor.AGENT, answer)))
        .build()
        .withOutcome(outcome, null, "label", 1);
  }

  /** Asks twice and makes an edit of the answers. */
  private record Believer() implements Analyst {

    @Override
    public String name() {
      return "error";
    }

    @Override
    public Outcome looksAt() {
      return Outcome.FAILURE;
    }

    @Override
    public String promptId() {
      return "prompt";
    }

    @Override
    public String methodId() {
      return "method";
    }

    @Override
    public int maxTurns() {
      return 2;
    }

    @Override
    public Turn<Finding> examine(Case subject) {
      LLMRequest why = ask(List.of(LLMMessage.user("Why? " + subject.run().steps())));
      return new Turn.Ask<>(
          why,
          reply -> {
            List<LLMMessage> talk = new ArrayList<>(why.messages());
            talk.add(LLMMessage.model(reply));
            talk.add(LLMMessage.user("And what then?"));
            return new Turn.Ask<>(ask(talk), then -> new Turn.Done<>(finding(then.text())));
          });
    }

    private static LLMRequest ask(List<LLMMessage> talk) {
      return new LLMRequest("Be brief.", talk, List.of(), null, Sampling.of(100));
    }

    private static Finding finding(String text) {
      return new Finding(
          null,
          "believed",
          RootCause.OTHER,
          Generality.DOMAIN,
          text,
          List.of(0),
          List.of(Edit.append("SKILL.md", "Advice", "- " + text)),
          Grade.VERIFIED,
          2,
          List.of());
    }
  }
}
