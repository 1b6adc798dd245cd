package dev.trace2skill.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Publication.Action;
import dev.trace2skill.model.UserError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RollbacksTest {

  private static final Instant START = Instant.parse("2026-03-04T05:06:07.089Z");

  private final List<Publication> log = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();
  private @Nullable String live;

  @Test
  void goingBackAgainAndAgainGoesFurtherBack() {
    publish("A", "B", "C", "D");

    assertThat(goBack()).isEqualTo("C");
    assertThat(goBack()).isEqualTo("B");
    publish("E");
    assertThat(goBack()).isEqualTo("B");
    assertThat(goBack()).isEqualTo("A");
  }

  @Test
  void sameSkillPublishedAgainIsGoneBackFromToWhatItReplacedLast() {
    publish("A", "B", "C", "B");

    assertThat(goBack()).isEqualTo("C");
    assertThat(goBack()).isEqualTo("B");
    assertThat(goBack()).isEqualTo("A");
  }

  @Test
  void skillThatWasEditedSinceIsGoneBackFromToWhatWasReplacedLast() {
    publish("A", "B");
    live = "edited";

    assertThat(goBack()).isEqualTo("A");
  }

  @Test
  void thereMayBeNothingToGoBackTo() {
    assertThatThrownBy(() -> Rollbacks.before("/skills/pay", "", log, kept))
        .isInstanceOf(UserError.class)
        .hasMessage("nothing to go back to: no other skill of /skills/pay is kept");
  }

  @Test
  void keptSkillIsNamedByVersionOrTimeOrId() {
    publish("A", "B", "C");

    assertThat(Rollbacks.named("version-A", kept).skillId()).isEqualTo("A");
    assertThat(Rollbacks.named("2026-03-04T05:06:09", kept).skillId()).isEqualTo("B");
    assertThat(Rollbacks.named("20260304T050608", kept).skillId()).isEqualTo("A");
    assertThat(Rollbacks.named("B", kept).skillId()).isEqualTo("B");
    assertThatThrownBy(() -> Rollbacks.named("2026", kept))
        .hasMessage("several fit '2026': 2026-03-04T05:06:09.089Z, 2026-03-04T05:06:08.089Z");
    assertThatThrownBy(() -> Rollbacks.named("D", kept))
        .hasMessage(
            "nothing kept fits 'D'; known: 2026-03-04T05:06:09.089Z, 2026-03-04T05:06:08.089Z");
  }

  @Test
  void whatWasGoneBackFromIsKnownUntilItIsPutBack() {
    publish("A", "B");
    assertThat(Rollbacks.of(log, "B")).isEmpty();

    goBack();
    assertThat(Rollbacks.of(log, "B")).isPresent();
    assertThat(Rollbacks.of(log, "A")).isEmpty();

    publish("B");
    assertThat(Rollbacks.of(log, "B")).isEmpty();
  }

  private void publish(String... skills) {
    for (String skill : skills) {
      put(skill, Action.PUBLISH);
    }
  }

  private String goBack() {
    String back = Rollbacks.before("x", String.valueOf(live), log, kept).skillId();
    put(back, Action.ROLLBACK);
    return back;
  }

  private void put(String skill, Action action) {
    Instant at = START.plusSeconds(log.size());
    String backup = live == null ? null : "backup-" + log.size();
    log.add(
        new Publication(
            "p" + log.size(),
            "version-" + skill,
            skill,
            "x",
            null,
            backup,
            at,
            action,
            live,
            "u@h"));
    if (backup != null) {
      kept.add(0, new Kept(backup, at, live, "version-" + live));
    }
    live = skill;
  }
}
