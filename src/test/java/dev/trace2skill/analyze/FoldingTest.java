package dev.trace2skill.analyze;

import static dev.trace2skill.analyze.Tested.difference;
import static dev.trace2skill.analyze.Tested.harmful;
import static dev.trace2skill.analyze.Tested.helpful;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Contrast;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FoldingTest {

  @Test
  void weakerFeatureThatAsksForTheSameFolds() {
    assertThat(
            fold(
                helpful("before:look>pay").withP(0.002),
                harmful("before:pay>look").withP(0.001),
                helpful("called:look").withP(0.003)))
        .containsEntry("before:pay>look", null)
        .containsEntry("before:look>pay", "before:pay>look")
        .containsEntry("called:look", null);
  }

  @Test
  void ofTwoEquallyStrongThePlainerStays() {
    assertThat(fold(helpful("last:pay"), helpful("called:pay"), difference("missing:pay")))
        .containsEntry("missing:pay", null)
        .containsEntry("called:pay", "missing:pay")
        .containsEntry("last:pay", "missing:pay");
  }

  @Test
  void featureThatAStrongerOneExplainsFolds() {
    List<Contrast> candidates =
        contrasts(harmful("called:escalate"), harmful("last:escalate").withP(0.01));
    Conditional nothingLeft = new Conditional("called:escalate", "last:escalate", 0.4, 3.0);

    assertThat(Folding.fold(candidates, List.of(nothingLeft), Map.of()))
        .containsEntry("called:escalate", null)
        .containsEntry("last:escalate", "called:escalate");
  }

  @Test
  void featureThatStillTellsWithTheStrongerOneHeldFixedStays() {
    List<Contrast> candidates =
        contrasts(harmful("called:escalate"), harmful("repeated:pay").withP(0.01));
    Conditional muchLeft = new Conditional("called:escalate", "repeated:pay", 6.0, 3.0);

    assertThat(Folding.fold(candidates, List.of(muchLeft), Map.of()))
        .containsEntry("repeated:pay", null);
  }

  @Test
  void featureThatTurnsRoundWithTheStrongerOneHeldFixedFolds() {
    List<Contrast> candidates =
        contrasts(harmful("called:escalate"), helpful("called:look").withP(0.01));
    Conditional reversed = new Conditional("called:escalate", "called:look", 6.0, 3.0);

    assertThat(Folding.fold(candidates, List.of(reversed), Map.of()))
        .containsEntry("called:look", "called:escalate");
  }

  @Test
  void weakerFeatureNeverExplainsAStrongerOne() {
    List<Contrast> candidates =
        contrasts(harmful("called:escalate"), harmful("last:escalate").withP(0.01));
    Conditional nothingLeft = new Conditional("last:escalate", "called:escalate", 0.1, 3.0);

    assertThat(Folding.fold(candidates, List.of(nothingLeft), Map.of()))
        .containsEntry("called:escalate", null)
        .containsEntry("last:escalate", null);
  }

  @Test
  void differencesOfOneToolThatTheSameRunsShowAreToldOnce() {
    List<Contrast> candidates =
        contrasts(
            difference("wrong:pay.item"),
            difference("wrong:pay.order").withP(0.002),
            difference("wrong:pay.by").withP(0.003),
            difference("wrong:send.order").withP(0.004));
    Map<String, String> shownBy =
        Map.of(
            "wrong:pay.item", "A",
            "wrong:pay.order", "A",
            "wrong:pay.by", "B",
            "wrong:send.order", "A");

    assertThat(Folding.fold(candidates, List.of(), shownBy))
        .containsEntry("wrong:pay.item", null)
        .containsEntry("wrong:pay.order", "wrong:pay.item")
        .containsEntry("wrong:pay.by", null)
        .containsEntry("wrong:send.order", null);
  }

  @Test
  void foldingDoesNotDependOnTheOrderOfTheCandidates() {
    List<Contrast> candidates =
        contrasts(
            harmful("before:pay>look"),
            helpful("follows:look>pay"),
            difference("missing:pay"),
            helpful("called:pay"),
            helpful("last:pay").withP(0.0001),
            harmful("repeated:pay"));
    Map<String, @Nullable String> expected = Folding.fold(candidates, List.of(), Map.of());
    Random random = new Random(1);

    for (int i = 0; i < 50; i++) {
      List<Contrast> shuffled = new ArrayList<>(candidates);
      Collections.shuffle(shuffled, random);
      assertThat(Folding.fold(shuffled, List.of(), Map.of())).isEqualTo(expected);
    }
  }

  private static Map<String, @Nullable String> fold(Tested... tested) {
    return Folding.fold(contrasts(tested), List.of(), Map.of());
  }

  private static List<Contrast> contrasts(Tested... tested) {
    return Stream.of(tested).map(Tested::contrast).toList();
  }
}
