package dev.trace2skill.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Analysis.Drop;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Generality;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.RootCause;
import dev.trace2skill.model.ToolResult;
import dev.trace2skill.model.Trajectory;
import dev.trace2skill.spi.LLMReply.Stop;
import dev.trace2skill.spi.LLMRequest.Sampling;
import dev.trace2skill.testing.Talks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorAnalystTest {

  private static final String KNOWN_EDIT =
      "[{'op':'append','file':'SKILL.md','section':'Addresses','text':"
          + "'- Ask for the order first.'}]";

  private static final String LEAK =
      "[{'op':'append','file':'SKILL.md','section':'Addresses','text':'- Use 7 Elm Road.'}]";

  private static Scripted honest() {
    return Scripted.model()
        .calls("inspect_skill", "{}", "read_ground_truth", "{}")
        .calls("diff_ground_truth", "{}")
        .calls("diff_ground_truth", Shop.RIGHT)
        .calls("try_patch", Shop.TRY);
  }

  @Test
  void verifiedCauseBecomesAFinding() {
    Scripted model = honest().calls("finish", Shop.finish("[3,0]"));

    Finding finding = Shop.examine(Shop.of(Shop.failed()), model);

    assertThat(finding.drop()).isNull();
    assertThat(finding.grade()).isEqualTo(Grade.VERIFIED);
    assertThat(finding.category()).isEqualTo(RootCause.NOT_VERIFIED);
    assertThat(finding.generality()).isEqualTo(Generality.DOMAIN);
    assertThat(finding.evidence()).containsExactly(0, 3);
    assertThat(finding.edits())
        .containsExactly(
            Edit.append(
                "SKILL.md", "Addresses", "- Read the new address back before you change it."));
    assertThat(finding.turns()).isEqualTo(5);
  }

  @Test
  void toolsSayWhatTheyFound() {
    Scripted model = honest().calls("finish", Shop.finish("[3]"));

    Shop.examine(Shop.of(Shop.failed()), model);

    assertThat(model.results(0))
        .extracting(ToolResult::content)
        .containsExactly(
            """
            SKILL.md, 10 lines
              Shop, lines 6-10
                Addresses, lines 8-10""",
            """
            A right run makes these calls:
            - change_address {"order_id":"W100","street":"7 Elm Road"}""");
    assertThat(model.result(1))
        .isEqualTo(
            """
            The evaluator rejects the run:
            - change_address: street is "7 Oak Road" and should be "7 Elm Road\"""");
    assertThat(model.result(2)).contains("The changed steps are [3].");
    assertThat(model.result(3))
        .isEqualTo(
            """
            The edits pass. They change:
            --- a/SKILL.md
            +++ b/SKILL.md
            @@ -8,3 +8,4 @@
             ## Addresses
             \n\
             - Ask for the order first.
            +- Read the new address back before you change it.""");
  }

  @Test
  void sameRepliesLeadToTheSameRequests() {
    Scripted one = honest().calls("finish", Shop.finish("[3]"));
    Scripted other = honest().calls("finish", Shop.finish("[3]"));

    assertThat(Shop.examine(Shop.of(Shop.failed()), one))
        .isEqualTo(Shop.examine(Shop.of(Shop.failed()), other));
    for (int i = 0; i < one.asked(); i++) {
      assertThat(one.request(i).json()).isEqualTo(other.request(i).json());
    }
  }

  @Test
  void correctedStepHasToBeAmongTheEvidence() {
    Scripted model =
        honest().calls("finish", Shop.finish("[1]")).calls("finish", Shop.finish("[1,3]"));

    assertThat(Shop.examine(Shop.of(Shop.failed()), model).drop()).isNull();
    assertThat(model.result(4)).contains("evidence lacks steps", "[3]");
  }

  @Test
  void stepThatIsNotThereIsNoEvidence() {
    Scripted model =
        honest().calls("finish", Shop.finish("[3,77]")).calls("finish", Shop.finish("[78]"));

    assertThat(Shop.examine(Shop.of(Shop.failed()), model).drop()).isEqualTo(Drop.NO_EVIDENCE);
  }

  @Test
  void editThatWasNotTriedIsNotTaken() {
    String other = Shop.EDITS.replace("Read", "Repeat");
    Scripted model =
        honest()
            .calls("finish", Shop.finish("[3]", "[]", other))
            .calls("finish", Shop.finish("[3]", "[]", other));

    assertThat(Shop.examine(Shop.of(Shop.failed()), model).drop()).isEqualTo(Drop.NO_EDIT);
  }

  @Test
  void valueOfTheGroundTruthNeitherPassesNorIsRepeated() {
    Scripted model =
        honest()
            .calls("try_patch", "{'edits':" + LEAK + "}")
            .calls("finish", Shop.finish("[3]", "[]", LEAK))
            .calls("finish", Shop.finish("[3]", "[]", LEAK));

    Finding finding = Shop.examine(Shop.of(Shop.failed()), model);

    assertThat(finding.drop()).isEqualTo(Drop.LEAKED_GROUND_TRUTH);
    assertThat(model.result(4)).contains("tells a value of the ground truth").doesNotContain("Elm");
    assertThat(finding.detail()).doesNotContain("Elm");
  }

  /** Nothing but the words of the check tells the value, as its file is not in the task. */
  @Test
  void valueThatOnlyAnEvaluatorNamesIsNotTold() {
    String said = "text: is '7 Oak Road' and should be '99 Hidden Lane'";
    Trajectory run = Shop.failed();
    Trajectory told =
        run.as(run.source(), run.taskId())
            .groundTruth(new GroundTruth(List.of(), List.of(), said))
            .build();
    GroundTruthValues secret = GroundTruthValues.of(Shop.of(told));

    assertThat(secret.toldIn("Send it to 99 Hidden Lane.")).isPresent();
    assertThat(secret.toldIn("Somebody wrote 7 Oak Road.")).isEmpty();
  }

  @Test
  void whatTheSkillSaysIsKnown() {
    Scripted model =
        honest()
            .calls("finish", Shop.finish("[3]", "[]", KNOWN_EDIT))
            .calls("finish", Shop.finish("[3]", "[]", KNOWN_EDIT));

    assertThat(Shop.examine(Shop.of(Shop.failed()), model).drop()).isEqualTo(Drop.KNOWN);
  }

  @Test
  void lessonOfOneTaskIsDroppedAtOnce() {
    Scripted model = honest().calls("finish", Shop.finish("[3]").replace("domain", "task"));

    assertThat(Shop.examine(Shop.of(Shop.failed()), model).drop()).isEqualTo(Drop.TASK_SPECIFIC);
  }

  @Test
  void droppedRunKeepsItsReasonWithoutValuesOfTheGroundTruth() {
    Scripted model =
        Scripted.model().calls("drop", "{'reason':'not_the_skill','detail':'It was 7 Elm Road.'}");

    Finding finding = Shop.examine(Shop.of(Shop.failed()), model);

    assertThat(finding.drop()).isEqualTo(Drop.NOT_THE_SKILL);
    assertThat(finding.detail()).isEqualTo("It was [...].");
  }

  @Test
  void unjudgedRunIsVerifiedByASuccess() {
    Scripted model =
        Scripted.model()
            .calls("try_patch", Shop.TRY)
            .calls("finish", Shop.finish("[3]", "[1]", Shop.EDITS))
            .calls("finish", Shop.finish("[3]", "[3]", Shop.EDITS));

    Finding finding = Shop.examine(Shop.of(Shop.unjudged(), Shop.success()), model);

    assertThat(model.result(1)).contains("do not differ");
    assertThat(finding.grade()).isEqualTo(Grade.VERIFIED);
    assertThat(model.request(0).messages().get(0).text()).contains("<<<run-", "<<<success-");
  }

  @Test
  void whatNothingCanVerifyIsNotAskedAbout() {
    Finding finding = Shop.examine(Shop.of(Shop.unjudged()), Scripted.model());

    assertThat(finding.drop()).isEqualTo(Drop.UNVERIFIED);
    assertThat(finding.turns()).isZero();
  }

  @Test
  void evaluatorThatAcceptsTheFailedRunJudgesNothing() {
    RunWriter run = Shop.run();
    run.expecting("change_address", "{'order_id':'W100','street':'7 Oak Road'}");

    assertThat(Shop.examine(Shop.of(run.trajectory()), Scripted.model()).drop())
        .isEqualTo(Drop.UNVERIFIED);
  }

  @Test
  void eachCallOfAReplyIsAnsweredAndTheBadOneSaysWhy() {
    Scripted model =
        Scripted.model()
            .calls(
                "inspect_skill",
                "{}",
                "shell",
                "{}",
                "try_patch",
                "{'edits':",
                "drop",
                "{'reason':1}")
            .calls("drop", "{'reason':'no_cause','detail':'none'}");

    assertThat(Shop.examine(Shop.of(Shop.failed()), model).drop()).isEqualTo(Drop.NO_CAUSE);
    assertThat(model.results(0))
        .extracting(ToolResult::error)
        .containsExactly(false, true, true, true);
    assertThat(model.results(0).get(1).content()).contains("The tools are inspect_skill, ");
    assertThat(model.results(0).get(2).content()).contains("are no JSON");
    assertThat(model.results(0).get(3).content())
        .contains("detail is missing", "reason must be a string, not a number");
  }

  @Test
  void secondMalformedReplyInARowEndsTheTalk() {
    Scripted model = Scripted.model().calls("shell", "{}").says("I am done.");

    Finding finding = Shop.examine(Shop.of(Shop.failed()), model);

    assertThat(finding.drop()).isEqualTo(Drop.MALFORMED);
    assertThat(finding.turns()).isEqualTo(2);
  }

  @Test
  void goodReplyBetweenTwoMalformedOnesKeepsTheTalkGoing() {
    Scripted model =
        Scripted.model()
            .says("Hm.")
            .calls("inspect_skill", "{}")
            .says("Hm.")
            .calls("drop", "{'reason':'no_cause','detail':'none'}");

    assertThat(Shop.examine(Shop.of(Shop.failed()), model).drop()).isEqualTo(Drop.NO_CAUSE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Stop.class,
      names = {"REFUSED", "LENGTH", "END"})
  void answerOfNoUseIsAskedForOnceMore(Stop stop) {
    Scripted model = Scripted.model().ends(stop, "").ends(stop, "");

    Finding finding = Shop.examine(Shop.of(Shop.failed()), model);

    assertThat(finding.drop())
        .isEqualTo(
            stop == Stop.REFUSED ? Drop.REFUSED : stop == Stop.END ? Drop.MALFORMED : Drop.LIMIT);
    assertThat(model.request(1).messages())
        .hasSize(3)
        .noneMatch(message -> message.text().isEmpty());
  }

  @Test
  void callsOfACutReplyAreAnsweredAndNotDone() {
    Scripted model =
        Scripted.model()
            .ends(Stop.LENGTH, "", "drop", "{'reason':'no_cause','detail':'none'}")
            .calls("drop", "{'reason':'known','detail':'none'}");

    assertThat(Shop.examine(Shop.of(Shop.failed()), model).drop()).isEqualTo(Drop.KNOWN);
    assertThat(model.result(0)).contains("cut at the limit of its length");
  }

  @Test
  void limitOfTurnsIsAnnouncedAndKept() {
    AnalystSettings settings =
        new AnalystSettings(AnalystSettings.Mode.AGENTIC, 2, 30_000, 120_000);
    Scripted model = Scripted.model().calls("inspect_skill", "{}").calls("inspect_skill", "{}");

    Finding finding = Talks.end(Shop.analyst(settings).examine(Shop.of(Shop.failed())), model);

    assertThat(finding.drop()).isEqualTo(Drop.LIMIT);
    assertThat(model.result(0)).endsWith("Your next answer is the last one: finish or drop.");
  }

  @Test
  void talkThatGrowsTooLongEnds() {
    AnalystSettings settings = new AnalystSettings(AnalystSettings.Mode.AGENTIC, 30, 100, 100);

    assertThat(Talks.end(Shop.analyst(settings).examine(Shop.of(Shop.failed())), Scripted.model()))
        .extracting(Finding::drop)
        .isIn(Drop.LIMIT, Drop.TOO_LONG);
  }

  @Test
  void idsTellPromptsAndMethodsApart() {
    ErrorAnalyst agentic = Shop.analyst(AnalystSettings.DEFAULT);
    ErrorAnalyst single =
        Shop.analyst(new AnalystSettings(AnalystSettings.Mode.SINGLE_CALL, 30, 30_000, 120_000));
    ErrorAnalyst warmer =
        new ErrorAnalyst(
            AnalystSettings.DEFAULT, Evaluators.all(), Sampling.of(2000), skill -> List.of());

    assertThat(agentic.promptId()).isNotEqualTo(single.promptId()).isEqualTo(warmer.promptId());
    assertThat(agentic.methodId()).isNotEqualTo(single.methodId()).isNotEqualTo(warmer.methodId());
  }
}
