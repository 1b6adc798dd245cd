package dev.trace2skill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.spi.KnownEvidenceAdapters;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitsTest {

  private static final String SESSION = "file:/p/0a1b2c3d-0000-4000-8000-000000000001";

  @Test
  void subagentsBelongToTheSessionThatIsThere() {
    List<FoundFile> units =
        units(SESSION + "/subagents/agent-a1.jsonl", SESSION + ".jsonl", "file:/p/other.jsonl");

    assertThat(units)
        .extracting(FoundFile::uri)
        .containsExactly(SESSION + ".jsonl", "file:/p/other.jsonl");
    assertThat(units.get(0).parts())
        .extracting(FoundFile.Part::uri)
        .containsExactly(SESSION + "/subagents/agent-a1.jsonl");
    assertThat(units.get(0).totalByteCount()).isEqualTo(2);
    assertThat(units.get(0).members()).hasSize(2);
  }

  @Test
  void fileWhoseOwnerIsMissingStandsForItself() {
    assertThat(units(SESSION + "/subagents/agent-a1.jsonl")).hasSize(1);
  }

  @Test
  void partsOfPartsBelongToTheOwnerThatStandsHighest() {
    String trial = "file:/job/trial";
    String session = trial + "/agent/0a1b2c3d-0000-4000-8000-000000000001";

    List<FoundFile> units =
        units(trial + "/result.json", session + ".jsonl", session + "/subagents/agent-a1.jsonl");

    assertThat(units).extracting(FoundFile::uri).containsExactly(trial + "/result.json");
    assertThat(units.get(0).parts()).hasSize(2);
  }

  private static List<FoundFile> units(String... uris) {
    return Units.of(
        Arrays.stream(uris).map(uri -> new FoundFile(uri, 1, Instant.EPOCH, List.of())).toList(),
        KnownEvidenceAdapters.all());
  }
}
