package dev.trace2skill.adapter.evaluator.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What came of some unit tests.
 *
 * @param passed how many passed; those that were skipped do not count
 * @param failures the tests that did not, with what they say
 */
record TestResults(long passed, List<String> failures) {

  private static final long MOST_BYTES = 64L << 20;
  private static final int MOST_FAILURES = 100_000;
  private static final int LONGEST = 300;

  private static final Pattern FAILED =
      Pattern.compile("^(?:FAILED|ERROR) (\\S.*?)(?: - (.*))?$", Pattern.MULTILINE);
  private static final Pattern SUMMARY =
      Pattern.compile("^=*\\s*((?:\\d+ [a-z]+(?:, )?)+) in [0-9.]+s.*$", Pattern.MULTILINE);
  private static final Pattern COUNT = Pattern.compile("(\\d+) (passed|xpassed|failed|errors?)\\b");

  TestResults {
    failures = List.copyOf(failures);
  }

  long total() {
    return passed + failures.size();
  }

  /**
   * Reads a report in JUnit's XML.
   *
   * @throws IOException when it is none, or is too large
   */
  static TestResults ofReport(Path report) throws IOException {
    if (Files.size(report) > MOST_BYTES) {
      throw new IOException("the report is too large");
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = Files.newInputStream(report)) {
      return read(factory.createXMLStreamReader(in));
    } catch (XMLStreamException e) {
      throw new IOException("the report is no XML", e);
    }
  }

  private static TestResults read(XMLStreamReader xml) throws XMLStreamException {
    long passed = 0;
    List<String> failures = new ArrayList<>();
    String test = "";
    String failure = null;
    boolean skipped = false;
    while (xml.hasNext()) {
      xml.next();
      if (xml.isStartElement()) {
        switch (xml.getLocalName()) {
          case "testcase" -> {
            test = name(xml);
            failure = null;
            skipped = false;
          }
          case "failure", "error" ->
              failure = failure(test, xml.getAttributeValue(null, "message"));
          case "skipped" -> skipped = true;
          default -> {}
        }
      } else if (xml.isEndElement() && xml.getLocalName().equals("testcase")) {
        if (failure != null && failures.size() < MOST_FAILURES) {
          failures.add(failure);
        } else if (!skipped) {
          passed++;
        }
      }
    }
    return new TestResults(passed, failures);
  }

  private static String name(XMLStreamReader xml) {
    String of = xml.getAttributeValue(null, "classname");
    String name = xml.getAttributeValue(null, "name");
    return of == null || of.isEmpty() ? String.valueOf(name) : of + "." + name;
  }

  private static String failure(String test, @Nullable String message) {
    String first = message == null ? "" : message.lines().findFirst().orElse("").strip();
    String text = first.isEmpty() ? test + " failed" : test + ": " + first;
    return text.length() <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST))) + "…";
  }

  /** Reads the summary that pytest prints at its end; without one no test ran. */
  static TestResults ofPytest(String printed) {
    Matcher summaries = SUMMARY.matcher(printed);
    String last = "";
    while (summaries.find()) {
      last = summaries.group(1);
    }
    long passed = 0;
    long failed = 0;
    Matcher counts = COUNT.matcher(last);
    while (counts.find()) {
      if (counts.group(2).endsWith("passed")) {
        passed += Long.parseLong(counts.group(1));
      } else {
        failed += Long.parseLong(counts.group(1));
      }
    }
    List<String> failures = new ArrayList<>();
    Matcher named = FAILED.matcher(printed);
    while (named.find() && failures.size() < failed) {
      failures.add(failure(named.group(1), named.group(2)));
    }
    while (failures.size() < Math.min(failed, MOST_FAILURES)) {
      failures.add("a test failed");
    }
    return new TestResults(passed, failures);
  }
}
