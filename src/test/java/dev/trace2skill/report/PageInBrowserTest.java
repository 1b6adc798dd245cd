package dev.trace2skill.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.testing.Chromium;
import dev.trace2skill.testing.Npm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** The page as a reader has it: hostile texts in it, opened from disk in a real browser. */
class PageInBrowserTest {

  private static final String HOSTILE =
      "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
          + "\"' onmouseover=alert(1) x=\" \u202Edesrever <b>";

  @TempDir private static Path directory;
  private static ChromeDriver browser;
  private static String address;

  @BeforeAll
  static void openBrowser() throws IOException {
    browser = Chromium.start();
    Path file = directory.resolve("report.html");
    Files.writeString(file, Page.of(Reports.poisoned(30, HOSTILE)));
    address = file.toUri().toString();
  }

  @AfterAll
  static void quitBrowser() {
    if (browser != null) {
      browser.quit();
    }
  }

  @BeforeEach
  void openPage() {
    browser.get("about:blank");
    browser.get(address);
  }

  @Test
  void nothingIsComplainedOfAndNothingOfTheTracesRuns() {
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    assertThat(browser.getTitle()).isEqualTo("desk \u2013 skill report");
    assertThat(browser.findElements(By.tagName("img"))).isEmpty();
    // Drawn: a canvas that Chart.js has taken over has a size of its own.
    for (WebElement canvas : browser.findElements(By.tagName("canvas"))) {
      assertThat(canvas.getSize().getWidth()).isGreaterThan(200);
      assertThat(canvas.getDomAttribute("width")).isNotNull();
    }
  }

  @Test
  void originOfALineOpensByKeyAndByLink() {
    WebElement origin = browser.findElement(By.cssSelector(".learnt details.origin"));
    assertThat(origin.findElement(By.cssSelector(".body")).isDisplayed()).isFalse();

    origin.findElement(By.tagName("summary")).sendKeys(Keys.ENTER);

    assertThat(origin.findElement(By.cssSelector(".body")).getText())
        .contains("200 of 320 runs")
        .contains("step 7, agent")
        .contains("pay fails");

    WebElement row = browser.findElements(By.cssSelector("#list > .row")).get(3);
    row.findElement(By.tagName("summary")).click();
    row.findElement(By.cssSelector(".body a")).click();
    WebElement target = browser.findElement(By.cssSelector(".learnt:target details.origin"));
    assertThat(target.findElement(By.cssSelector(".body")).isDisplayed()).isTrue();
  }

  @Test
  void searchAndFilterNarrowTheList() {
    assertThat(found()).isEqualTo("30 lessons");

    browser.findElement(By.id("query")).sendKeys("twice order_17");
    assertThat(found()).isEqualTo("1 of 30 lessons");
    assertThat(rows())
        .singleElement()
        .matches(text -> text.startsWith("Check the amount of refund 17"));

    browser.findElement(By.id("query")).clear();
    browser.findElement(By.id("query")).sendKeys(" ");
    choose("waiting");
    assertThat(found()).isEqualTo("3 of 30 lessons");

    openPage();
    browser.findElement(By.id("least")).clear();
    browser.findElement(By.id("least")).sendKeys("100");
    assertThat(found()).isEqualTo("2 of 30 lessons");
  }

  @Test
  void axeFindsNothingInLightAndInDark() throws IOException {
    String axe = Files.readString(Npm.install("axe").resolve("axe-core/axe.min.js"));
    for (String scheme : List.of("light", "dark")) {
      browser.executeCdpCommand(
          "Emulation.setEmulatedMedia",
          Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
      browser.executeScript("document.querySelectorAll('details').forEach(d => d.open = true)");
      // By the debugger's door, as the page itself lets no script in.
      browser.executeScript(axe);
      assertThat(
              (List<?>)
                  Objects.requireNonNull(
                      browser.executeAsyncScript(
                          """
                          const done = arguments[arguments.length - 1];
                          axe.run(document).then(result => done(result.violations.map(
                              v => v.id + ': ' + v.nodes[0].html)), e => done([String(e)]));
                          """)))
          .as(scheme)
          .isEmpty();
    }
  }

  @Test
  void nothingIsWiderThanATelephone() {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 360, "height", 780, "deviceScaleFactor", 1, "mobile", true));

    assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(360);

    browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  private static void choose(String status) {
    browser.findElement(By.id("status")).sendKeys(status);
  }

  private static String found() {
    return browser.findElement(By.id("found")).getText();
  }

  private static List<String> rows() {
    return browser.findElements(By.cssSelector("#list > .row")).stream()
        .filter(WebElement::isDisplayed)
        .map(row -> row.findElement(By.cssSelector(".text")).getText())
        .toList();
  }
}
