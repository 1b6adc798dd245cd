/**
 * Cells of workbooks, compared with those of a right workbook in one of two ways.
 *
 * <p>{@code published} is the comparison that SpreadsheetBench's figures come from, with everything
 * that is odd about it, down to what openpyxl 3.0 takes for a date. {@code mended} compares what a
 * reader sees: it knows sheet names with commas, reversed and open ranges and columns in small
 * letters, never accepts a range without cells, and takes neither a truth value for a number nor
 * one time of a day for another.
 *
 * <p>Sheets are streamed. A workbook that unpacks to far more than it is, or has more cells than
 * fit, is refused.
 */
@NullMarked
package dev.trace2skill.adapter.evaluator.spreadsheet;

import org.jspecify.annotations.NullMarked;
