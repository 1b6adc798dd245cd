package dev.trace2skill.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"hello\"                                          | `hello`",
        "null                                               | ``",
        "7                                                  | `7`",
        "[]                                                 | ``",
        "[\"a\",{\"type\":\"text\",\"text\":\"b\"}]         | `a\nb`",
        "[{\"type\":\"refusal\",\"refusal\":\"no\"}]        | `no`",
        "[{\"type\":\"x\",\"content\":[{\"text\":\"b\"}]}]  | `b`",
        "[{\"type\":\"image_url\",\"image_url\":{}}]        | `[image]`",
        "[{\"type\":\"input_audio\",\"input_audio\":{}}]    | `[audio]`",
        "[{\"type\":\"odd\",\"n\":1}]                       | `{\"type\":\"odd\",\"n\":1}`",
      })
  void contentIsTextWhateverItsShape(String json, String text) {
    assertThat(Content.text(JsonRecords.head(json).get(0))).isEqualTo(text);
  }
}
