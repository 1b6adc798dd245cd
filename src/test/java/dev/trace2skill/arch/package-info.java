/** The architecture, as tests. */
@NullMarked
package dev.trace2skill.arch;

import org.jspecify.annotations.NullMarked;
