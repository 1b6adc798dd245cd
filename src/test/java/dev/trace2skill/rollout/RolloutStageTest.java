package dev.trace2skill.rollout;

import static dev.trace2skill.store.Tables.LLM_CALLS;
import static dev.trace2skill.store.Tables.TASKS;
import static dev.trace2skill.store.Tables.TRAJECTORIES;
import static dev.trace2skill.testing.ScriptedProvider.says;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.ingest.OutcomePolicy;
import dev.trace2skill.ingest.OutcomeSettings;
import dev.trace2skill.llm.Budget;
import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.model.Artefact;
import dev.trace2skill.model.Artefact.Kind;
import dev.trace2skill.model.Check;
import dev.trace2skill.model.Judgement;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Rollout;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.TaskInput;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.UserError;
import dev.trace2skill.process.Limits;
import dev.trace2skill.rollout.RolloutSettings.GivenSkill;
import dev.trace2skill.rollout.RolloutSettings.Placement;
import dev.trace2skill.rollout.RolloutStage.Counts;
import dev.trace2skill.spi.HarnessProfile;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.spi.LLMEndpoint;
import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.spi.Secret;
import dev.trace2skill.store.Artefacts;
import dev.trace2skill.store.Warehouse;
import dev.trace2skill.testing.ScriptedProvider;
import dev.trace2skill.testing.ScriptedProvider.Script;
import dev.trace2skill.testing.SparkTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutStageTest {

  /** Does what the query says: some runs are right, some wrong, some break down or hang. */
  private static final String AGENT =
      """
      query=$(sed 's/.*"query":"\\([^"]*\\)".*/\\1/')
      case $query in
        right*) tr a-z A-Z <in.txt >out.txt ;;
        wrong*) echo nonsense >out.txt; echo "mail me: joe.bloggs@bank-mail.com" >note.txt ;;
        broken*) echo "connection refused" >&2; exit 4 ;;
        hangs*) sleep 60 ;;
      esac
      echo '{"messages": [{"role": "assistant", "content": "Done, see '$PWD'/out.txt"}]}'
      exit 1
      """;

  private static final String MET = "{\"met\": true, \"reason\": \"it does\"}";
  private static final String NOT_MET = "{\"met\": false, \"reason\": \"says too little\"}";

  @TempDir private Path directory;
  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = SparkTest.warehouse(directory);
  }

  @Test
  void runsAreJudgedByTheirChecksStoredOnceAndNeverMadeTwice() {
    List<Task> tasks = List.of(task("right"), task("wrong"), task("broken"), task("hangs"));

    Counts first = run(tasks, 2);

    assertThat(first.ordered()).isEqualTo(8);
    assertThat(first.outcomes()).isEqualTo(Map.of("success", 2L, "failure", 4L, "infra", 2L));
    assertThat(trajectories(Outcome.SUCCESS))
        .allSatisfy(
            run -> {
              Rollout made = Objects.requireNonNull(run.rollout());
              assertThat(run.outcomeSource()).isEqualTo("reward verdict");
              assertThat(run.finalAnswer()).isEqualTo("Done, see /rollout/work/out.txt");
              assertThat(run.principalId()).isNull();
              assertThat(made.exitCode()).isEqualTo(1);
              assertThat(made.skillId()).isEqualTo(skill().id());
              assertThat(text(made, Kind.DIFF)).contains("+++ b/out.txt", "+HELLO");
              assertThat(text(made, Kind.OUTPUT)).isEqualTo("HELLO\n");
              assertThat(text(made, Kind.TRANSCRIPT)).contains("/rollout/work/out.txt");
            });
    assertThat(trajectories(Outcome.FAILURE))
        .filteredOn(run -> run.taskId().equals("hangs"))
        .hasSize(2)
        .allSatisfy(
            run -> {
              // The agent's own doing: it is not tried again.
              assertThat(Objects.requireNonNull(run.rollout()).ending()).isEqualTo("deadline");
              assertThat(Objects.requireNonNull(run.rollout()).attempt()).isEqualTo(1);
            });
    assertThat(trajectories(Outcome.FAILURE))
        .filteredOn(run -> run.taskId().equals("wrong"))
        .hasSize(2)
        .allSatisfy(
            run -> {
              Rollout made = Objects.requireNonNull(run.rollout());
              assertThat(Objects.requireNonNull(run.groundTruth()).reason()).contains("nonsense");
              assertThat(text(made, Kind.DIFF)).doesNotContain("joe.bloggs").contains("[email");
            });
    assertThat(trajectories(Outcome.INFRA))
        .allSatisfy(run -> assertThat(Objects.requireNonNull(run.rollout()).attempt()).isEqualTo(2))
        .extracting(Trajectory::trial)
        .containsExactlyInAnyOrder(0, 1);
    assertThat(warehouse.read(TASKS).count()).isEqualTo(4);
    assertThat(warehouse.read(LLM_CALLS).count()).isZero();

    // Only what broke down is made again, and nothing is stored twice.
    Counts second = run(tasks, 2);

    assertThat(second.known()).isEqualTo(6);
    assertThat(second.outcomes()).isEqualTo(Map.of("infra", 2L));
    assertThat(trajectories(Outcome.SUCCESS)).hasSize(2);
    assertThat(trajectories(Outcome.INFRA)).hasSizeBetween(2, 4);

    // The tables are lost: the journal has all that was finished.
    FileUtil.fullyDelete(Path.of(warehouse.location("trajectories")).toFile());
    Counts third = run(List.of(task("right"), task("wrong")), 2);

    assertThat(third.fromJournal()).isEqualTo(4);
    assertThat(third.outcomes()).isEqualTo(Map.of("success", 2L, "failure", 2L));
  }

  @Test
  void modelJudgesWhatNoComparisonCanAndIsPaidOnce() {
    Script judge = judge(asked -> says(asked.json().contains("HELLO") ? MET : NOT_MET));
    List<Task> tasks = List.of(judged("right"), judged("wrong"));

    Counts first = run(tasks, how(1, judge(Budget.UNLIMITED)));

    assertThat(first.outcomes()).isEqualTo(Map.of("success", 1L, "failure", 1L));
    assertThat(trajectories(Outcome.FAILURE))
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.outcomeSource()).isEqualTo("score opinion");
              assertThat(run.judgements())
                  .contains(new Judgement(Judgement.Kind.SCORE, "opinion", 0.0, "m"));
              assertThat(Objects.requireNonNull(run.groundTruth()).reason())
                  .isEqualTo("judge out.txt: says too little");
              assertThat(run.usage()).isNull();
            });
    assertThat(warehouse.read(LLM_CALLS).where("purpose = 'judge'").count()).isEqualTo(2);

    FileUtil.fullyDelete(Path.of(warehouse.location("trajectories")).toFile());
    FileUtil.fullyDelete(Path.of(warehouse.location("rollouts")).toFile());
    Counts second = run(tasks, how(1, judge(Budget.UNLIMITED)));

    assertThat(second.outcomes()).isEqualTo(first.outcomes());
    assertThat(judge.requests()).isEqualTo(2);
  }

  @Test
  void runThatNobodyCanJudgeIsMadeAgain() {
    judge(
        asked -> {
          throw new LLMException(LLMException.Kind.REJECTED, "not this one");
        });

    Counts first = run(List.of(judged("right")), how(1, judge(Budget.UNLIMITED)));

    assertThat(first.outcomes()).isEqualTo(Map.of("infra", 1L));
    assertThat(trajectories(Outcome.INFRA))
        .extracting(Trajectory::outcomeSource)
        .containsExactly("crash judge");
    judge(asked -> says(MET));
    assertThat(run(List.of(judged("right")), how(1, judge(Budget.UNLIMITED))).of("success"))
        .isEqualTo(1);
  }

  @Test
  void budgetThatIsSpentLeavesRunsForAnotherDay() {
    judge(asked -> says(MET));
    List<Task> tasks = List.of(judged("right 1"), judged("right 2"), judged("right 3"));

    Counts counts = run(tasks, how(1, judge(new Budget(1L, null, null, null))));

    assertThat(counts.of("success")).isLessThanOrEqualTo(1);
    assertThat(counts.of("success") + counts.of("budget")).isEqualTo(3);
    assertThat(counts.detail()).isNotEmpty();
  }

  @Test
  void tasksThatCannotBeTriedOrJudgedHereAreNamed() {
    Task contained =
        new Task("c", "Do it.", null, List.of(), List.of(), null, List.of(Task.NEEDS_CONTAINER));

    Counts counts = run(List.of(contained), how(1));

    assertThat(counts.leftOut()).isEqualTo(1);
    assertThat(counts.ordered()).isZero();
    assertThatThrownBy(() -> run(List.of(judged("right")), how(1)))
        .isInstanceOf(UserError.class)
        .hasMessage("1 tasks have a check that asks a model: say which with rollout.judge");
  }

  @Test
  void whatCanChangeARunIsInItsName() {
    RolloutSettings how = how(1);
    String version = "1";
    Order order = Order.of(task("right"), "", 0, 0, how, profile(version));

    assertThat(
            Stream.of(
                    Order.of(task("wrong"), "", 0, 0, how, profile(version)),
                    Order.of(task("right"), "", 1, 0, how, profile(version)),
                    Order.of(task("right"), "", 0, 1, how, profile(version)),
                    Order.of(task("right"), "", 0, 0, how, profile("2")))
                .map(Order::rolloutId))
        .doesNotContain(order.rolloutId())
        .doesNotHaveDuplicates();
    assertThat(Order.of(task("right"), "", 0, 0, how(3), profile(version)).rolloutId())
        .isEqualTo(order.rolloutId());
  }

  private static HarnessProfile profile(String version) {
    return new HarnessProfile(version, 0);
  }

  private Counts run(List<Task> tasks, int trials) {
    return run(tasks, how(trials));
  }

  private Counts run(List<Task> tasks, RolloutSettings how) {
    OutcomePolicy policy = new OutcomePolicy(OutcomeSettings.DEFAULT);
    RolloutStage stage = new RolloutStage(warehouse, how, policy::decide, "run-1");
    warehouse.append(TASKS, tasks);
    List<String> ids = tasks.stream().map(Task::taskId).toList();
    return stage.run(
        warehouse.read(TASKS).where(col("task_id").isin(ids.toArray())), (left, ordered) -> {});
  }

  private static Script judge(ScriptedProvider.Answer answer) {
    return ScriptedProvider.at("scripted://judge", answer);
  }

  private static LlmSettings judge(Budget budget) {
    return new LlmSettings(
        new LLMEndpoint(
            ScriptedProvider.PROTOCOL, "scripted://judge", "m", Secret.NONE, Duration.ofMinutes(1)),
        null,
        Sampling.of(100),
        4,
        2,
        Duration.ofMinutes(1),
        null,
        budget,
        false);
  }

  /** A task whose answer a model is to like. */
  private static Task judged(String query) {
    return new Task(
        query,
        query + " please",
        null,
        List.of(new TaskInput("in.txt", null, "hello\n", false)),
        List.of(new Check("judge", "out.txt", "It shouts.", null, "{}")),
        null,
        List.of());
  }

  private static RolloutSettings how(int trials) {
    return how(trials, null);
  }

  private static RolloutSettings how(int trials, @Nullable LlmSettings judge) {
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    settings.putArray("command").add("sh").add("-c").add(AGENT);
    return new RolloutSettings(
        "command",
        HarnessSettings.of(settings),
        null,
        null,
        judge,
        new GivenSkill("shouting", skill()),
        null,
        trials,
        List.of(0L),
        new Limits(Duration.ofSeconds(8), Duration.ofMillis(200), 1 << 20, 1 << 24, 1L << 30, 50),
        Placement.DEFAULT,
        2,
        1 << 20);
  }

  private static Skill skill() {
    return Skill.of(Map.of("SKILL.md", "---\nname: shouting\ndescription: Shouts.\n---\n"));
  }

  private static Task task(String query) {
    return new Task(
        query,
        query + " please",
        null,
        List.of(new TaskInput("in.txt", null, "hello\n", false)),
        List.of(new Check("exact", "out.txt", "HELLO", null, "{}")),
        null,
        List.of());
  }

  private List<Trajectory> trajectories(Outcome outcome) {
    return TRAJECTORIES.collect(warehouse.read(TRAJECTORIES)).stream()
        .filter(run -> run.outcome() == outcome)
        .toList();
  }

  private String text(Rollout made, Kind kind) {
    Artefact artefact =
        made.artefacts().stream().filter(a -> a.kind() == kind).findFirst().orElseThrow();
    return new String(
        Artefacts.of(warehouse).find(artefact.sha256()).orElseThrow(), StandardCharsets.UTF_8);
  }
}
