package dev.trace2skill.llm.prompt;

import dev.trace2skill.model.ContentId;

/** A text as data: between two marks that do not occur in it. */
public final class Delimited {

  private Delimited() {}

  /**
   * The text with its marks, which come from what it says, so that nobody can write them
   * beforehand.
   *
   * @param name what the text is called in its marks
   */
  public static String of(String name, String text) {
    String mark = name + "-" + ContentId.of(text).substring(0, 16);
    return "<<<%s\n%s\n%s>>>".formatted(mark, text.replace(mark, "[mark]").strip(), mark);
  }
}
