/** One reader and writer per skill format. */
@NullMarked
package dev.trace2skill.adapter.format;

import org.jspecify.annotations.NullMarked;
