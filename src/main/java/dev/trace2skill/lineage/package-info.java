/** Leads from a line of a skill back to the runs behind it, and takes runs out of all tables. */
@NullMarked
package dev.trace2skill.lineage;

import org.jspecify.annotations.NullMarked;
