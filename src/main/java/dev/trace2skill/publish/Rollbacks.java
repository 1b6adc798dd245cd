package dev.trace2skill.publish;

import dev.trace2skill.model.Publication;
import dev.trace2skill.model.Publication.Action;
import dev.trace2skill.model.UserError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a log says of going back. */
public final class Rollbacks {

  private Rollbacks() {}

  /**
   * The rollback that took a skill away; empty when it was put back since, or never taken away.
   *
   * @param log oldest first
   */
  static Optional<Publication> of(List<Publication> log, String skillId) {
    Publication last = null;
    for (Publication p : log) {
      if (p.skillId().equals(skillId)) {
        last = null;
      } else if (p.action() == Action.ROLLBACK && skillId.equals(p.replacedSkillId())) {
        last = p;
      }
    }
    return Optional.ofNullable(last);
  }

  /**
   * What stood before the skill that stands now was published. Who goes back again and again gets
   * further and further back.
   *
   * @param kept newest first
   * @throws UserError when there is nothing to go back to
   */
  public static Kept before(
      String target, String liveSkillId, List<Publication> log, List<Kept> kept) {
    int last = log.size() - 1;
    boolean known = last >= 0 && log.get(last).skillId().equals(liveSkillId);
    int made = known ? published(log, last) : -1;
    Stream<Kept> replaced =
        kept.stream().filter(k -> made >= 0 && k.place().equals(log.get(made).backup()));
    Stream<Kept> others = kept.stream().filter(k -> !k.skillId().equals(liveSkillId));
    return Stream.concat(replaced, others)
        .findFirst()
        .orElseThrow(
            () -> new UserError("nothing to go back to: no other skill of " + target + " is kept"));
  }

  /** The entry that published what an entry put in place; -1 when that was no publication. */
  private static int published(List<Publication> log, int entry) {
    int made = entry;
    while (made >= 0 && log.get(made).action() == Action.ROLLBACK) {
      made = replacing(log, made, log.get(made).skillId()) - 1;
    }
    return Math.max(made, -1);
  }

  /** The last publication before an entry that replaced a skill; 0 when there is none. */
  private static int replacing(List<Publication> log, int before, String skillId) {
    for (int i = before - 1; i > 0; i--) {
      Publication p = log.get(i);
      if (p.action() != Action.ROLLBACK && skillId.equals(p.replacedSkillId())) {
        return i;
      }
    }
    return 0;
  }

  /**
   * The kept skill that a user means.
   *
   * @param wanted the start of a version, of a skill's id, or of the time when it was replaced, as
   *     the list prints it or as the backup's name has it
   * @throws UserError when none or several fit
   */
  public static Kept named(String wanted, List<Kept> kept) {
    List<Kept> fitting = kept.stream().filter(k -> fits(k, wanted)).toList();
    long skills = fitting.stream().map(Kept::skillId).distinct().count();
    if (fitting.isEmpty()) {
      throw new UserError("nothing kept fits '%s'; known: %s".formatted(wanted, names(kept)));
    }
    if (skills > 1) {
      throw new UserError("several fit '%s': %s".formatted(wanted, names(fitting)));
    }
    return fitting.get(0);
  }

  private static boolean fits(Kept kept, String wanted) {
    String version = kept.skillVersionId();
    return !wanted.isEmpty()
        && ((version != null && version.startsWith(wanted))
            || kept.skillId().startsWith(wanted)
            || kept.replacedAt().toString().startsWith(wanted)
            || Stamp.of(kept.replacedAt()).startsWith(wanted)
            || isSame(kept.replacedAt(), wanted));
  }

  private static boolean isSame(Instant at, String wanted) {
    return Stamp.parse(wanted).filter(at::equals).isPresent();
  }

  private static String names(List<Kept> kept) {
    return kept.stream()
        .map(k -> k.replacedAt().toString())
        .reduce((a, b) -> a + ", " + b)
        .orElse("none");
  }
}
