package dev.trace2skill.adapter.evaluator.spreadsheet;

/** A block of cells; rows and columns from 1, the last ones included. */
record Block(int firstRow, int firstColumn, int lastRow, int lastColumn) {

  boolean isEmpty() {
    return firstRow > lastRow || firstColumn > lastColumn;
  }
}
