package dev.trace2skill.adapter.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.spi.LLMException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.com/v1",
        "http://localhost:8000/v1",
        "http://127.0.0.1/v1",
        "http://[::1]:8000",
        "http://10.1.2.3",
        "http://172.31.0.1",
        "http://192.168.0.9:11434",
        "http://[fd12:3456::1]",
        "http://vllm:8000",
        "http://vllm.models.svc.cluster.local",
        "http://gpu.internal"
      })
  void keyMayGoOverTlsOrInsideTheLocalNetwork(String baseUrl) throws LLMException {
    assertThat(Address.of(baseUrl, "/messages", true).encodedPath()).endsWith("/messages");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.com/v1",
        "http://8.8.8.8",
        "http://172.32.0.1",
        "http://[2001:4860:4860::8888]",
        "http://localhost.example.com",
        "http://10.1.2.3.example.com",
        "http://internal.example.com"
      })
  void keyMayNotLeaveItInTheClear(String baseUrl) throws LLMException {
    assertThatThrownBy(() -> Address.of(baseUrl, "/messages", true))
        .isInstanceOf(LLMException.class)
        .hasMessageContaining("plain http");
    assertThat(Address.of(baseUrl, "/messages", false).isHttps()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "api.example.com", "ftp://example.com", "file:///etc"})
  void whatIsNoAddressIsSaidToBeNone(String baseUrl) {
    assertThatThrownBy(() -> Address.of(baseUrl, "/messages", false))
        .hasMessage("the base URL is no http or https address");
  }

  @Test
  void passwordInAnAddressIsNeitherTakenNorShown() {
    assertThatThrownBy(() -> Address.of("https://me:pass@example.com/v1", "/messages", false))
        .hasMessageContaining("example.com must not have a user")
        .hasMessageNotContaining("pass@");
  }
}
