/** One class per command; the only place that wires adapters to stages. */
@NullMarked
package dev.trace2skill.cli;

import org.jspecify.annotations.NullMarked;
