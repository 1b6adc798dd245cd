package dev.trace2skill.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.gate.Ablation.Group;
import dev.trace2skill.gate.Ablation.Harm;
import dev.trace2skill.model.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AblationTest {

  private static final List<String> LESSONS =
      IntStream.range(0, 12).mapToObj(i -> "lesson-" + i).toList();

  private int arms;

  @Test
  void harmfulLessonIsFoundAmongMany() {
    List<Harm> harms = find(Set.of("lesson-7"), 12 * 20);

    assertThat(harms)
        .singleElement()
        .satisfies(
            harm -> {
              assertThat(harm.group()).isEqualTo(new Group(List.of("lesson-7")));
              assertThat(harm.reason())
                  .startsWith("without it 100 % of runs succeed and with it 50 %: +50 points, p =");
            });
    assertThat(arms).isEqualTo(12);
  }

  @Test
  void smallBudgetIsSpentOnHalves() {
    assertThat(find(Set.of("lesson-7"), 10 * 20))
        .extracting(harm -> harm.group().lessonIds())
        .containsExactly(List.of("lesson-7"));
    assertThat(arms).isLessThanOrEqualTo(10);
  }

  @Test
  void withoutBudgetOrHarmNothingIsFound() {
    assertThat(find(Set.of("lesson-7"), 20)).isEmpty();
    assertThat(find(Set.of(), 12 * 20)).isEmpty();
  }

  /** Every other task fails as long as all harmful lessons are in. */
  private List<Harm> find(Set<String> harmful, long budget) {
    return new Ablation(GateSettings.DEFAULT)
        .find(
            LESSONS,
            Played.tasks(20),
            1,
            budget,
            (groups, ids) -> {
              arms += groups.size();
              List<Trial> trials = new ArrayList<>();
              for (int arm = 0; arm <= groups.size(); arm++) {
                Set<String> out = arm == 0 ? Set.of() : Set.copyOf(groups.get(arm - 1).lessonIds());
                boolean spoilt = harmful.stream().anyMatch(l -> !out.contains(l));
                for (int i = 0; i < ids.size(); i++) {
                  trials.add(Played.trial(arm, ids.get(i), 0, i % 2 == 0 || !spoilt));
                }
              }
              return trials;
            });
  }
}
