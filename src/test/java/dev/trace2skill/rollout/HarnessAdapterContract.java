package dev.trace2skill.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Rollout;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.TaskInput;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.model.UserError;
import dev.trace2skill.process.Confinement;
import dev.trace2skill.process.Limits;
import dev.trace2skill.process.Premises;
import dev.trace2skill.process.Premises.Model;
import dev.trace2skill.process.Site;
import dev.trace2skill.rollout.RolloutSettings.GivenSkill;
import dev.trace2skill.rollout.RolloutSettings.Placement;
import dev.trace2skill.spi.Assignment;
import dev.trace2skill.spi.HarnessAdapter;
import dev.trace2skill.spi.HarnessProfile;
import dev.trace2skill.spi.HarnessRun;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.spi.LLMEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every HarnessAdapter keeps. An adapter's test extends this and says how to reach an agent
 * that writes {@code 42} into {@code answer.txt} with a tool, in the working copy, and then says
 * {@code The answer is 42.}
 */
public abstract class HarnessAdapterContract {

  protected static final Task TASK =
      new Task(
          "sum",
          "Add the numbers in numbers.txt and write the sum into answer.txt.",
          null,
          List.of(new TaskInput("numbers.txt", null, "40\n2\n", false)),
          List.of(),
          null,
          List.of());

  protected static final Skill SKILL =
      Skill.of(
          Map.of(
              "SKILL.md",
              """
              ---
              name: adding-up
              description: Adds up numbers, the zebra way.
              ---

              # Adding up

              Add from left to right.
              """));

  @TempDir private static Path base;

  /** The adapter under test. */
  protected abstract HarnessAdapter adapter();

  /** Settings for the agent described above. */
  protected abstract HarnessSettings settings();

  /** The model that the agent asks; null when it asks none. */
  protected abstract @Nullable LLMEndpoint model();

  /** How an agent inside this JVM asks. */
  protected Model asking() {
    return Model.NONE;
  }

  /** Everything that the agent was told so far, whoever it was that told it. */
  protected abstract String shown();

  /** Settings for an agent that never answers; null where none can be had. */
  protected abstract @Nullable HarnessSettings hanging();

  /** Told about a working copy before it is gone. */
  protected void kept(Path work) throws IOException {}

  /** Time that a run may take on a busy machine. */
  protected Duration patience() {
    return Duration.ofSeconds(60);
  }

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(HarnessAdapter.class).stream().map(p -> p.get().harness()))
        .contains(adapter().harness())
        .doesNotHaveDuplicates();
  }

  @Test
  void settingThatIsNotKnownIsNamed() {
    ObjectNode more = object(settings()).put("colour", "blue");

    assertThatThrownBy(() -> adapter().profile(HarnessSettings.of(more)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'colour'");
  }

  @Test
  void runWithTheSkillGivesATrajectoryThatSaysWhatWasDone() throws Exception {
    Played played = play(settings(), patience(), SKILL);

    Trajectory run = played.run();
    assertThat(run.judgements()).extracting(j -> j.kind().name()).doesNotContain("CRASH", "ERROR");
    assertThat(run.taskId()).isEqualTo("sum");
    assertThat(run.query()).isEqualTo(TASK.query());
    assertThat(run.finalAnswer()).contains("The answer is 42.");
    assertThat(run.steps()).extracting(Step::actor).contains(Actor.AGENT);
    assertThat(run.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(run.toString()).doesNotContain("test-key-0123456789");
    assertThat(played.answer()).as("answer.txt in the working copy").isEqualTo("42");
    assertThat(shown()).contains("zebra");
    check(run);
  }

  /** What else is to be seen in the trajectory of a run of this harness. */
  protected void check(Trajectory run) {
    assertThat(run.steps()).anySatisfy(step -> assertThat(step.toolCalls()).isNotEmpty());
    assertThat(run.steps()).anySatisfy(step -> assertThat(step.toolResults()).isNotEmpty());
    assertThat(run.usage()).isNotNull();
  }

  @Test
  void agentIsShownNoSkillWhereThereIsNone() throws Exception {
    var unused = play(settings(), patience(), null);

    assertThat(shown()).contains("numbers.txt").doesNotContain("zebra");
  }

  @Test
  void agentThatHangsIsEndedAndDidNotBreakDown() throws Exception {
    HarnessSettings hanging = hanging();
    if (hanging == null) {
      return;
    }
    long start = System.nanoTime();

    Trajectory run = play(hanging, Duration.ofSeconds(3), SKILL).run();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(55));
    assertThat(run.judgements()).extracting("name").contains("deadline");
    assertThat(run.judgements()).extracting(j -> j.kind().name()).doesNotContain("CRASH");
  }

  /**
   * A run and what it left.
   *
   * @param answer what is in {@code answer.txt}; empty when it is not there
   */
  protected record Played(Trajectory run, String answer) {}

  protected Played play(HarnessSettings settings, Duration deadline, @Nullable Skill skill)
      throws Exception {
    return play(settings, deadline, skill, asking());
  }

  protected Played play(
      HarnessSettings settings, Duration deadline, @Nullable Skill skill, Model asked)
      throws Exception {
    Limits limits = new Limits(deadline, Duration.ofMillis(500), 64 << 20, 1L << 30, 4L << 30, 400);
    HarnessProfile profile = adapter().profile(settings);
    RolloutSettings how = how(settings, limits, skill);
    Order order = Order.of(TASK, "", 0, 0, how, profile);
    Confinement best = Confinement.of("auto");
    try (Site site = Premises.below(base).open(limits, best, Map.of(), asked)) {
      new Inputs(new Configuration(false)).copy(TASK, site.work());
      HarnessRun run = adapter().run(assignment(order, settings, skill), site);
      Rollout facts =
          new Rollout(order.rolloutId(), how.harness(), "", null, 0, 1, "", null, 0, 0, List.of());
      Trajectory told = Account.of(order, how, run, facts);
      kept(site.work());
      Path answer = site.work().resolve("answer.txt");
      return new Played(told, Files.exists(answer) ? Files.readString(answer).strip() : "");
    }
  }

  private RolloutSettings how(HarnessSettings settings, Limits limits, @Nullable Skill skill) {
    return new RolloutSettings(
        adapter().harness(),
        settings,
        model(),
        null,
        null,
        skill == null ? null : new GivenSkill("adding-up", skill),
        null,
        1,
        List.of(0L),
        limits,
        Placement.DEFAULT,
        1,
        1 << 20);
  }

  private Assignment assignment(Order order, HarnessSettings settings, @Nullable Skill skill) {
    return new Assignment(
        order.rolloutId(),
        TASK.taskId(),
        TASK.query(),
        0,
        0,
        settings,
        skill == null ? "" : "adding-up",
        skill,
        model(),
        null);
  }

  /** Settings from JSON. */
  protected static HarnessSettings settings(String json) {
    try {
      return HarnessSettings.of(new JsonMapper().readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ObjectNode object(HarnessSettings settings) {
    try {
      return (ObjectNode) new JsonMapper().readTree(settings.json());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
