/**
 * Skills as text: sections, edits and the specification. Pure: no Spark, no file system, no clock.
 */
@NullMarked
package dev.trace2skill.skill;

import org.jspecify.annotations.NullMarked;
