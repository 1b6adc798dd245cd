/** Measures the merge tree against a model server that knows the right answers. */
@NullMarked
package dev.trace2skill.consolidate.merge.bench;

import org.jspecify.annotations.NullMarked;
