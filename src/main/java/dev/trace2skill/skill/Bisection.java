package dev.trace2skill.skill;

import java.util.List;
import java.util.function.Predicate;

/** Finds by halving which of many things in order brings a fault in. */
public final class Bisection {

  private Bisection() {}

  /**
   * The place of a thing with which those up to it have the fault, and without which they do not.
   * Asks about as often as the number of things has binary digits.
   *
   * @param all at least one thing; together they have the fault, and none of them at all have not
   */
  public static <T> int culprit(List<T> all, Predicate<List<T>> hasFault) {
    int sound = 0;
    int faulty = all.size();
    while (faulty - sound > 1) {
      int middle = (sound + faulty) >>> 1;
      if (hasFault.test(all.subList(0, middle))) {
        faulty = middle;
      } else {
        sound = middle;
      }
    }
    return faulty - 1;
  }
}
