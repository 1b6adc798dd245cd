/** One reader per trace format. A reader translates, nothing else. */
@NullMarked
package dev.trace2skill.adapter.evidence;

import org.jspecify.annotations.NullMarked;
