package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Skill;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds whatever the text and whichever edits of it are kept. */
class KeptEditsPropertiesTest {

  private static final int DOCUMENTS = 10_000;

  private static final int SETS = 300;

  @Test
  void tenThousandDocumentsAreRenderedAsTheyWere() {
    for (long seed = 0; seed < DOCUMENTS; seed++) {
      NastyMarkdown markdown = new NastyMarkdown(seed);
      String text = seed % 2 == 0 ? markdown.text() : markdown.noise();
      Document document = Document.parse(text);

      assertThat(document.render()).as("seed %d", seed).isEqualTo(text);
      assertThat(head(document) + document.body()).as("seed %d", seed).isEqualTo(text);
    }
  }

  @Test
  void allMarkdownBesideTheProjectIsRenderedAsItWas() throws IOException {
    Path shared = Path.of(System.getProperty("trace2skill.shared", "../shared"));
    assumeTrue(Files.isDirectory(shared), "skipped: no " + shared + " beside the project");
    try (Stream<Path> files = Files.walk(shared)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".md")).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);

        assertThat(Document.parse(text).render()).as("%s", file).isEqualTo(text);
      }
    }
  }

  @Test
  void keptEditsLoseNoSectionAndMeetOnNoLine() {
    int applied = 0;
    for (long seed = 0; seed < SETS; seed++) {
      NastyMarkdown markdown = new NastyMarkdown(seed);
      Document base = Document.parse(markdown.text());
      Skill skill = Skill.of(Map.of("SKILL.md", base.render()));
      List<EditSpan> kept = new ArrayList<>();
      List<Edit> edits = new ArrayList<>();
      for (Edit edit : proposals(markdown, base)) {
        EditSpan span = EditSpan.of(skill, edit);
        if (span.lines().isPresent() && kept.stream().noneMatch(span::touches)) {
          kept.add(span);
          edits.add(edit);
        }
      }

      EditApplier.Result result = EditApplier.apply(skill, edits);

      Document after = Document.parse(result.skill().file("SKILL.md").orElseThrow());
      assertThat(after.sections())
          .extracting(Section::title)
          .as("seed %d", seed)
          .containsAll(base.sections().stream().map(Section::title).toList());
      assertThat(disjoint(kept)).as("seed %d", seed).isTrue();
      assertThat(after.render().contains("\r")).isEqualTo(base.render().contains("\r"));
      applied += edits.size() - result.rejections().size();
    }
    assertThat(applied).isGreaterThan(SETS);
  }

  /** Edits that an analyst may propose, none of which means to take a section away. */
  private static List<Edit> proposals(NastyMarkdown markdown, Document base) {
    List<Edit> edits = new ArrayList<>();
    List<String> lines =
        base.lines().stream().filter(l -> l.matches("[A-Z|].*") && !l.startsWith("Title")).toList();
    for (int i = 0; i < 6; i++) {
      edits.add(Edit.append("SKILL.md", "Title " + i % 3, "- lesson " + i));
      if (!lines.isEmpty()) {
        String line = markdown.pick(lines);
        edits.add(Edit.replace("SKILL.md", line, "other " + i));
        edits.add(Edit.deleteText("SKILL.md", line));
        edits.add(Edit.insertAfter("SKILL.md", line, "more " + i));
      }
      if (!base.sections().isEmpty()) {
        Section place = markdown.pick(base.sections());
        String heading = "#".repeat(place.level()) + " New " + i;
        edits.add(Edit.addSection("SKILL.md", place.title(), heading + "\n\nnew"));
      }
    }
    edits.add(Edit.setDescription("Does it: \"well\"."));
    return edits;
  }

  private static boolean disjoint(List<EditSpan> spans) {
    List<LineRange> ranges =
        spans.stream().flatMap(s -> s.lines().stream()).filter(r -> !r.isInsertion()).toList();
    List<Integer> lines =
        ranges.stream()
            .flatMap(r -> Stream.iterate(r.start(), l -> l <= r.end(), l -> l + 1))
            .toList();
    return lines.stream().distinct().count() == lines.size();
  }

  private static String head(Document document) {
    String text = document.render();
    return text.substring(0, text.length() - document.body().length());
  }
}
