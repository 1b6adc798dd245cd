package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Skill;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EditOriginsTest {

  private static final Skill BASE =
      Skill.of(Map.of("SKILL.md", "# A\n- one\n- two\n", "references/a.md", "x\n"));

  @Test
  void everyLineIsLedBackToTheEditThatWroteIt() {
    EditApplier.Tracked tracked =
        EditApplier.applyTracked(
            BASE,
            List.of(
                new KeyedEdit("k1", Edit.append("SKILL.md", "A", "- three\n- four")),
                new KeyedEdit("k2", Edit.replace("SKILL.md", "- four", "- 4")),
                new KeyedEdit("k3", Edit.replace("SKILL.md", "- nowhere", "")),
                new KeyedEdit("k4", Edit.replace("SKILL.md", "- one", "")),
                new KeyedEdit("k5", Edit.append("SKILL.md", "B", "b"))));

    assertThat(tracked.rejections()).hasSize(1);
    assertThat(blame(tracked, "SKILL.md"))
        .isEqualTo(
            """
            null|# A
            null|- two
            k1|- three
            k2|- 4
            k5|
            k5|## B
            k5|
            k5|b
            """);
    assertThat(blame(tracked, "references/a.md")).isEqualTo("null|x\n");
  }

  @Test
  void filesComeAndGo() {
    EditApplier.Tracked tracked =
        EditApplier.applyTracked(
            BASE,
            List.of(
                new KeyedEdit("k1", Edit.createFile("references/b.md", "b\nc")),
                new KeyedEdit("k2", Edit.deleteFile("references/a.md"))));

    assertThat(tracked.lines()).containsOnlyKeys("SKILL.md", "references/b.md");
    assertThat(blame(tracked, "references/b.md")).isEqualTo("k1|b\nk1|c\n");
  }

  private static String blame(EditApplier.Tracked tracked, String path) {
    StringBuilder out = new StringBuilder();
    for (LineOrigin line : Objects.requireNonNull(tracked.lines().get(path))) {
      out.append(line.key()).append('|').append(line.text()).append('\n');
    }
    return out.toString();
  }
}
