package dev.trace2skill.skill;

/**
 * What an edit comes to in one text: the characters from {@code start} to {@code end} give way to
 * {@code text}.
 *
 * @param lines the lines that the edit means, for telling conflicts
 */
record Change(int start, int end, String text, LineRange lines) {

  String applyTo(String before) {
    return before.substring(0, start) + text + before.substring(end);
  }

  /** How far the text behind the change moves. */
  int shift() {
    return text.length() - (end - start);
  }
}
