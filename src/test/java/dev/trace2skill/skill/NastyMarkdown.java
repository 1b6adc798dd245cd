package dev.trace2skill.skill;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded Markdown texts full of what breaks naive section finders. */
final class NastyMarkdown {

  private static final String FRONT_MATTER = "---\nname: x\ndescription: does x\n---\n";

  private static final List<String> PIECES =
      List.of(
          "Plain words.\n",
          "```python\n# comment\nx = 1\n\n## not a heading\n```\n",
          "~~~~\n```\n# still code\n~~~~\n",
          "- item\n  - nested\n\n    # heading in an item\n- last\n",
          "1. one\n2. two\n",
          "> # quoted heading\n> text\n",
          "<!--\n# in a comment\n-->\n",
          "<div>\n# in a block\n</div>\n",
          "    # indented code\n",
          "Words\non two lines\n",
          "| a | b |\n|---|---|\n| 1 | 2 |\n",
          "***\n",
          "\n\n",
          "  \n",
          "\tTab and `# code` and **bold**\n",
          "Umlaut \u00e4, emoji \ud83d\ude00, separator \u2028 here\n",
          "[label]: references/a.md\n");

  private final Random random;
  private int headings;

  NastyMarkdown(long seed) {
    random = new Random(seed);
  }

  /** A text in which every title occurs at most once and no fence is left open. */
  String text() {
    String text = anyText();
    while (Document.parse(text).isOpenEnded()) {
      text = anyText();
    }
    return text;
  }

  private String anyText() {
    headings = 0;
    StringBuilder out = new StringBuilder(random.nextBoolean() ? FRONT_MATTER : "");
    int pieces = random.nextInt(12);
    for (int i = 0; i < pieces; i++) {
      out.append(random.nextInt(3) == 0 ? heading() : PIECES.get(random.nextInt(PIECES.size())));
      out.append(random.nextBoolean() ? "\n" : "");
    }
    String text = out.toString();
    if (random.nextInt(3) == 0) {
      text = text.replace("\n", "\r\n");
    }
    return random.nextInt(3) == 0 ? text.stripTrailing() : text;
  }

  /** Any characters that matter to Markdown, in any order. */
  String noise() {
    String alphabet = "#-=`~>*_[]() \t\n\n\n\rab1.<!/\u0000\uFEFF";
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(120); i > 0; i--) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String heading() {
    String title = "Title " + headings++;
    List<String> forms = new ArrayList<>(List.of("\n%s\n====\n", "\n%s\n---\n", "## %s ##\n"));
    forms.addAll(List.of("# %s\n", "## %s\n", "### %s\n", " ## **%s**\n"));
    return pick(forms).formatted(title);
  }
}
