package dev.trace2skill.analyze;

import dev.trace2skill.model.Contrast.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * <p>A feature is tested among the runs in which it could show, which a second feature picks out,
 * its condition: an argument among the runs that call the tool, an order among those that call
 * both, a recovery among those that saw the error. Two more keys exist only for that: {@code any:}
 * every run shows, {@code both:A+B} those that call both.
 *
 * @param condition the key that runs must show for this feature to be tested; null when the feature
 *     is itself only a condition
 * @param steps the steps that show it
 * @param revealing whether the key spells out a value that the ground truth has
 */
record Feature(
    Family family, String key, @Nullable String condition, List<Integer> steps, boolean revealing) {

  /** The condition that every run meets. */
  static final String ANY = "any:";

  Feature {
    steps = List.copyOf(steps);
  }
}
