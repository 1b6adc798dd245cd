package dev.trace2skill.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.UserError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {

  private static final String KEY = "sk-test-4Vw8";

  @TempDir private Path folder;

  @Test
  void processThatHasNoFileUsesWhatTheSenderFound() throws Exception {
    Path file = keyFile("sent", KEY);
    Secret secret = new Secret(null, file.toString());
    byte[] onItsWay = written(secret);
    Files.delete(file);
    assertThatThrownBy(secret::value).isInstanceOf(UserError.class);

    Secret received = read(onItsWay);

    assertThat(received).isEqualTo(secret);
    assertThat(received.value()).contains(KEY);
    assertThat(received.toString()).doesNotContain(KEY);
  }

  @Test
  void processThatHasTheFileReadsItItself() throws Exception {
    Path file = keyFile("both", KEY);
    byte[] onItsWay = written(new Secret(null, file.toString()));
    Files.writeString(file, "another");

    assertThat(read(onItsWay).value()).contains("another");
  }

  @Test
  void secretIsSentAlsoByOneWhoHasNoKey() throws Exception {
    Secret absent = new Secret("TRACE2SKILL_TEST_NO_SUCH_KEY", null);

    Secret received = read(written(absent));

    assertThatThrownBy(received::value)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("TRACE2SKILL_TEST_NO_SUCH_KEY is not set");
  }

  private Path keyFile(String name, String key) throws IOException {
    Path file =
        Files.createFile(
            folder.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, key);
  }

  private static byte[] written(Secret secret) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(secret);
    }
    return bytes.toByteArray();
  }

  private static Secret read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (Secret) in.readObject();
    }
  }
}
