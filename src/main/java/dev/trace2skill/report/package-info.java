/**
 * Writes one page about a skill: reads what stands in the tables about its last version, in small
 * capped queries, and turns it into HTML that needs nothing else.
 */
@NullMarked
package dev.trace2skill.report;

import org.jspecify.annotations.NullMarked;
