package dev.trace2skill.adapter.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.spi.LLMException;
import dev.trace2skill.spi.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {

  @ParameterizedTest
  @CsvSource({
    "Incorrect API key provided: sk-proj-ab****wxyz. Mend it, Incorrect API key provided: ***. Mend it",
    "key AIzaSyA1234567890 is blocked, key *** is blocked",
    "got 'Bearer abc.def' instead, got '*** instead",
    "token 0123456789abcdef0123456789abcdef, token ***"
  })
  void whatLooksLikeAKeyIsMasked(String said, String shown) throws LLMException {
    assertThat(Key.of(Secret.NONE).mask(said)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no model claude-haiku-4-5-20251001 here",
        "messages.0.content.1: thinking.type.enabled is not supported for this model",
        "request req_011CSHoEeqs5C35K2UUqR7Fy failed"
      })
  void whatDoesNotIsLeft(String said) throws LLMException {
    assertThat(Key.of(Secret.NONE).mask(said)).isEqualTo(said);
  }
}
