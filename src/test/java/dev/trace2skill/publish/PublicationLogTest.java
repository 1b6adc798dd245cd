package dev.trace2skill.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Publication.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationLogTest {

  private static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");
  private static final Publication FULL =
      new Publication(
          "p1",
          "v1",
          "s1",
          "/skills/p\"ay\u00e4",
          "off",
          "/b/pay-1",
          AT,
          Action.ADOPT,
          "s0",
          "u@h");
  private static final Publication LEAST =
      new Publication("p2", null, "s2", "/skills/pay", null, null, AT, null, null, null);

  @TempDir private Path folder;
  private PublicationLog log;

  @BeforeEach
  void open() {
    log = PublicationLog.in(new LocalDisk(), folder);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    assertThat(log.read()).isEmpty();

    log.add(FULL);
    log.add(LEAST);
    log.add(FULL);

    assertThat(log.read()).containsExactly(FULL, LEAST);
    assertThat(Files.readAllLines(folder.resolve("log.jsonl")))
        .hasSize(2)
        .first()
        .asString()
        .startsWith(
            "{\"publication_id\":\"p1\",\"action\":\"adopt\","
                + "\"published_at\":\"2026-03-04T05:06:07.089Z\",");
  }

  @Test
  void lineThatWasCutOffIsNoEntryAndHarmsNoOther() throws IOException {
    log.add(FULL);
    String line = PublicationLog.line(LEAST);
    for (int length = 1; length < line.length(); length++) {
      Files.writeString(
          folder.resolve("log.jsonl"), line.substring(0, length), StandardOpenOption.APPEND);
      assertThat(log.read()).containsExactly(FULL);

      log.add(LEAST);

      assertThat(log.read()).containsExactly(FULL, LEAST);
      Files.delete(folder.resolve("log.jsonl"));
      log.add(FULL);
    }
  }
}
