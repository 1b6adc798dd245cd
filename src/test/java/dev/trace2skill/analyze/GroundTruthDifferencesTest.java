package dev.trace2skill.analyze;

import static dev.trace2skill.analyze.RunWriter.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trace2skill.model.Contrast.Family;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroundTruthDifferencesTest {

  @Test
  void runThatDoesWhatIsExpectedDiffersInNothing() {
    RunWriter right =
        run()
            .call("book", "{'seat': 2, 'day': 'mon'}")
            .call("pay", "{}")
            .expecting("pay", "{}")
            .expecting("book", "{'day': 'mon', 'seat': 2.0}");

    assertThat(right.differences()).isEmpty();
  }

  @Test
  void withoutAGroundTruthThereIsNoDifference() {
    assertThat(run().call("book").differences()).isEmpty();
    assertThat(run().call("book").expectingOutput("done").differences()).isEmpty();
  }

  @Test
  void expectedCallThatWasNotMadeIsMissingFromTheLastStep() {
    assertThat(run().call("look").call("book").expecting("book", "{}").expecting("pay", "{}"))
        .extracting(RunWriter::differences)
        .isEqualTo(List.of(difference("extra:look", 0), difference("missing:pay", 3)));
  }

  @Test
  void secondExpectedCallOfAToolIsMissedToo() {
    RunWriter once =
        run()
            .call("refund", "{'item': 2}")
            .expecting("refund", "{'item': 1}")
            .expecting("refund", "{'item': 2}");

    assertThat(once.differences()).containsExactly(difference("missing:refund", 1));
  }

  @Test
  void nothingDoneAtAllIsMissingWithoutAStep() {
    assertThat(run().expecting("pay", "{}").differences())
        .extracting(Feature::key, Feature::steps)
        .containsExactly(tuple("missing:pay", List.of()));
  }

  @Test
  void moreCallsOfAnExpectedToolAreNotExtra() {
    RunWriter twice =
        run()
            .call("book", "{'seat': 1}")
            .call("book", "{'seat': 2}")
            .expecting("book", "{'seat': 2}");

    assertThat(twice.differences()).isEmpty();
  }

  @Test
  void exactCallsAreMatchedFirstAndTheRestDiffersInItsArguments() {
    RunWriter swapped =
        run()
            .call("refund", "{'item': 9, 'to': 'card'}")
            .call("refund", "{'item': 1, 'to': 'card'}")
            .expecting("refund", "{'item': 1, 'to': 'card'}")
            .expecting("refund", "{'item': 2, 'to': 'card'}");

    assertThat(swapped.differences()).containsExactly(difference("wrong:refund.item", 0));
  }

  @Test
  void argumentThatIsLeftOutOrAddedIsWrong() {
    RunWriter run =
        run().call("book", "{'day': 1, 'note': 'x'}").expecting("book", "{'day': 1, 'seat': 2}");

    assertThat(run.differences())
        .extracting(Feature::key)
        .containsExactly("wrong:book.note", "wrong:book.seat");
  }

  @Test
  void spellingOfNumbersAndOrderOfKeysMakeNoDifference() {
    RunWriter run =
        run()
            .call("book", "{'where': {'row': 1.0, 'seat': [2, 3e0]}}")
            .expecting("book", "{'where': {'seat': [2.0, 3], 'row': 1}}");

    assertThat(run.differences()).isEmpty();
  }

  private static Feature difference(String key, int step) {
    return new Feature(Family.GROUND_TRUTH, key, Feature.ANY, List.of(step), false);
  }
}
