/** Spark and Delta: the tables in flow order, and the codec between records and rows. */
@NullMarked
package dev.trace2skill.store;

import org.jspecify.annotations.NullMarked;
