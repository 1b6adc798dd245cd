package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Skill;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EditPropertiesTest {

  private static final List<String> TEXTS =
      List.of("- item", "Words.", "1. one\n2. two", "```\n# x\n```", "#### Deep\n\n- a", "---");

  @Test
  void appendKeepsEveryLineAndHeading() {
    for (long seed = 0; seed < 1000; seed++) {
      NastyMarkdown markdown = new NastyMarkdown(seed);
      Document base = Document.parse(markdown.text());
      Edit edit = Edit.append("SKILL.md", "Title " + seed % 3, markdown.pick(TEXTS));

      EditApplier.Result result = apply(base.render(), edit);

      Document after = Document.parse(text(result));
      assertThat(result.rejections()).as("seed %d", seed).isEmpty();
      assertThat(after.lines()).as("seed %d", seed).matches(l -> keeps(l, base.lines()));
      assertThat(titles(after)).as("seed %d", seed).matches(t -> keeps(t, titles(base)));
      assertThat(after.isOpenEnded()).isFalse();
      assertThat(after.render().contains("\r")).isEqualTo(base.render().contains("\r"));
    }
  }

  @Test
  void appendLandsInItsSection() {
    for (long seed = 0; seed < 1000; seed++) {
      NastyMarkdown markdown = new NastyMarkdown(seed);
      Edit edit = Edit.append("SKILL.md", "Title " + seed % 3, "needle");

      EditApplier.Result result = apply(markdown.text(), edit);
      assertThat(result.rejections()).as("seed %d", seed).isEmpty();
      Document after = Document.parse(text(result));

      LineRange lines = after.named(edit.section()).get(0).lines();
      assertThat(after.lines().subList(lines.start() - 1, lines.end()))
          .as("seed %d", seed)
          .contains("needle");
    }
  }

  @Test
  void orderOfAppendsToSeparateSectionsDoesNotMatter() {
    for (long seed = 0; seed < 1000; seed++) {
      NastyMarkdown markdown = new NastyMarkdown(seed);
      String base = markdown.text();
      List<Section> apart = separate(Document.parse(base).sections());
      if (apart.size() < 2) {
        continue;
      }
      Edit one = Edit.append("SKILL.md", apart.get(0).title(), markdown.pick(TEXTS));
      Edit two = Edit.append("SKILL.md", apart.get(1).title(), markdown.pick(TEXTS));

      assertThat(text(apply(base, one, two)))
          .as("seed %d", seed)
          .isEqualTo(text(apply(base, two, one)));
    }
  }

  @Test
  void linesOutsideTheLocatedRangeStay() {
    for (long seed = 0; seed < 1000; seed++) {
      NastyMarkdown markdown = new NastyMarkdown(seed);
      Document base = Document.parse(markdown.text());
      if (base.lines().stream().allMatch(String::isBlank)) {
        continue;
      }
      Edit edit = anchored(markdown, base);
      Skill skill = skill(base.render());

      EditSpan.locate(skill, edit)
          .ifPresent(
              range -> {
                Document after = Document.parse(text(apply(base.render(), edit)));
                List<String> tail = base.lines().subList(range.end(), base.lines().size());
                assertThat(after.lines())
                    .startsWith(base.lines().subList(0, range.start() - 1).toArray(String[]::new))
                    .endsWith(tail.toArray(String[]::new));
              });
    }
  }

  @Test
  void everyLineHasAnOrigin() {
    for (long seed = 0; seed < 300; seed++) {
      NastyMarkdown markdown = new NastyMarkdown(seed);
      Skill base = skill(markdown.text());
      List<KeyedEdit> edits = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        edits.add(
            new KeyedEdit("k" + i, Edit.append("SKILL.md", "Title " + i % 3, "line of k" + i)));
      }

      EditApplier.Tracked tracked = EditApplier.applyTracked(base, edits);

      List<LineOrigin> lines = Objects.requireNonNull(tracked.lines().get("SKILL.md"));
      Document after = Document.parse(tracked.skill().file("SKILL.md").orElseThrow());
      assertThat(lines).extracting(LineOrigin::text).isEqualTo(after.lines());
      assertThat(lines)
          .filteredOn(l -> l.text().startsWith("line of"))
          .allMatch(l -> l.text().equals("line of " + l.key()))
          .hasSize(4);
      assertThat(lines)
          .filteredOn(l -> l.key() == null)
          .hasSameSizeAs(Document.parse(base.file("SKILL.md").orElseThrow()).lines());
    }
  }

  @Test
  void noiseBreaksNothing() {
    for (long seed = 0; seed < 2000; seed++) {
      NastyMarkdown markdown = new NastyMarkdown(seed);
      Document base = Document.parse(markdown.noise());
      Edit append = Edit.append("SKILL.md", "New", markdown.noise() + "x");

      Document after = Document.parse(text(apply(base.render(), append)));

      assertThat(titles(after)).as("seed %d", seed).matches(t -> keeps(t, titles(base)));
      assertThat(CanonicalText.of(base.render())).isNotNull();
      assertThat(SkillCheck.problems("x", skill(base.render()))).isNotEmpty();
    }
  }

  private static Edit anchored(NastyMarkdown markdown, Document base) {
    String line = markdown.pick(base.lines().stream().filter(l -> !l.isBlank()).toList());
    return markdown.pick(
        List.of(
            Edit.replace("SKILL.md", line, "other"),
            Edit.replace("SKILL.md", line, ""),
            Edit.insertBefore("SKILL.md", line, "before\n\nit"),
            Edit.insertAfter("SKILL.md", line, "after")));
  }

  private static List<Section> separate(List<Section> sections) {
    List<Section> leaves = new ArrayList<>();
    for (int i = 0; i < sections.size(); i++) {
      boolean hasChild =
          i + 1 < sections.size() && sections.get(i + 1).level() > sections.get(i).level();
      if (!hasChild) {
        leaves.add(sections.get(i));
      }
    }
    return leaves;
  }

  private static boolean keeps(List<? extends String> after, List<String> before) {
    Iterator<String> rest = before.iterator();
    String next = rest.hasNext() ? rest.next() : null;
    for (String line : after) {
      if (line.equals(next)) {
        next = rest.hasNext() ? rest.next() : null;
      }
    }
    return next == null;
  }

  private static List<String> titles(Document document) {
    return document.sections().stream().map(s -> s.level() + " " + s.title()).toList();
  }

  private static EditApplier.Result apply(String text, Edit... edits) {
    return EditApplier.apply(skill(text), List.of(edits));
  }

  private static String text(EditApplier.Result result) {
    return result.skill().file("SKILL.md").orElseThrow();
  }

  private static Skill skill(String text) {
    return Skill.of(Map.of("SKILL.md", text));
  }
}
