package dev.trace2skill.rollout;

import dev.trace2skill.model.Trajectory;
import dev.trace2skill.redact.Redacted;
import dev.trace2skill.redact.Redaction;
import dev.trace2skill.redact.Redactor;
import dev.trace2skill.redact.Unscannable;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes out of a run's words what must not be stored: the keys it was given, whatever they look
 * like, and what is secret or personal as in any other trajectory. The folder in which it happened
 * to be gets a name that is the same for all runs.
 *
 * @param secrets the keys
 */
record Scrub(Path site, List<String> secrets) {

  static final String PLACE = "/rollout";

  /** A shorter one is none, and would be found in other words. */
  private static final int SHORTEST_KEY = 8;

  /** The run without its secrets. */
  Redacted run(Trajectory run) throws Unscannable {
    return Redactor.redact(run.rewritten(this::plain, this::plain, principal -> principal));
  }

  /** A text without its secrets; each line of JSON stays JSON. */
  String text(String text) {
    String plain = plain(text);
    Redaction redaction = new Redaction();
    if (!plain.startsWith("{")) {
      return redaction.text(plain);
    }
    StringBuilder out = new StringBuilder(plain.length());
    for (String line : plain.split("(?<=\n)", -1)) {
      boolean json = line.startsWith("{") && line.stripTrailing().endsWith("}");
      out.append(json ? redaction.json(line) : redaction.text(line));
    }
    return out.toString();
  }

  private String plain(String text) {
    String plain = text.replace(site.toString(), PLACE);
    // Some agents name folders of their own after the working copy.
    plain = plain.replace(site.toString().replace('/', '-'), PLACE.replace('/', '-'));
    for (String secret : secrets) {
      if (secret.length() >= SHORTEST_KEY) {
        plain = plain.replace(secret, "[api-key]");
      }
    }
    return plain;
  }
}
