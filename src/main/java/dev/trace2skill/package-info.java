/**
 * Evolves agent skills from trajectories. {@link Pipeline} is the whole flow: records go through
 * Delta tables, and stages meet only there.
 *
 * <p>Dependencies point one way: {@code cli -> Pipeline -> stages -> store, skill, spi -> model}.
 * Adapters see {@code spi} and {@code model}, and are found on the class path; Spark is known to
 * {@code store}, the stages and what is above them.
 */
@NullMarked
package dev.trace2skill;

import org.jspecify.annotations.NullMarked;
