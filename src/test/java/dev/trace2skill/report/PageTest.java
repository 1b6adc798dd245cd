package dev.trace2skill.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageTest {

  private static final int THREE_MEGABYTES = 3_000_000;

  /** What traces could carry to break out of wherever their text is put. */
  private static final String HOSTILE =
      "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>"
          + "\"' onmouseover=alert(2) x=\"--><!-- {{{policy}}} ]]> &lt; `</code>`"
          + " [go](javascript:alert(3)) ![i](https://evil.example/p.png)"
          + " \u202Edesrever\u202C \uDB40\uDC41 \u0007 \uD800 \u2028 \uE000mark\uE001";

  @Test
  void samePageComesOutOfTheSameReport() {
    assertThat(Page.of(Reports.of(30))).isEqualTo(Page.of(Reports.of(30)));
  }

  @Test
  void learntLineShowsItsSupportAndLeadsToTheStepsOfItsRuns() {
    String page = Page.of(Reports.of(30));

    assertThat(page)
        .contains("<li>Check the amount of refund 0 twice against <code>order_0</code>")
        .contains("<b>200 runs</b>, 40 tasks")
        .contains("SKILL.md:20")
        .contains("200 of 320 runs that could show it, 40 tasks, 2 principals")
        .contains("step 7, agent")
        .contains("<b>pay</b> fails <code>Error: too much</code>")
        .contains("199 more edits say so");
  }

  @Test
  void lessonsOutsideSayWhyAndConflictsNameBothSides() {
    String page = Page.of(Reports.of(30));

    assertThat(page)
        .contains("<p class=\"reason\">2 more runs are needed</p>")
        .contains("<b>Lost to</b> “Check the amount of refund 0 twice")
        .contains("<b>Won over</b> “Check the amount of refund 11 twice")
        .contains("<option value=\"WAITING\">waiting (3)</option>");
  }

  @Test
  void versionsStandSideBySide() {
    assertThat(Page.of(Reports.of(30)))
        .contains("<del>once</del>")
        .contains("<ins>twice</ins>")
        .contains("version-two of 2026-11-21 against version-one of 2026-11-20");
  }

  @Test
  void verdictHasItsIntervalAndLossesTheirReasons() {
    assertThat(Page.of(Reports.of(30)))
        .contains("53 % \u2192 100 %")
        .contains("+33 to +63")
        .contains("unverified")
        .contains("near_identical")
        .contains("the anchor occurs twice")
        .contains("26.80 USD")
        .contains("trace2skill evolve --conf my.yaml");
  }

  @Test
  void skillWithoutAnythingLearntHasAPageToo() {
    assertThat(Page.of(Reports.bare()))
        .contains("<h4>Desk</h4>")
        .contains("No gate has judged this version.")
        .contains("No model was asked");
  }

  @Test
  void textOfTracesStaysText() {
    String page = Page.of(Reports.poisoned(30, HOSTILE));
    String clean = Page.of(Reports.of(30));

    assertThat(tags(page, "script")).isEqualTo(tags(clean, "script"));
    // Whole pages in a message would bury it.
    assertThat(
            Stream.of(
                    "<img",
                    "href=\"javascript",
                    "href=\"https",
                    "\" onmouseover",
                    "\u202E",
                    "\uD800",
                    "\u2028")
                .filter(page::contains))
        .isEmpty();
    assertThat(page)
        .contains("&lt;script&gt;document.title=&#39;owned&#39;")
        .contains("[U+202E]")
        .contains("[U+E0041]");
    assertThat(page.substring(page.indexOf("id=\"data\""), page.indexOf("Chart.js v")))
        .contains("\\u003c/script\\u003e\\u003cscript\\u003e");
  }

  @Test
  void hugeTextOfTracesIsCut() {
    int times = 20_000;
    String page = Page.of(Reports.poisoned(30, " zounds".repeat(times)));

    // Whole it is in the skill itself, a dozen lines of it, and in what the tables were cut to.
    assertThat(Pattern.compile("zounds").matcher(page).results().count()).isLessThan(18L * times);
  }

  @Test
  void thousandLessonsFitIntoThreeMegabytes() {
    assertThat(Page.of(Reports.of(1_000)).getBytes(UTF_8).length).isLessThan(THREE_MEGABYTES);
  }

  @Test
  void policyNamesWhatMayRunByItsHash() throws Exception {
    String page = Page.of(Reports.of(3));
    String policy = find(page, "Content-Security-Policy\" content=\"([^\"]*)\"");

    assertThat(policy).startsWith("default-src 'none';").doesNotContain("unsafe");
    for (MatchResult script :
        Pattern.compile("(?s)<(script|style)>(.*?)</\\1>").matcher(page).results().toList()) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(script.group(2).getBytes(UTF_8));
      assertThat(policy).contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    }
  }

  @Test
  void pageAsksNothingOfANetwork() {
    assertThat(Page.of(Reports.of(30)).replaceAll("(?s)<script>.*?</script>", ""))
        .doesNotContain("src=\"")
        .doesNotContain("url(")
        .doesNotContain("@import")
        .doesNotContain("<link");
  }

  private static long tags(String page, String name) {
    return Pattern.compile("<" + name + "[ >]").matcher(page).results().count();
  }

  private static String find(String page, String pattern) {
    return Pattern.compile(pattern).matcher(page).results().findFirst().orElseThrow().group(1);
  }
}
