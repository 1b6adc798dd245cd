package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentTest {

  @Test
  void rendersWhatItParsed() {
    for (long seed = 0; seed < 500; seed++) {
      NastyMarkdown markdown = new NastyMarkdown(seed);
      String text = markdown.text();
      String noise = markdown.noise();

      assertThat(Document.parse(text).render()).isEqualTo(text);
      assertThat(Document.parse(noise).render()).isEqualTo(noise);
    }
  }

  @Test
  void commentsInFencesAreNoHeadings() {
    Document document =
        Document.parse(
            """
            # Top

            ```sh
            # comment
            ## more
            ```
            <!--
            # hidden
            -->

            > # quoted

            - item

              # nested

            ## End
            """);

    assertThat(document.sections()).extracting(Section::title).containsExactly("Top", "End");
  }

  @Test
  void underlinedHeadingsAreHeadings() {
    Document document = Document.parse("First\nline\n===\ntext\n\nSecond\n---\nmore\n");

    assertThat(document.sections())
        .containsExactly(
            new Section("First line", 1, new LineRange(1, 3), new LineRange(1, 8)),
            new Section("Second", 2, new LineRange(6, 7), new LineRange(6, 8)));
  }

  @Test
  void sectionsEndAtTheNextHeadingThatIsNotBelowThem() {
    Document document = Document.parse("# A\n## B\n### C\nc\n## D\nd\n# E\n");

    assertThat(document.sections())
        .extracting(s -> s.title() + " " + s.lines().start() + "-" + s.lines().end())
        .containsExactly("A 1-6", "B 2-4", "C 3-4", "D 5-6", "E 7-7");
  }

  @Test
  void frontMatterIsNoPartOfTheBody() {
    Document document = Document.parse("---\r\nname: x\r\n# note\r\n---\r\n# A\r\n");

    assertThat(document.frontMatter()).contains("name: x\r\n# note\r\n");
    assertThat(document.body()).isEqualTo("# A\r\n");
    assertThat(document.sections()).extracting(s -> s.lines().start()).containsExactly(5);
  }

  @Test
  void sectionsAreFoundByTitleWithOrWithoutMarkup() {
    Document document = Document.parse("## Use of `jq`\n\n## use Of JQ now\n\n## C# \\#1\n");

    assertThat(document.named("Use of `jq`")).hasSize(1);
    assertThat(document.named("Use of jq")).hasSize(1);
    assertThat(document.named("## Use of  `jq` ##")).hasSize(1);
    assertThat(document.named("use of jq NOW")).hasSize(1);
    assertThat(document.named("C# #1")).hasSize(1);
    assertThat(document.named("##")).isEmpty();
    assertThat(document.named("jq")).isEmpty();
  }

  @Test
  void anUnclosedFenceLeavesTheTextOpen() {
    assertThat(Document.parse("# A\n\n```sh\nx\n").isOpenEnded()).isTrue();
    assertThat(Document.parse("# A\n\n<!-- x\n").isOpenEnded()).isTrue();
    assertThat(Document.parse("# A\n\n```sh\nx\n```\n").isOpenEnded()).isFalse();
    assertThat(Document.parse("- a\n\n  ```\n  x\n").isOpenEnded()).isFalse();
    assertThat(Document.parse("").isOpenEnded()).isFalse();
  }

  @Test
  void scriptsHaveNoSections() {
    assertThat(Document.of("scripts/a.py", "# comment\n").sections()).isEmpty();
  }

  @Test
  void linesAreCountedAsCommonMarkDoes() {
    assertThat(Document.parse("a\r\nb\rc\n\nd").lines()).containsExactly("a", "b", "c", "", "d");
    assertThat(Document.parse("").lines()).isEmpty();
    assertThat(Document.parse("\n").lines()).containsExactly("");
  }
}
