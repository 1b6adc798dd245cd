package dev.trace2skill.adapter.evaluator.spreadsheet;

import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The cells of a sheet.
 *
 * @param cells those that hold something, by column and then row
 * @param lastRow the last row with a cell, even an empty one; 1 in an empty sheet
 * @param lastColumn likewise
 * @param from1904 whether days are counted from 1904
 */
record Sheet(NavigableMap<Long, CellValue> cells, int lastRow, int lastColumn, boolean from1904) {

  static final int MOST_ROWS = 1 << 20;

  /** The place of a cell among the others; rows and columns from 1. */
  static long place(int row, int column) {
    return ((long) column << 24) | row;
  }

  static int row(long place) {
    return (int) (place & 0xffffff);
  }

  static int column(long place) {
    return (int) (place >> 24);
  }

  /** The name of a cell, as in {@code B7}. */
  static String name(long place) {
    return letters(column(place)) + row(place);
  }

  private static String letters(int column) {
    StringBuilder letters = new StringBuilder();
    for (int left = column; left > 0; left = (left - 1) / 26) {
      letters.insert(0, (char) ('A' + (left - 1) % 26));
    }
    return letters.toString();
  }

  CellValue at(long place) {
    return cells.getOrDefault(place, CellValue.EMPTY);
  }

  /** Places in a block at which one of some sheets holds something, column by column. */
  static Set<Long> places(List<Sheet> sheets, Block block) {
    Set<Long> places = new TreeSet<>();
    for (Sheet sheet : sheets) {
      sheet
          .cells
          .subMap(place(0, block.firstColumn()), true, place(0, block.lastColumn() + 1), false)
          .keySet()
          .stream()
          .filter(place -> row(place) >= block.firstRow() && row(place) <= block.lastRow())
          .forEach(places::add);
    }
    return places;
  }

  /** The sheet without what lies under merged cells, which nobody sees. */
  Sheet without(List<Block> merged) {
    NavigableMap<Long, CellValue> left = new TreeMap<>(cells);
    int row = lastRow;
    int column = lastColumn;
    for (Block block : merged) {
      long first = place(block.firstRow(), block.firstColumn());
      for (long place : places(List.of(this), block)) {
        if (place != first) {
          left.remove(place);
        }
      }
      row = Math.max(row, block.lastRow());
      column = Math.max(column, block.lastColumn());
    }
    return new Sheet(left, row, column, from1904);
  }
}
