/** Reads {@code skill_versions}, writes the skill folder and {@code publications}. */
@NullMarked
package dev.trace2skill.publish;

import org.jspecify.annotations.NullMarked;
