package dev.trace2skill.simulate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Decides which trials of a task slip, each cause by its own stream of chance and so independently
 * of every other cause.
 *
 * <p>A cause is dealt like cards, not rolled: over the tasks where it is possible it takes its
 * share of the trials, so that its rate holds in a small corpus too. Which trials it takes is
 * chance.
 */
record Deal(long seed, int trials) {

  /** Three or four causes at this rate leave about half of the trials unharmed. */
  static final double RATE = 0.175;

  /** The slips of every trial of a task. */
  List<Set<Slip>> slips(int taskIndex) {
    List<Set<Slip>> slips = new ArrayList<>();
    for (int trial = 0; trial < trials; trial++) {
      slips.add(EnumSet.noneOf(Slip.class));
    }
    for (Slip slip : Scenario.family(taskIndex).slips()) {
      Dice dice = Dice.of(seed, "deal", slip.name(), Integer.toString(taskIndex));
      dice.shuffled(slips).subList(0, count(slip, taskIndex)).forEach(s -> s.add(slip));
    }
    return slips;
  }

  private int count(Slip slip, int taskIndex) {
    double offset = Dice.of(seed, "offset", slip.name()).fraction();
    long earlier =
        IntStream.range(0, taskIndex)
            .filter(i -> Scenario.family(i).slips().contains(slip))
            .count();
    double before = offset + earlier * RATE * trials;
    return (int) (Math.floor(before + RATE * trials) - Math.floor(before));
  }
}
