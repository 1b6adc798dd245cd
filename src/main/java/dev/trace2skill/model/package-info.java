/**
 * The records that flow. Each is a row of a table or a part of one; its constructor is its
 * contract.
 */
@NullMarked
package dev.trace2skill.model;

import org.jspecify.annotations.NullMarked;
