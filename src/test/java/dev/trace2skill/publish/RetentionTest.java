package dev.trace2skill.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.Skill;
import dev.trace2skill.publish.Retention.Copy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionTest {

  private static final Skill LIVE = Skill.of(Map.of("SKILL.md", "live"));
  private static final Standing STANDING = new Standing(LIVE, "rest");

  private final List<Copy> kept = new ArrayList<>();

  @Test
  void theNewestStayWhateverTheyAre() {
    keep(LIVE.id(), "");
    keep(LIVE.id(), "");

    assertThat(gone(2)).isEmpty();
    assertThat(gone(1)).containsExactly("0");
    assertThat(gone(0)).containsExactly("0", "1");
  }

  @Test
  void onlyCopyOfWhatNobodyElseHasStaysForGood() {
    keep("by hand", "");
    keep("stored", "");
    keep("by hand too", "");

    assertThat(gone(0, "stored")).containsExactly("1");
  }

  @Test
  void ofTwoCopiesTheNewerStays() {
    keep("by hand", "");
    keep("by hand", "");

    assertThat(gone(0)).containsExactly("0");
  }

  @Test
  void storedTextIsNoReasonToLoseWhatLiesBesideIt() {
    keep("stored", "an old logo");
    keep("stored", "rest");
    keep("stored", "an old logo");
    keep("stored", "a lost logo");

    assertThat(gone(0, "stored")).containsExactly("0", "1");
  }

  private void keep(String skillId, String restId) {
    Instant at = Instant.EPOCH.plusSeconds(kept.size());
    kept.add(new Copy(Integer.toString(kept.size()), at, skillId, restId));
  }

  private List<String> gone(int keep, String... stored) {
    return Retention.expendable(kept, STANDING, keep, Set.of(stored)).stream()
        .map(Copy::place)
        .toList();
  }
}
