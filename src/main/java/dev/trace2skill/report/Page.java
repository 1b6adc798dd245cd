package dev.trace2skill.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The page: one file of HTML that asks nothing of a network. Its scripts and its style are named by
 * their hashes in its own security policy, so that nothing else in it can run. All text goes
 * through one escaper. The same report gives the same page, byte for byte.
 */
public final class Page {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Mustache.Compiler TEMPLATES =
      Mustache.compiler()
          .emptyStringIsFalse(true)
          .withEscaper(SafeText::html)
          .withLoader(name -> new InputStreamReader(open(name + ".html"), UTF_8));

  private Page() {}

  /** Renders a report. */
  public static String of(Report report) {
    String style = text("report.css");
    String library = text("chart.js");
    String script = text("report.js");
    PageParts parts = new PageParts(report);
    String policy =
        "default-src 'none'; script-src 'sha256-%s' 'sha256-%s'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
            .formatted(hash(library), hash(script), hash(style));
    return TEMPLATES
        .compile(text("page.html"))
        .execute(parts.view(policy, style, library, script, data(parts.charts())));
  }

  private static String data(List<Chart> charts) {
    try {
      return SafeText.json(JSON.writeValueAsString(charts));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("charts are plain values", e);
    }
  }

  private static String hash(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static String text(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    InputStream in = Page.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("no resource " + name);
    }
    return in;
  }
}
