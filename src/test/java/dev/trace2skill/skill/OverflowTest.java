package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Skill;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverflowTest {

  private static final String HEAD =
      "---\nname: x\ndescription: does x\n---\n\n# X\n\n## Use\n\nBase.\n\n";

  @Test
  void skillWithinItsBudgetStays() {
    Overflow.Result result = Overflow.relieve(skill(20), ranked(20), SkillBudget.DEFAULT);

    assertThat(result).isEqualTo(new Overflow.Result(skill(20), List.of(), List.of(), true));
  }

  @Test
  void leastSupportedLessonsMoveAndALinkLeadsToThem() {
    SkillBudget budget = new SkillBudget(29, 5000, 300, 5000);

    Overflow.Result result = Overflow.relieve(skill(20), ranked(20), budget);

    assertThat(result.withinBudget()).isTrue();
    assertThat(result.moves())
        .extracting(Overflow.Move::key)
        .containsExactly("k16", "k17", "k18", "k19");
    assertThat(result.skill().file("references/use.md"))
        .contains("# Use\n\n- Rule 16.\n- Rule 17.\n- Rule 18.\n- Rule 19.\n");
    assertThat(result.skill().file("SKILL.md").orElseThrow())
        .startsWith(HEAD)
        .endsWith("- Rule 15.\n- More on use: [references/use.md](references/use.md)\n");
    assertThat(SkillCheck.problems("x", result.skill())).isEmpty();
  }

  @Test
  void movedLinesKeepTheKeyOfTheirLesson() {
    SkillBudget budget = new SkillBudget(29, 5000, 300, 5000);
    Overflow.Result result = Overflow.relieve(skill(20), ranked(20), budget);

    EditApplier.Tracked tracked = EditApplier.applyTracked(skill(20), result.edits());

    assertThat(tracked.skill()).isEqualTo(result.skill());
    assertThat(tracked.lines().get("references/use.md"))
        .contains(new LineOrigin("- Rule 17.", "k17"), new LineOrigin("- Rule 19.", "k19"));
  }

  @Test
  void fullReferenceIsFollowedByAnotherAndNoFileIsTouched() {
    SkillBudget budget = new SkillBudget(29, 5000, 6, 5000);
    Skill base = skill(20).with("references/use.md", "mine\n");

    Overflow.Result result = Overflow.relieve(base, ranked(20), budget);

    assertThat(result.skill().file("references/use.md")).contains("mine\n");
    assertThat(result.moves())
        .extracting(Overflow.Move::file)
        .containsOnly("references/use-2.md", "references/use-3.md");
    assertThat(result.skill().files())
        .filteredOn(f -> f.path().matches("references/use-.*"))
        .allMatch(f -> budget.holdsReference(f.content()));
    assertThat(result.withinBudget()).isTrue();
  }

  @Test
  void tokensCountLikeLines() {
    Overflow.Result result =
        Overflow.relieve(skill(20), ranked(20), new SkillBudget(500, 75, 300, 5000));

    assertThat(result.withinBudget()).isTrue();
    assertThat(result.moves()).isNotEmpty();
    assertThat(Tokens.of(result.skill().file("SKILL.md").orElseThrow())).isLessThan(75);
  }

  @Test
  void whatIsNoLearntLineOfItsOwnStays() {
    List<LearntText> odd =
        List.of(
            new LearntText("a", "Use", "- Rule 1"),
            new LearntText("b", "Nowhere", "- Rule 1."),
            new LearntText("c", "", "- Rule 1."));

    Overflow.Result result = Overflow.relieve(skill(20), odd, new SkillBudget(5, 5, 9, 99));

    assertThat(result).isEqualTo(new Overflow.Result(skill(20), List.of(), List.of(), false));
  }

  @Test
  void tokensAreBytesByThreeAndAHalf() {
    assertThat(List.of(Tokens.of(""), Tokens.of("a"), Tokens.of("abcdefg")))
        .containsExactly(0, 1, 2);
    assertThat(Tokens.of("\ud83d\ude00\u4e2d")).isEqualTo(2);
  }

  private static List<LearntText> ranked(int count) {
    List<LearntText> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(new LearntText("k" + i, "Use", "- Rule " + i + "."));
    }
    return texts;
  }

  private static Skill skill(int lessons) {
    StringBuilder text = new StringBuilder(HEAD);
    ranked(lessons).forEach(t -> text.append(t.text()).append('\n'));
    return Skill.of(Map.of("SKILL.md", text.toString()));
  }
}
