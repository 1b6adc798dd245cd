/** A made-up service desk with planted failure causes: a corpus whose right answers are known. */
@NullMarked
package dev.trace2skill.simulate;

import org.jspecify.annotations.NullMarked;
