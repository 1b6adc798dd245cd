package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Never retry a payment.|Do not retry the payment.",
        "Don\u2019t retry it.|Do not retry it.",
        "Make sure to save once.|Save once.",
        "Do not forget to save.|Save.",
        "Retry 3 times.|Retry three times.",
        "Wait 5 seconds.|Wait 5s.",
        "Wait 5 s.|Wait 5 sec.",
        "At most 1,000 rows.|No more than 1000 rows.",
        "Call pay_order.|Call `pay_order`.",
        "Check it before paying.|Before paying check it.",
        "Take \u0665 rows.|Take 5 rows.",
        "Call `a`, `b` and `c`.|Call `a`, `b`, and `c`.",
        "- Say \"no such order\".|* Say \u201cNo  such order\u201d",
      })
  void whatHasToAgreeDoesNotDependOnTheWording(String a, String b) {
    assertThat(Statement.of(a).invariants()).isEqualTo(Statement.of(b).invariants());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Always retry.|Never retry.",
        "Must retry.|Must not retry.",
        "Do not forget to save.|Do not save.",
        "Call with a key.|Call without a key.",
        "Retry 3 times.|Retry 4 times.",
        "Retry twice.|Retry.",
        "Take 5 %.|Take 5 GB.",
        "Take -5.|Take 5.",
        "At least 3.|At most 3.",
        "Above 100 EUR.|Below 100 EUR.",
        "Since 2024-01-31.|Since 2024-02-01.",
        "Needs v1.2.|Needs v1.3.",
        "Use 2 workers and 3 threads.|Use 3 workers and 2 threads.",
        "Enable it.|Disable it.",
        "Only on Mondays.|On Mondays.",
        "All except the last.|All and the last.",
        "You may retry.|You must retry.",
        "If it fails.|Unless it fails.",
        "A and B.|A or B.",
        "Use `-r`.|Use `-R`.",
        "Use -r here.|Use -R here.",
        "See /etc/hosts first.|See /etc/passwd first.",
        "See https://a.example/x now.|See https://a.example/y now.",
        "Set `a` to `b`.|Set `b` to `a`.",
        "Column B here.|Column C here.",
        "It says \"not found\".|It says \"timed out\".",
        "x > 3|x < 3",
        "\u2705 Retry|\u274c Retry",
        "The [rule](a.md).|The [rule](b.md).",
        "\u8bf7\u5148\u4ed8\u6b3e|\u8bf7\u4e0d\u4ed8\u6b3e",
        "Nie wiederholen.|Immer wiederholen.",
      })
  void whatTurnsTheMeaningHasToAgree(String a, String b) {
    assertThat(Statement.of(a).invariants()).isNotEqualTo(Statement.of(b).invariants());
  }

  @Test
  void codeBlockHasToAgreeToTheLetter() {
    String run = "Run:\n\n```\nmake  test\n```\n";

    assertThat(Statement.of(run).invariants())
        .isEqualTo(Statement.of("Run this:\n\n~~~sh\nmake  test\n~~~").invariants())
        .isNotEqualTo(Statement.of(run.replace("  ", " ")).invariants())
        .isNotEqualTo(Statement.of(run.replace("make", "Make")).invariants());
  }

  @Test
  void wordsPlayTheirPartsWhateverTheOrderOfClauses() {
    Statement one = Statement.of("Check the balance before paying.");
    Statement same = Statement.of("Pay after the balance is checked.");

    assertThat(one.roles()).isEqualTo(same.roles());
    assertThat(one.roles().get("check") & Statement.FIRST).isPositive();
    assertThat(one.roles().get("pay") & Statement.SECOND).isPositive();
  }

  @Test
  void formsOfAWordAndWordsOfOneMeaningAreOne() {
    assertThat(Statement.of("Verify the status of the orders.").shingles())
        .isEqualTo(Statement.of("Check order status").shingles())
        .containsExactlyInAnyOrder("check", "order", "status", "check order", "order status");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\n\n", "---", "...", "the of and", "\u200d\ufe0f"})
  void textWithoutWordsHasNone(String text) {
    assertThat(Statement.of(text).roles()).isEmpty();
  }

  @Test
  void textWithoutSpacesIsReadSignBySign() {
    assertThat(Statement.of("\u68c0\u67e5\u4f59\u989d").shingles()).hasSize(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "word ",
        "before ",
        "1 ",
        "1,",
        "to a ",
        "not ",
        "\"",
        "`",
        "`x` ",
        "a.",
        "a_",
        "/a",
        "-",
        "\u4f59",
        "\ud83d\ude00",
        "first of ",
        "- x\n",
        "A b. ",
        "e-",
        "a'",
        "{",
        "don't ",
        "\u0301",
      })
  @Timeout(5)
  void timeGrowsWithTheText(String part) {
    String text = part.repeat(200_000 / part.length());

    assertThat(Statement.of(text).shingles()).hasSizeLessThan(1000);
  }
}
