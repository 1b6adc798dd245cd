package dev.trace2skill.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which of the kept skills are too many. */
final class Retention {

  private Retention() {}

  /** A kept skill by what it consists of: see {@link Standing}. */
  record Copy(String place, Instant replacedAt, String skillId, String restId) {}

  /**
   * What may be deleted: all but the newest, where its texts and all that lies beside them are
   * found elsewhere too. Texts count as found in the skill that is live, in another kept one, or
   * among the stored ones; the rest in the first two only.
   *
   * @param keep how many of the newest stay in any case
   * @param stored texts that can be published again, by id
   * @return the oldest first
   */
  static List<Copy> expendable(List<Copy> kept, Standing live, int keep, Set<String> stored) {
    List<Copy> oldestFirst = kept.stream().sorted(Comparator.comparing(Copy::replacedAt)).toList();
    List<Copy> remaining = new ArrayList<>(oldestFirst);
    List<Copy> expendable = new ArrayList<>();
    for (Copy copy : oldestFirst.subList(0, Math.max(0, oldestFirst.size() - keep))) {
      boolean textsElsewhere =
          stored.contains(copy.skillId())
              || Stream.concat(
                      Stream.of(live.skill().id()), others(remaining, copy).map(Copy::skillId))
                  .anyMatch(copy.skillId()::equals);
      boolean restElsewhere =
          copy.restId().isEmpty()
              || Stream.concat(Stream.of(live.restId()), others(remaining, copy).map(Copy::restId))
                  .anyMatch(copy.restId()::equals);
      if (textsElsewhere && restElsewhere) {
        remaining.remove(copy);
        expendable.add(copy);
      }
    }
    return expendable;
  }

  private static Stream<Copy> others(List<Copy> remaining, Copy copy) {
    return remaining.stream().filter(c -> !c.equals(copy));
  }
}
