package dev.trace2skill.simulate;

import dev.trace2skill.model.ContentId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A named stream of chance: streams of different names are independent of each other. */
final class Dice {

  private final Random random;

  private Dice(Random random) {
    this.random = random;
  }

  static Dice of(long seed, String... names) {
    String id = ContentId.of(Long.toString(seed), ContentId.of(names));
    return new Dice(new Random(Long.parseUnsignedLong(id.substring(0, 16), 16)));
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A number from 0 to 1, without 1. */
  double fraction() {
    return random.nextDouble();
  }

  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  <T> List<T> shuffled(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }
}
