package dev.trace2skill.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Analysis.Drop;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.testing.Talks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The analysts that ask one question. */
class SingleAnswerTest {

  private static final AnalystSettings SINGLE =
      new AnalystSettings(AnalystSettings.Mode.SINGLE_CALL, 30, 30_000, 120_000);

  private static String answer(String list, String evidence) {
    return "{'propose':true,'reason':'none','cause':'The address was not read back.','category':"
        + "'not_verified','generality':'domain','evidence':%s,%s,'edits':[{'op':'append','file':"
            .formatted(evidence, list)
        + "'SKILL.md','section':'Addresses','anchor':'','text':'- Read the address back.'}]}";
  }

  private static Finding failed(Case c, Scripted model) {
    return Talks.end(Shop.analyst(SINGLE).examine(c), model);
  }

  private static Finding succeeded(Trajectory run, Scripted model) {
    SuccessAnalyst analyst =
        new SuccessAnalyst(AnalystSettings.DEFAULT, Sampling.of(1000), skill -> List.of());
    return Talks.end(analyst.examine(Shop.of(run)), model);
  }

  @Test
  void causeThatNothingVerifiesIsASuggestion() {
    Scripted model = Scripted.model().says(answer("'contrast_evidence':[]", "[3]"));

    Finding finding = failed(Shop.of(Shop.failed()), model);

    assertThat(finding.grade()).isEqualTo(Grade.SUGGESTIVE);
    assertThat(model.request(0).tools()).isEmpty();
    assertThat(model.request(0).answerSchema()).isNotNull();
    assertThat(model.request(0).messages().get(0).text())
        .contains("The evaluator rejects the run", "- Ask for the order first.");
  }

  @Test
  void causeThatASuccessShowsIsVerifiedWhereNoEvaluatorDecides() {
    Scripted model = Scripted.model().says(answer("'contrast_evidence':[3]", "[3]"));

    assertThat(failed(Shop.of(Shop.unjudged(), Shop.success()), model).grade())
        .isEqualTo(Grade.VERIFIED);
  }

  @Test
  void answerThatIsNoJsonIsAskedForOnceMore() {
    Scripted model =
        Scripted.model()
            .says("The agent was careless.")
            .says("```json\n" + answer("'contrast_evidence':[]", "[3]") + "\n```");

    Finding finding = failed(Shop.of(Shop.failed()), model);

    assertThat(finding.drop()).isNull();
    assertThat(finding.turns()).isEqualTo(2);
  }

  @Test
  void secondAnswerOfNoUseIsDroppedWithItsReason() {
    Scripted model =
        Scripted.model().says("{'propose':true}").says(answer("'contrast_evidence':[]", "[99]"));

    assertThat(failed(Shop.of(Shop.failed()), model).drop()).isEqualTo(Drop.NO_EVIDENCE);
    assertThat(model.request(1).messages().get(2).text()).contains("cause is missing");
  }

  @Test
  void successIsObserved() {
    Scripted model = Scripted.model().says(answer("'shortcuts':[]", "[1,3]"));

    Finding finding = succeeded(Shop.success(), model);

    assertThat(finding.grade()).isEqualTo(Grade.OBSERVED);
    assertThat(finding.evidence()).containsExactly(1, 3);
    assertThat(finding.turns()).isEqualTo(1);
  }

  @Test
  void shortcutThatTheModelNamesIsNoLesson() {
    Scripted model = Scripted.model().says(answer("'shortcuts':['step 3: read the key']", "[3]"));

    assertThat(succeeded(Shop.success(), model).drop()).isEqualTo(Drop.SHORTCUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git commit --no-verify -m x",
        "rm -f tests/test_tax.py",
        "pytest -q || true",
        "cat /data/ground_truth.json",
        "python -c 'print(open(`gold_answers.csv`).read())'",
      })
  void shortcutThatCodeSeesIsNotEvenAskedAbout(String command) {
    Trajectory run =
        RunWriter.run()
            .call("bash", "{'command':'" + command.replace("'", "`") + "'}")
            .trajectory();

    Finding finding = succeeded(run, Scripted.model());

    assertThat(finding.drop()).isEqualTo(Drop.SHORTCUT);
    assertThat(finding.detail()).startsWith("step 0: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git commit -m 'skip empty rows'",
        "rm -rf build",
        "pytest -q tests || echo failed",
        "cat answers.txt",
        "grep -rn expected tests",
      })
  void ordinaryWorkIsNoShortcut(String command) {
    Trajectory run =
        RunWriter.run()
            .call("bash", "{'command':'" + command.replace("'", "`") + "'}")
            .trajectory();

    assertThat(Shortcuts.in(run)).isEmpty();
  }

  @Test
  void skippedTestIsSeenInWhatIsWrittenAndNotInWhatIsReplaced() {
    String skip = "@pytest.mark.skip";

    assertThat(
            Shortcuts.in(
                RunWriter.run().call("edit", "{'old':'','new':'" + skip + "'}").trajectory()))
        .contains("step 0: a test is skipped");
    assertThat(
            Shortcuts.in(
                RunWriter.run().call("edit", "{'old_str':'" + skip + "','new':''}").trajectory()))
        .isEmpty();
  }

  @Test
  void modelThatDeclinesNeedsNoEdits() {
    String declined =
        answer("'contrast_evidence':[]", "[]")
            .replace("'propose':true,'reason':'none'", "'propose':false,'reason':'not_the_skill'");

    assertThat(failed(Shop.of(Shop.failed()), Scripted.model().says(declined)).drop())
        .isEqualTo(Drop.NOT_THE_SKILL);
    assertThat(List.of(SINGLE.mode())).doesNotContain(AnalystSettings.Mode.AGENTIC);
  }
}
