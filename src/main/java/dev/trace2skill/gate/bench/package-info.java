/** Measures how often the gate accepts what is no better, and what is. */
@NullMarked
package dev.trace2skill.gate.bench;

import org.jspecify.annotations.NullMarked;
