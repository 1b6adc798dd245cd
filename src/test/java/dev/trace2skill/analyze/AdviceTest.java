package dev.trace2skill.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdviceTest {

  /** One feature of every kind, some kinds in several forms. */
  private static final List<String> FEATURES =
      List.of(
          "missing:pay",
          "extra:pay",
          "wrong:pay.by",
          "called:pay",
          "before:look>pay",
          "follows:look>pay",
          "recovery:pay>nothing",
          "unresolved:pay",
          "repeated:pay",
          "varied:list.page",
          "argument:pay.by",
          "error:pay",
          "last:pay");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          missing:pay | Make the `pay` call whenever the request needs it; a run without it is not finished.
          extra:pay | Do not call `pay` unless the request and the rules call for it.
          wrong:pay.by | Before calling `pay`, check `by` against the request and against what the tools returned.
          called:pay | Do not call `pay` where the task can be done without it.
          before:look>pay | Do not call `look` before `pay`.
          follows:look>pay | Do not call `pay` once `look` is done.
          recovery:pay>nothing | When `pay` fails, do not stop there.
          recovery:pay>same call | When `pay` fails, do not make the same call again.
          recovery:pay>other arguments | When `pay` fails, do not just try other arguments.
          recovery:pay>look | When `pay` fails, do not go on with `look`.
          recovery:pay=a > b>look | When `pay` fails with "a > b", do not go on with `look`.
          unresolved:pay | Do not go on while the last `pay` call has failed: find out why and make it succeed.
          repeated:pay | Do not call `pay` twice with the same arguments.
          varied:list.page | Settle on one `page` for `list`; do not call it again with another.
          argument:pay.by | Leave `by` out of `pay`.
          argument:pay.by=card | Do not give `by` of `pay` as `card`.
          argument:pay.on=99/99 | Do not give `on` of `pay` in the form `99/99` (9 stands for a digit).
          argument:pay.to=aaaa | Do not give `to` of `pay` in the form `aaaa` (9 stands for a digit).
          argument:pay.ok=true | Do not give `ok` of `pay` as `true`.
          error:pay=declined | Prevent it: `pay` fails with "declined" in failed runs.
          last:pay | Do not stop right after `pay`; check what is left to do.
          """)
  void whatGoesWithFailureIsAdvisedAgainst(String feature, String instruction) {
    assertThat(Advice.from(feature, true)).map(Advice::instruction).contains(instruction);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          called:pay | Call `pay` before you finish.
          before:look>pay | Call `look` before the first `pay`.
          follows:look>pay | After `look`, call `pay`.
          recovery:pay>nothing | When `pay` fails, stop there.
          recovery:pay>same call | When `pay` fails, make the same call again.
          recovery:pay>other arguments | When `pay` fails, correct the arguments and call it again.
          recovery:pay=job <id>>look | When `pay` fails with "job <id>", call `look` next.
          varied:list.page | Call `list` again with another `page` as long as something is left to see or to do; one call is often not enough.
          argument:pay.by | Give `by` in every call of `pay`.
          argument:pay.on=9999-99 | Give `on` of `pay` in the form `9999-99` (9 stands for a digit).
          last:pay | Finish with `pay`.
          """)
  void whatGoesWithSuccessIsAdvised(String feature, String instruction) {
    assertThat(Advice.from(feature, false)).map(Advice::instruction).contains(instruction);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unresolved:pay", "repeated:pay", "error:pay", "error:pay=declined"})
  void nothingFollowsFromAMishapThatGoesWithSuccess(String feature) {
    assertThat(Advice.from(feature, false)).isEmpty();
  }

  @Test
  void everyKindIsAnInstructionWhenItGoesWithFailure() {
    assertThat(FEATURES).extracting(Advice.Kind::of).containsExactly(Advice.Kind.values());
    for (String feature : FEATURES) {
      assertThat(Advice.from(feature, true))
          .as(feature)
          .hasValueSatisfying(
              advice -> {
                assertThat(advice.instruction()).matches("[A-Z][^\\n]*`(pay|list|look)`[^\\n]*\\.");
                assertThat(advice.section()).isNotBlank();
                assertThat(advice.key()).contains(":");
              });
    }
  }

  @Test
  void orderAndItsReverseAskForTheSame() {
    assertThat(key("before:look>pay", false))
        .isEqualTo(key("before:pay>look", true))
        .isEqualTo(key("follows:look>pay", false))
        .isEqualTo(key("follows:pay>look", true))
        .isNotEqualTo(key("before:look>pay", true));
  }

  @Test
  void callThatIsMissingAndCallThatHelpsAskForTheSame() {
    assertThat(key("missing:pay", true))
        .isEqualTo(key("called:pay", false))
        .isEqualTo(key("last:pay", false));
    assertThat(key("extra:pay", true)).isEqualTo(key("called:pay", true));
  }

  @Test
  void directionsOfOneFeatureNeverAskForTheSame() {
    for (String feature : FEATURES) {
      boolean onlyHarmful =
          Arrays.asList("missing", "extra", "wrong")
              .contains(feature.substring(0, feature.indexOf(':')));
      if (!onlyHarmful && Advice.from(feature, false).isPresent()) {
        assertThat(key(feature, true)).as(feature).isNotEqualTo(key(feature, false));
      }
    }
  }

  @Test
  void dotsInTheNameOfAToolBelongToTheTool() {
    assertThat(Advice.from("wrong:desk.pay.by", true).orElseThrow().instruction())
        .startsWith("Before calling `desk.pay`, check `by`");
    assertThat(Advice.from("varied:desk.pay.by", true).orElseThrow().instruction())
        .contains("one `by` for `desk.pay`");
    assertThat(Advice.from("argument:desk.pay.by=a.b", true).orElseThrow().instruction())
        .contains("`by` of `desk.pay`");
  }

  private static String key(String feature, boolean harmful) {
    return Advice.from(feature, harmful).orElseThrow().key();
  }
}
