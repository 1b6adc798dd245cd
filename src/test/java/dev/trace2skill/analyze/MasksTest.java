package dev.trace2skill.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "paypal"      | paypal
          "in_progress" | in_progress
          "2026-01-31"  | 9999-99-99
          "31/01/2026"  | 99/99/9999
          "Ada Alder"   | Aaa Aaaaa
          "O-17b"       | A-99a
          "日本"         | aa
          true          | true
          12.5          | <number>
          [1, 2]        | [2]
          """)
  void valueIsSeenAsItsShape(String json, String shape) throws Exception {
    assertThat(Masks.shape(json(json))).contains(shape);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{\"a\": 1}", "\"a text of more than twenty letters\""})
  void whatHasNoTellingShapeHasNone(String json) throws Exception {
    assertThat(Masks.shape(json(json))).isEmpty();
  }

  @Test
  void onlyAWordSpellsItsValueOut() throws Exception {
    assertThat(Masks.spellsOut(json("\"paypal\""))).isTrue();
    assertThat(Masks.spellsOut(json("\"Paypal\""))).isFalse();
    assertThat(Masks.spellsOut(json("true"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          order O-17 is locked                | order <id> is locked
          no item "desk lamp" in "this" order | no item <id> in <id> order
          'a b' or `c`: unknown               | <id> or <id>: unknown
          cannot read /home/ada/notes.txt now | cannot read <id> now
          ids 17 18 19 are gone               | ids <id> are gone
          nobody is called Alder here         | nobody is called <id> here
          write to ada@example.org            | write to <id>
          locked - wait                       | locked - wait
          """)
  void messageKeepsNothingThatBelongsToOneRun(String message, String template) throws Exception {
    assertThat(Masks.template(message, json("{\"name\": \"Ada Alder\", \"note\": \"\"}")))
        .isEqualTo(template);
  }

  @Test
  void onlyTheFirstLineOfAMessageCountsAndNotMuchOfIt() throws Exception {
    assertThat(Masks.template("\n no seat\nat Main.java", json("{}"))).isEqualTo("no seat");
    assertThat(Masks.template("word ".repeat(50), json("{}"))).hasSize(100);
    assertThat(Masks.template("", json("{}"))).isEmpty();
  }

  @Test
  void wordsAreThoseOfEveryValueBelowANode() throws Exception {
    TreeSet<String> words = new TreeSet<>();

    Masks.words(json("{\"a\": [\"Ada Alder,\", 7], \"b\": {\"c\": \"-\"}}"), words);

    assertThat(words).containsExactly("7", "ada", "alder");
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }
}
