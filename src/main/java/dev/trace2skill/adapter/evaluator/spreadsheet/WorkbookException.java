package dev.trace2skill.adapter.evaluator.spreadsheet;

/** A file is no workbook that can be read. */
final class WorkbookException extends Exception {

  WorkbookException(String message) {
    super(message);
  }

  WorkbookException(String message, Throwable cause) {
    super(message, cause);
  }
}
