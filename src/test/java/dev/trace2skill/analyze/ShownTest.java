package dev.trace2skill.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Trajectory;
import dev.trace2skill.testing.SharedRuns;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShownTest {

  @Test
  void fewRealRunsAreFlagged() {
    Map<String, String> flagged = new TreeMap<>();
    int runs = 0;
    for (String folder : SharedRuns.names()) {
      for (Trajectory run : SharedRuns.in(folder)) {
        runs++;
        Shown shown = Shown.of("run", run, 30_000);
        if (!shown.flags().isEmpty()) {
          flagged.put(folder + "/" + run.trajectoryId(), shown.flags().toString());
        }
      }
    }
    System.out.println(flagged.size() + " of " + runs + " runs are flagged");
    flagged.forEach((run, flags) -> System.out.println(run + " " + flags));

    assertThat(flagged.size()).isLessThan(runs / 10);
  }
}
