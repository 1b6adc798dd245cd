package dev.trace2skill.skill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CanonicalTextTest {

  @Test
  void formattingDoesNotMatter() {
    assertSame("- **Always** verify the user first.", "always verify\n  the user first");
    assertSame("1. Don\u2019t say \u201cyes\u201d!", "Don't say \"yes\"");
    assertSame("* _Never_ guess ;", "never guess.");
    assertSame("Call `verify_identity` first.", "call verify_identity first");
    assertSame("## Save once", "Save  once...");
  }

  @Test
  void meaningMatters() {
    assertApart("Retry 3 times.", "Retry 5 times.");
    assertApart("Do call it.", "Do not call it.");
    assertApart("Use `grep -r`.", "Use `grep -R`.");
    assertApart("Call verify_user.", "Call verifyuser.");
    assertApart("Define __init__.", "Define init.");
    assertApart("Compute 2*3*4.", "Compute 234.");
    assertApart("Run `a.`", "Run `a`");
    assertApart("See [it](references/a.md).", "See [it](references/b.md).");
    assertApart("Set <name>.", "Set <value>.");
    assertApart("- one\n- two", "- one two");
    assertApart("```\na\n  b\n```", "```\na\nb\n```");
    assertApart("---", "***");
    assertApart("Is it so?", "Is it so.");
  }

  @Test
  void canonicalTextReadsLikeTheLesson() {
    assertThat(CanonicalText.of("- **Use** `Foo.bar()`  when *x > 3*."))
        .isEqualTo("use Foo.bar() when x > 3");
  }

  private static void assertSame(String a, String b) {
    assertThat(CanonicalText.of(a)).isEqualTo(CanonicalText.of(b));
  }

  private static void assertApart(String a, String b) {
    assertThat(CanonicalText.of(a)).isNotEqualTo(CanonicalText.of(b));
  }
}
