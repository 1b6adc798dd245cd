/** Measures the call layer against a model server that only waits. */
@NullMarked
package dev.trace2skill.llm.bench;

import org.jspecify.annotations.NullMarked;
