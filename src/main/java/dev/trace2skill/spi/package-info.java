/** The axes on which others plug in, and what an adapter may lean on. Nothing here knows Spark. */
@NullMarked
package dev.trace2skill.spi;

import org.jspecify.annotations.NullMarked;
