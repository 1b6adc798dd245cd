package dev.trace2skill.cli.claudecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTextTest {

  private static final HookCommand OURS =
      new HookCommand(
          Path.of("/home/ann o'neil/.trace2skill/session-end.sh"),
          Path.of("/home/ann o'neil/.trace2skill/pay.yaml"),
          Path.of("/opt/trace2skill/jobs/trace2skill"));

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(10_000).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();

  /** Settings as people have them, and as they hardly do. */
  static Stream<String> settings() {
    String theirs = "{\"hooks\": [{\"type\": \"command\", \"command\": \"bye\"}]}";
    return Stream.of(
        "{}",
        "{}\n",
        "{ }",
        "{\n}\n",
        "{\n\n\n}",
        "{\"model\":\"opus\"}",
        "{ \"model\": \"opus\" }\n",
        "{\n  \"model\": \"opus\"\n}\n",
        "{\n  \"model\": \"opus\"\n}",
        "{\n    \"model\": \"opus\",\n    \"env\": {\"A\": \"1\"}\n}\n",
        "{\n\t\"model\": \"opus\",\n\t\"permissions\": {\n\t\t\"allow\": [\n\t\t\t\"Bash(ls:*)\"\n\t\t]\n\t}\n}\n",
        "{\r\n  \"model\": \"opus\",\r\n  \"includeCoAuthoredBy\": false\r\n}\r\n",
        "\uFEFF{\n  \"model\": \"opus\"\n}\n",
        "\uFEFF{}",
        "{\"hooks\":{}}",
        "{\n  \"hooks\": {}\n}\n",
        "{\n  \"hooks\": {\n  }\n}\n",
        "{\n  \"hooks\": {\n    \"SessionEnd\": []\n  }\n}\n",
        "{\"hooks\":{\"SessionEnd\":[" + theirs + "]}}",
        "{\n  \"hooks\": {\n    \"SessionEnd\": [\n      " + theirs + "\n    ]\n  }\n}\n",
        "{\n  \"hooks\": {\n    \"SessionEnd\": ["
            + theirs
            + ",\n      "
            + theirs
            + "]\n  },\n  \"z\": 1\n}\n",
        "{\n  \"hooks\": {\n    \"Stop\": [\n      {\n        \"matcher\": \"\",\n        \"hooks\": []\n      }\n    ]\n  }\n}\n",
        "{\n  \"hooks\": {\"PreToolUse\": ["
            + theirs
            + "], \"PostToolUse\": []},\n  \"model\": \"x\"\n}",
        "{\n  \"big\": 123456789012345678901234567890.000000000000000000001e-400,\n  \"n\": -0.0,\n  \"m\": 1E400\n}\n",
        "{\n  \"big\": " + "9".repeat(5000) + "\n}\n",
        "{\n  \"last\": 12 }",
        "{\"last\":12}",
        "{\n  \"unicode\": \"\u65e5\u672c \uD83D\uDE00 \\u00e9 \\ud83d\\ude00 \\ud800\",\n  \"\u00fc\": null\n}\n",
        "{\n  \"status\\u004cine\": {\"type\": \"command\", \"command\": \"a \\\"b\\\" \\\\ c\"}\n}\n",
        "  \n\t{\n  \"model\": \"opus\"\n}\n\n\n",
        "{\n  \"a\" :\t1 ,\n\n  \"b\"\n:\n2\n}\n",
        "{\n\"model\": \"opus\",\n\"env\": {}\n}\n",
        "{\n  \"hooksFor\": {}, \"hook\": [], \"x\": {\"hooks\": {\"SessionEnd\": 3}}\n}\n",
        "{\n  \"enabledPlugins\": {\"a@b\": true}, \"feedbackSurveyState\": {\"lastShownTime\": 1754000000000}\n}\n",
        "{\n  \"deep\": " + "[".repeat(200) + "]".repeat(200) + "\n}\n",
        "{\n  \"long\": \"" + "x".repeat(100_000) + "\"\n}\n",
        "{\n  \"hooks\": {\n    \"SessionEnd\": [\n      {\n        \"hooks\": [\n          {\n            \"type\": \"command\",\n            \"command\": \"sh '/home/ann/.trace2skill/session-end.sh' '/home/ann/.trace2skill/other.yaml' '/x'\"\n          }\n        ]\n      }\n    ]\n  }\n}\n",
        "{\n  \"hooks\": {\n    \"SessionEnd\": [\n      null, 3, {\"hooks\": [7, {\"type\": \"prompt\", \"prompt\": \"?\"}]}\n    ]\n  }\n}\n");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void hookIsThereOnceAndGoesWithoutATrace(String before) throws Exception {
    String after = SettingsText.of(before).with(OURS);

    assertThat(SettingsText.of(after).command(OURS)).isEqualTo(OURS.text());
    assertThat(SettingsText.of(after).with(OURS)).isEqualTo(after);
    assertThat(withoutLast(tree(after), tree(before))).isEqualTo(tree(before));
    // What was added lies in one piece: the rest is the same, byte for byte.
    int start = 0;
    while (start < before.length() && before.charAt(start) == after.charAt(start)) {
      start++;
    }
    assertThat(after).endsWith(before.substring(start));

    String again = SettingsText.of(after).without(OURS, SettingsText.of(before));
    assertThat(tree(again)).isEqualTo(tree(before));
    assertThat(again.replaceAll("\\{\\s*}", "{}").replaceAll("\\[\\s*]", "[]"))
        .isEqualTo(before.replaceAll("\\{\\s*}", "{}").replaceAll("\\[\\s*]", "[]"));
  }

  @Test
  void hookIsLaidOutAsTheRest() {
    assertThat(
            SettingsText.of("{\n\t\"model\": \"opus\"\n}\n")
                .with(new HookCommand(Path.of("/s"), Path.of("/c"), Path.of("/l"))))
        .isEqualTo(
            """
            {
            \t"model": "opus",
            \t"hooks": {
            \t\t"SessionEnd": [
            \t\t\t{
            \t\t\t\t"hooks": [
            \t\t\t\t\t{
            \t\t\t\t\t\t"type": "command",
            \t\t\t\t\t\t"command": "sh '/s' '/c' '/l'",
            \t\t\t\t\t\t"timeout": 10
            \t\t\t\t\t}
            \t\t\t\t]
            \t\t\t}
            \t\t]
            \t}
            }
            """);
    assertThat(SettingsText.of("{\"model\":\"opus\"}").with(OURS))
        .startsWith(
            "{\"model\":\"opus\", \"hooks\": {\"SessionEnd\": [{\"hooks\": [{\"type\": \"command\",")
        .endsWith("\"timeout\": 10}]}]}}")
        .doesNotContain("\n");
  }

  @Test
  void launcherThatHasMovedIsPutRightInPlace() {
    String before = "{\n  \"a\": 1\n}\n";
    HookCommand moved = new HookCommand(OURS.script(), OURS.conf(), Path.of("/new/launcher"));
    String installed = SettingsText.of(before).with(OURS);

    assertThat(SettingsText.of(installed).with(moved))
        .isEqualTo(installed.replace("/opt/trace2skill/jobs/trace2skill", "/new/launcher"));
  }

  @Test
  void whatWasAddedBehindOursStays() {
    String installed = SettingsText.of("{\n  \"a\": 1\n}\n").with(OURS);
    String more = installed.replaceFirst("(?s)\\n}\\n$", ",\n  \"b\": 2\n}\n");

    assertThat(SettingsText.of(more).without(OURS, SettingsText.of("{\n  \"a\": 1\n}\n")))
        .isEqualTo("{\n  \"a\": 1,\n  \"b\": 2\n}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1, // one` `}              | it is no JSON
          {"a": 1 /* one */}               | it has a comment, which JSON does not know (line 1, column 9)
          {"a": 1,}                        | it has a comma too many (line 1, column 9)
          {"a": 1, "b": 2, "a": 3}         | the key 'a' stands there twice (line 1, column
          {"x": {"hooks": 1, "hooks": 2}}  | the key 'hooks' stands there twice
          {"a": 1} {"b": 2}                | it is no JSON (line 1, column 11): there is more after its end
          {"a": 1                          | it is no JSON
          {a: 1}                           | it is no JSON
          {'a': 1}                         | it is no JSON
          [1]                              | it is no object
          null                             | it is no object
          {"hooks": []}                    | its "hooks" are no object
          {"hooks": null}                  | its "hooks" are no object
          {"hooks": {"SessionEnd": {}}}    | its "hooks.SessionEnd" is no list
          """)
  void whatCannotBeUnderstoodIsLeftAlone(String text, String reason) {
    assertThatThrownBy(() -> SettingsText.of(text).with(OURS))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(reason)
        .message()
        .satisfies(message -> assertThat(message.lines()).hasSize(1));
  }

  private static JsonNode tree(String text) throws Exception {
    return JSON.readTree(text.replace("\uFEFF", ""));
  }

  /** The tree without the hook that came last, and without what was not there before. */
  private static JsonNode withoutLast(JsonNode tree, JsonNode before) {
    ObjectNode root = tree.deepCopy();
    ArrayNode event = (ArrayNode) root.get("hooks").get("SessionEnd");
    event.remove(event.size() - 1);
    for (String path : List.of("/hooks/SessionEnd", "/hooks")) {
      if (before.at(path).isMissingNode()) {
        int slash = path.lastIndexOf('/');
        ((ObjectNode) root.at(path.substring(0, slash))).remove(path.substring(slash + 1));
      }
    }
    return root;
  }
}
