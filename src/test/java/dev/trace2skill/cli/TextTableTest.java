package dev.trace2skill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void lastColumnsGiveWayToANarrowTerminal() {
    List<String> header = List.of("id", "why", "text");
    List<List<String>> rows = List.of(List.of("abcdef", "for a reason", "word ".repeat(20)));

    assertThat(TextTable.fitted(header, rows, 1000)).isEqualTo(rows);
    assertThat(TextTable.fitted(header, rows, 42).get(0))
        .containsExactly("abcdef", "for a reason", "word word word word…");
    // No column becomes narrower than can be read.
    assertThat(TextTable.fitted(header, rows, 5).get(0).get(2)).isEqualTo("word word w…");
  }

  @Test
  void numbersStandToTheRightAndTextToTheLeft() {
    assertPrints(
        List.of("name", "count"),
        List.of(List.of("a", "5"), List.of("longer", "-1234.5e-6"), List.of("b", "")),
        20,
        """
        name         count
        ------  ----------
        a                5
        longer  -1234.5e-6
        b
        """);
  }

  @Test
  void oneTextMakesItsColumnText() {
    assertPrints(
        List.of("mixed"),
        List.of(List.of("12"), List.of("n/a"), List.of("1234567")),
        20,
        """
        mixed
        -------
        12
        n/a
        1234567
        """);
  }

  @Test
  void headerStandsWithoutRows() {
    assertPrints(
        List.of("a", "longer"),
        List.of(),
        20,
        """
        a  longer
        -  ------
        """);
  }

  @Test
  void longCellEndsInAnEllipsisAndKeepsWholeCharacters() {
    assertPrints(
        List.of("x"),
        List.of(List.of("12345"), List.of("123456"), List.of("😀😀😀😀😀😀")),
        5,
        """
        x
        -----
        12345
        1234…
        😀😀😀😀…
        """);
  }

  @Test
  void lineBreaksAndTabsKeepARowOnItsLine() {
    assertPrints(
        List.of("x"),
        List.of(List.of("a\r\nb\tc")),
        20,
        """
        x
        -----
        a⏎b c
        """);
  }

  private static void assertPrints(
      List<String> header, List<List<String>> rows, int widest, String expected) {
    StringWriter out = new StringWriter();

    TextTable.print(new PrintWriter(out), header, rows, widest);

    assertThat(out.toString().replace(System.lineSeparator(), "\n")).isEqualTo(expected);
  }
}
