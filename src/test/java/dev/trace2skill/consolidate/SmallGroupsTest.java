package dev.trace2skill.consolidate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Edit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SmallGroupsTest {

  @Test
  void paraphrasesAreOneLessonInTheWordsThatMostProposed() {
    Statements common =
        Statements.of(
            Edit.append("SKILL.md", "Rules", "Check that the account is active before paying."), 3);
    Statements rare =
        Statements.of(
            Edit.insertAfter(
                "SKILL.md", "Look.", "Before you pay, verify that the account is active!"),
            1);

    assertThat(lessons(common, rare).values()).containsOnly(common.exactId());
  }

  @Test
  void statementLikeNoOtherIsItsOwnLesson() {
    List<Statements> two =
        Statements.saying("Ask the user first.", "Save the workbook at the end.");

    assertThat(groups(two)).isEqualTo(2);
  }

  @Test
  void nothingThatTurnsTheMeaningIsMerged() {
    String lesson =
        "Retry the failed upload of the invoice 3 times with `put` before closing the day.";
    List<Statements> all =
        Statements.saying(
            lesson,
            lesson.replace("3", "5"),
            lesson.replace("`put`", "`PUT`"),
            "Never " + lesson.toLowerCase(java.util.Locale.ROOT),
            lesson.replace("before", "only before"),
            lesson.replace("before", "after"),
            lesson.replace("Retry", "You may retry"),
            lesson.replace("failed", "successful"),
            lesson.replace("with", "without"),
            lesson + "\n\n```\nmake test\n```",
            lesson + "\n\n```\nmake  test\n```");

    assertThat(lessons(all)).allSatisfy((exact, id) -> assertThat(id).isEqualTo(exact));
  }

  @Test
  void placesMeetWhereTheTextIsAddedAndNowhereElse() {
    String text = "Ask the user for the order number.";

    assertThat(together(Edit.append("SKILL.md", "A", text), Edit.append("SKILL.md", "B", text)))
        .isTrue();
    assertThat(together(Edit.append("SKILL.md", "A", text), Edit.addSection("SKILL.md", "", text)))
        .isTrue();
    assertThat(together(Edit.append("SKILL.md", "A", text), Edit.append("more.md", "A", text)))
        .isFalse();
    assertThat(
            together(Edit.append("SKILL.md", "A", text), Edit.replace("SKILL.md", "Look.", text)))
        .isFalse();
    assertThat(
            together(
                Edit.replace("SKILL.md", "Ask.", text), Edit.replace("SKILL.md", "Look.", text)))
        .isFalse();
    assertThat(
            together(
                Edit.createFile("a.md", text),
                Edit.createLinkedFile("a.md", text, "A", "[a](a.md)")))
        .isFalse();
    assertThat(together(Edit.setDescription(text), Edit.append("SKILL.md", "A", text))).isFalse();
    assertThat(together(Edit.deleteText("SKILL.md", text), Edit.deleteText("SKILL.md", text + " ")))
        .isFalse();
  }

  @Test
  void everyMemberIsLikeTheWordingOfItsLesson() {
    List<Statements> statements = Statements.madeUp(11, 4_000);
    Map<String, Sketch> sketches =
        statements.stream()
            .collect(Collectors.toMap(Statements::exactId, s -> Sketch.of(s.exactId(), s.edit())));

    lessons(statements)
        .forEach(
            (exact, lesson) -> {
              boolean own = exact.equals(lesson);
              assertThat(own || sketches.get(exact).saysTheSame(sketches.get(lesson))).isTrue();
            });
  }

  @Test
  void orderDoesNotMatter() {
    List<Statements> statements = new ArrayList<>(Statements.madeUp(5, 3_000));
    Map<String, String> expected = lessons(statements);

    for (int i = 0; i < 5; i++) {
      Collections.shuffle(statements, new Random(i));
      assertThat(lessons(statements)).isEqualTo(expected);
    }
  }

  @Test
  void chainOfLikenessesIsCut() {
    List<String> words =
        IntStream.range(0, 60)
            .mapToObj(i -> "w" + (char) ('a' + i % 26) + (char) ('a' + i / 26))
            .toList();
    List<Statements> chain =
        IntStream.range(0, 40)
            .mapToObj(i -> Statements.saying(String.join(" ", words.subList(i, i + 20))).get(0))
            .toList();

    assertThat(groups(chain)).isBetween(8L, 30L);
  }

  @Test
  @Timeout(20)
  void hostileTextsAreGroupedLikeOthers() {
    String many = "word ".repeat(100_000);
    String huge =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "k" + Integer.toString(i, 36))
            .collect(Collectors.joining(" "));
    List<Statements> all =
        Statements.saying(
            many,
            many + "x.",
            huge,
            huge + " end",
            "",
            " ",
            "!!!",
            "???",
            "\ud83d\ude00",
            "\u2705",
            "\u68c0\u67e5\u8ba2\u5355\u7684\u72b6\u6001",
            "\u68c0\u67e5\u8d26\u6237\u7684\u4f59\u989d");

    Map<String, String> lessons = lessons(all);

    assertThat(lessons).hasSize(all.size());
    assertThat(lessons.get(all.get(2).exactId())).isEqualTo(lessons.get(all.get(3).exactId()));
    assertThat(lessons.values().stream().distinct()).hasSize(all.size() - 1);
    assertThat(Sketch.of("x", all.get(2).edit()).bytes()).hasSizeLessThan(13_000);
  }

  private static boolean together(Edit a, Edit b) {
    return groups(List.of(Statements.of(a, 1), Statements.of(b, 1))) == 1;
  }

  private static long groups(List<Statements> statements) {
    return lessons(statements).values().stream().distinct().count();
  }

  private static Map<String, String> lessons(Statements... statements) {
    return lessons(List.of(statements));
  }

  private static Map<String, String> lessons(List<Statements> statements) {
    return SmallGroups.lessons(statements.stream().map(SmallGroupsTest::member).toList());
  }

  private static Member member(Statements s) {
    return new Member(
        s.exactId(),
        Hash.of(s.exactId()),
        0,
        s.trajectoryCount(),
        s.edit().text().length(),
        Sketch.of(s.exactId(), s.edit()));
  }
}
