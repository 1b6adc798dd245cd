package dev.trace2skill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingPathTest {

  @Test
  void needlessPartsGo() {
    assertThat(WorkingPath.of("./a//b/./c.txt/")).isEqualTo("a/b/c.txt");
    assertThat(WorkingPath.of(".")).isEmpty();
    assertThat(WorkingPath.of("..a/b..")).isEqualTo("..a/b..");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "..",
        "a/../../b",
        "a/..",
        "\\\\host\\share",
        "C:/x",
        "..\\x",
        "a\0"
      })
  void pathThatLeadsOutIsRefused(String path) {
    assertThatThrownBy(() -> WorkingPath.of(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("inside the working copy");
  }
}
