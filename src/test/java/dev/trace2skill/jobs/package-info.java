/** The launcher in {@code jobs/}, tested with stand-ins for Java, Maven and Spark. */
@NullMarked
package dev.trace2skill.jobs;

import org.jspecify.annotations.NullMarked;
