package dev.trace2skill.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.cli.BestOf.Candidate;
import dev.trace2skill.consolidate.ConsolidateStage;
import dev.trace2skill.consolidate.merge.Merged;
import dev.trace2skill.model.Verdict;
import dev.trace2skill.model.Verdict.Comparison;
import dev.trace2skill.model.Verdict.Decision;
import dev.trace2skill.store.Tables;
import dev.trace2skill.testing.Asked;
import dev.trace2skill.testing.ModelServer;
import dev.trace2skill.testing.Said;
import dev.trace2skill.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BestOfTest {

  private static final List<String> GOOD =
      List.of(
          "Call `send_confirmation` before you finish.",
          "Call `release_lock` before you finish.",
          "Do not call `issue_refund` before `verify_identity`.",
          "Call `list_orders` again with another `page` as long as something is left to see.",
          "Call `issue_refund` again with another `item_id` as long as something is left to do.",
          "Before calling `issue_refund`, check `method` against the request.",
          "Do not call `create_replacement` twice with the same arguments.",
          "Do not give `date` of `schedule_callback` in the form `99/99/9999`.");

  @TempDir private Path directory;

  /** What the model was asked with the first seed. */
  private final Set<Object> askedBefore = ConcurrentHashMap.newKeySet();

  @Test
  void acceptedCandidateIsBetterThanOneThatGainsMore() {
    Candidate refused = candidate(0, Decision.INCONCLUSIVE, 0.4);
    Candidate accepted = candidate(1, Decision.ACCEPT, 0.3);
    Candidate better = candidate(2, Decision.ACCEPT, 0.35);
    Candidate equal = candidate(3, Decision.ACCEPT, 0.35);

    assertThat(Candidate.best(List.of(refused, accepted))).isEqualTo(accepted);
    assertThat(Candidate.best(List.of(refused, accepted, better, equal))).isEqualTo(better);
  }

  @Test
  void candidateThatOneOfSeveralAgentsRefusesGainsWhatItGainsLeast() {
    Candidate mixed =
        new Candidate(
            0, made(), List.of(verdict(Decision.ACCEPT, 0.3), verdict(Decision.REJECT, -0.2)));

    assertThat(mixed.isAccepted()).isFalse();
    assertThat(mixed.effect()).isEqualTo(-0.2);
    assertThat(new Candidate(1, made(), List.of()).isAccepted()).isFalse();
  }

  @Test
  void candidatesWithoutAModelOrWithoutAGateAreRefusedInOneLine() throws IOException {
    String gate = "gate: {targets: [{harness: simulated-desk, settings: {seed: 7}}]}";

    assertThat(evolve(conf("http://127.0.0.1:9/v1", "contrast", gate)).err())
        .isEqualTo(
            "evolve: --candidates: skills differ by the seed of the analysts' model, and none"
                + " of analysts asks one; known: error, success\n");
    assertThat(evolve(conf("http://127.0.0.1:9/v1", "success", "publish: {gate: \"off\"}")).err())
        .isEqualTo(
            "evolve: --candidates are chosen by held-out tasks: it needs a gate of rollouts\n");
  }

  @Test
  @Tag("spark")
  void skillThatAgentsDoBestWithGoesOut() throws IOException {
    try (ModelServer server = ModelServer.start(this::answer)) {
      Answer done =
          evolve(
              conf(
                  server.baseUrl(),
                  "success",
                  """
                  gate:
                    targets: [{harness: simulated-desk, settings: {seed: 7}}]
                    looks: 1
                    noise: false
                  """));

      assertThat(done.code()).as("%s", done).isZero();
      assertThat(done.out())
          .contains("Candidate 2 of 2:")
          // Two candidates share 5 %.
          .contains("Accepted is what is better at an error rate of 2.5 %")
          .containsPattern("1 +1 +\\d+ % +\\d+ % +reject\\s*\n")
          .containsPattern("2 +8 +\\d+ % +\\d+ % +accept +chosen");
    }
    assertThat(directory.resolve("desk/SKILL.md"))
        .content()
        .contains("`send_confirmation`")
        .doesNotContain("`escalate`");
    // Each consolidation counted what one seed said of the runs.
    assertThat(
            SparkTest.warehouse(directory)
                .read(Tables.LESSONS)
                .groupBy("consolidation_id")
                .count()
                .select("count")
                .collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactlyInAnyOrder(1L, (long) GOOD.size());
  }

  /** With the first seed it says what harms, with another what helps. */
  private Said answer(Asked asked) {
    boolean first = askedBefore.add(asked.messages().get(0));
    List<String> rules = first ? List.of("Call `escalate` before you finish.") : GOOD;
    return Said.text(
        """
        {"propose": true, "reason": "none", "cause": "It did so.", "category": "missing_step",
         "generality": "domain", "evidence": [1], "shortcuts": [], "edits": [%s]}
        """
            .formatted(rules.stream().map(BestOfTest::edit).collect(joining(", "))));
  }

  private static String edit(String rule) {
    return """
        {"op": "append", "file": "SKILL.md", "section": "Lessons", "anchor": "", "text": "- %s"}
        """
        .formatted(rule);
  }

  private static Answer evolve(Path conf) {
    // The session that the tests share, so that commands are as quick as they are.
    SparkTest.spark();
    return Answer.to("evolve", "--candidates", "2", "--conf", conf.toString());
  }

  private Path conf(String baseUrl, String analyst, String more) throws IOException {
    return Files.writeString(
        directory.resolve("conf.yaml"),
        """
        warehouse: %1$s/warehouse
        skill: {path: %1$s/desk, description: Handles requests at a service desk.}
        evidence: [{simulate: {seed: 7, tasks: 4, trials: 2, held-out: 24}}]
        analysts: [%2$s]
        consolidate: {merge: false}
        llm: {provider: vllm, model: played, base-url: "%3$s", unpriced: true}
        %4$s
        """
            .formatted(directory, analyst, baseUrl, more));
  }

  private static Candidate candidate(int number, Decision decision, double effect) {
    return new Candidate(number, made(), List.of(verdict(decision, effect)));
  }

  private static ConsolidateStage.Result made() {
    return new ConsolidateStage.Result(
        "c", Optional.empty(), List.of(), 0, Map.of(), 0, Merged.NOTHING, Merged.NOTHING);
  }

  private static Verdict verdict(Decision decision, double effect) {
    return new Verdict(
        "v",
        "version",
        "desk",
        "skill",
        "base",
        Verdict.Kind.ROLLOUTS,
        "simulated-desk",
        "",
        decision,
        "",
        null,
        new Comparison(20, 20, 5, 5, 0.5, 0.5 + effect, effect, -1, 1, 0.5, 0.5),
        null,
        null,
        1,
        0,
        List.of(),
        List.of(),
        "",
        "run",
        Instant.EPOCH);
  }
}
