package dev.trace2skill.analyze;

import dev.trace2skill.model.Contrast.Family;
import java.util.List;

/**
 * Something that a trajectory did, or in which it differed from the ground truth.
 *
 * <p>Keys, with {@code T}, {@code A}, {@code B} for tools and {@code a} for an argument:
 *
 * <ul>
 *   <li>{@code missing:T} the ground truth has a call that the run did not make; {@code extra:T}
 *       the run called a tool of which the ground truth expects no call; {@code wrong:T.a} an
 *       expected call was made with another value;
 *   <li>{@code called:T}; {@code before:A>B} the first A came before the first B; {@code
 *       follows:A>B} the last B came after the last A; {@code last:T} the last call was T;
 *   <li>{@code argument:T.a=shape}; {@code argument:T.a} the argument was given; {@code varied:T.a}
 *       T was called with different values of it;
 *   <li>{@code error:T} and {@code error:T=template}; {@code recovery:T>N} and {@code
 *       recovery:T=template>N} the first call after that error; {@code unresolved:T} the last call
 *       of T failed; {@code repeated:T} T was called twice with the same arguments.
 * </ul>
 *
 * @param steps the steps that show it
 * @param revealing whether the key spells out a value that the ground truth has
 */
record Feature(Family family, String key, List<Integer> steps, boolean revealing) {

  Feature {
    steps = List.copyOf(steps);
  }
}
