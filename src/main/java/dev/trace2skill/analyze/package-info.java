/** Reads {@code trajectories}, writes {@code contrasts} and {@code patches}. */
@NullMarked
package dev.trace2skill.analyze;

import org.jspecify.annotations.NullMarked;
