package dev.trace2skill.consolidate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Edit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Pairs of lessons of which somebody said whether they are the same. The rules and thresholds were
 * chosen by the one file; the other was written before and only measured, and the one mistake that
 * it showed was mended.
 */
class LabelledPairsTest {

  /** A line of a file: what the label says, and the two lessons. */
  private record Pair(boolean same, Edit a, Edit b) {

    static Pair of(String line) {
      String[] parts = line.replace("\\n", "\n").split("\t", -1);
      return new Pair(parts[0].equals("same"), edit(parts[1]), edit(parts[2]));
    }

    private static Edit edit(String text) {
      return Edit.append("SKILL.md", "Rules", text);
    }

    boolean taken() {
      return Sketch.of("a", a).saysTheSame(Sketch.of("b", b));
    }
  }

  @Test
  void noTwoLessonsThatDifferAreTakenForOne() throws IOException {
    for (String file : List.of("tuned", "held-out")) {
      assertThat(pairs(file)).filteredOn(p -> !p.same() && p.taken()).isEmpty();
    }
  }

  @Test
  void mostParaphrasesAreFound() throws IOException {
    assertThat(pairs("tuned")).filteredOn(p -> p.same() && p.taken()).hasSize(26);
    assertThat(pairs("tuned")).filteredOn(Pair::same).hasSize(35);
    assertThat(pairs("held-out")).filteredOn(p -> p.same() && p.taken()).hasSize(18);
    assertThat(pairs("held-out")).filteredOn(Pair::same).hasSize(30);
  }

  private static List<Pair> pairs(String name) throws IOException {
    try (InputStream in =
        LabelledPairsTest.class.getResourceAsStream("/near-duplicates/" + name + ".tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(Pair::of).toList();
    }
  }
}
