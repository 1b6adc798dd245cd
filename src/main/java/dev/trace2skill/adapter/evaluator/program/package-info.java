/**
 * Checks that are programs. They run in a copy of what the run left, with an environment that is
 * written out and limits of their own; what they change is thrown away, and where the machine
 * allows it they cannot change anything else. The program's own folder can be read and, there, not
 * be written to.
 */
@NullMarked
package dev.trace2skill.adapter.evaluator.program;

import org.jspecify.annotations.NullMarked;
