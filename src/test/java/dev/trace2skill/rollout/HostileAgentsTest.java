package dev.trace2skill.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.ingest.OutcomePolicy;
import dev.trace2skill.ingest.OutcomeSettings;
import dev.trace2skill.llm.About;
import dev.trace2skill.model.Check;
import dev.trace2skill.model.Outcome;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.process.Confinement;
import dev.trace2skill.process.Limits;
import dev.trace2skill.process.Premises;
import dev.trace2skill.process.Premises.Model;
import dev.trace2skill.rollout.RolloutSettings.Placement;
import dev.trace2skill.spi.HarnessSettings;
import dev.trace2skill.store.Artefacts;
import dev.trace2skill.testing.SparkTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents that misbehave, each with the outcome that is written down of it. */
class HostileAgentsTest {

  private static final String SAYS =
      "; echo '{\"messages\": [{\"role\": \"assistant\", \"content\": \"ok\"}]}'";

  /** For what has to end by itself, on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path base;
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "hangs                   | sleep 60                                 | deadline      | FAILURE",
        "ignores TERM            | trap '' TERM; while :; do sleep 1; done  | deadline      | FAILURE",
        "writes 1 GB             | head -c 1073741824 /dev/zero >big        | disk limit    | FAILURE",
        "prints without end      | yes                                      | output limit  | FAILURE",
        "forks without end       | while :; do sleep 60 & sleep 0.01; done  | process limit | FAILURE",
        "leaves children behind  | (setsid sleep 60 &); echo 1 >right       | exited        | SUCCESS",
        "crashes                 | kill -SEGV $$                            | exited        | INFRA",
        "fails without a word    | exit 3                                   | exited        | INFRA",
        "fails after it is done  | echo 1 >right; SAY; exit 3               | exited        | SUCCESS",
        "says that it is done    | SAY                                      | exited        | FAILURE",
        "writes into our folders | echo 1 >../records/1.out; echo 1 >../x   | exited        | FAILURE"
      })
  void agentThat(String name, String script, String ending, Outcome outcome) throws Exception {
    boolean speaks = !script.contains("SAY") && outcome != Outcome.INFRA;
    String whole =
        (script + (speaks ? SAYS : "")).replace("; SAY", SAYS).replace("SAY", "true" + SAYS);

    Trajectory run =
        made(
            whole,
            ending.equals("deadline") ? Duration.ofSeconds(2) : PATIENCE,
            Confinement.of("auto"),
            List.of());

    assertThat(run.outcome()).as(run.judgements().toString()).isEqualTo(outcome);
    assertThat(Objects.requireNonNull(run.rollout()).ending()).isEqualTo(ending);
    try (var left = Files.walk(base)) {
      // The premises, and no run.
      assertThat(left.filter(Files::isDirectory)).hasSize(2);
    }
  }

  @Test
  void agentThatChangesTheInputsOfOthersIsSeenWhereItCannotBePrevented() throws Exception {
    Path shared = Files.writeString(directory.resolve("shared.txt"), "as it was");

    Trajectory run =
        made("echo changed >" + shared + SAYS, PATIENCE, Confinement.NONE, List.of(shared));

    assertThat(run.diagnostics())
        .containsExactly("changed outside of the working copy: " + shared.toRealPath());
  }

  private Trajectory made(
      String script, Duration deadline, Confinement confinement, List<Path> watched)
      throws Exception {
    HarnessSettings settings =
        HarnessAdapterContract.settings(
            "{\"command\": [\"sh\", \"-c\", \"%s\"]}"
                .formatted(script.replace("\\", "\\\\").replace("\"", "\\\"")));
    RolloutSettings how =
        new RolloutSettings(
            "command",
            settings,
            null,
            null,
            null,
            null,
            null,
            1,
            List.of(0L),
            new Limits(deadline, Duration.ofMillis(200), 1 << 20, 8 << 20, 1 << 30, 40),
            new Placement(
                null, "auto", 1, null, 1, List.of(), watched.stream().map(Path::toString).toList()),
            1,
            1 << 20);
    Task task =
        new Task(
            "t",
            "Do it.",
            null,
            List.of(),
            List.of(new Check("exact", "right", "1", null, "{}")),
            null,
            List.of());
    OutcomePolicy policy = new OutcomePolicy(OutcomeSettings.DEFAULT);
    Attempt attempt =
        new Attempt(
            how,
            Harnesses.of("command"),
            Harnesses.of("command").profile(settings),
            Premises.below(base),
            confinement,
            new Inputs(new Configuration(false)),
            Artefacts.of(SparkTest.warehouse(directory)),
            policy::decide);
    Order order = Order.of(task, "", 0, 0, how, attempt.profile());
    return policy.decide(
        attempt
            .make(order, 1, Model.NONE, new Asking(null, new About("", "", "", "")))
            .trajectory());
  }
}
