package dev.trace2skill.spi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  @Test
  void objectStaysWithItsKeysInOrder() {
    JsonNode object = JsonNodeFactory.instance.objectNode().put("z", 1).put("a", "x");

    assertThat(Arguments.of(object)).isEqualTo(new Arguments("{\"z\":1,\"a\":\"x\"}", null));
  }

  @Test
  void jsonInAStringIsReadHoweverOftenItWasWrapped() {
    assertThat(of("{\"a\": [1, 2]}").json()).isEqualTo("{\"a\":[1,2]}");
    assertThat(of("\"{\\\"a\\\": 1}\"")).isEqualTo(new Arguments("{\"a\":1}", null));
  }

  @Test
  void nothingIsNoArguments() {
    assertThat(of("")).isEqualTo(new Arguments("{}", null));
    assertThat(of("null")).isEqualTo(new Arguments("{}", null));
    assertThat(Arguments.of(NullNode.getInstance())).isEqualTo(new Arguments("{}", null));
    assertThat(Arguments.of(MissingNode.getInstance())).isEqualTo(new Arguments("{}", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a': True, 'b': None, 'c': False}   | {\"a\":true,\"b\":null,\"c\":false}",
        "{'a': \"it's\", 'b': 'say \"x\"'}    | {\"a\":\"it's\",\"b\":\"say \\\"x\\\"\"}",
        "{'a': [1, -2.5, 1e3], 'b': (1,)}     | {\"a\":[1,-2.5,1000.0],\"b\":[1]}",
        "{'a': {'b': []}, 3: 'x',}            | {\"a\":{\"b\":[]},\"3\":\"x\"}",
        "{'a': 'x\\n\\t\\'\\x41\\u00e9\\q'}   | {\"a\":\"x\\n\\t'A\u00e9\\\\q\"}",
        "{'a': 123456789012345678901234567890}| {\"a\":123456789012345678901234567890}",
        "{'a': '\\ud83d'}                     | {\"a\":\"\ufffd\"}",
        "{}                                   | {}",
      })
  void dictOfPythonIsRead(String repr, String json) {
    assertThat(of(repr)).isEqualTo(new Arguments(json, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 1",
        "{'a': 1",
        "{'a' 1}",
        "{'a': object}",
        "rm -rf",
        "{'a': 1} x",
        "{'a': '\\x4'}",
        "{\"a\":1}{\"b\":2}",
        "{'a': '\\Uffffffff'}",
        "{'a': 1e}"
      })
  void whatCannotBeReadIsKeptWithAWordOnIt(String text) {
    Arguments arguments = of(text);

    assertThat(arguments.diagnostic()).isEqualTo("arguments are not JSON");
    assertThat(arguments.json())
        .isEqualTo(JsonRecords.text(JsonNodeFactory.instance.objectNode().put("_raw", text)));
  }

  @Test
  void valueThatIsNoObjectIsKeptWithAWordOnIt() {
    assertThat(of("[1, 2]"))
        .isEqualTo(new Arguments("{\"_raw\":\"[1,2]\"}", "arguments are no JSON object"));
  }

  @Test
  void deepNestingEndsTheAttemptAndNotTheThread() {
    assertThat(of("{'a': ".repeat(50_000)).diagnostic()).isNotNull();
  }

  private static Arguments of(String text) {
    return Arguments.of(JsonNodeFactory.instance.textNode(text));
  }
}
