/**
 * Reads {@code patches}, writes {@code edits}, {@code lessons}, {@code conflicts}, {@code
 * skill_versions} and {@code skill_lines}.
 */
@NullMarked
package dev.trace2skill.consolidate;

import org.jspecify.annotations.NullMarked;
