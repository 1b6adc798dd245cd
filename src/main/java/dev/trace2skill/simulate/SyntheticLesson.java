package dev.trace2skill.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something to say, and many ways to say it.
 *
 * @param verbs what to do, in words that mean the same
 * @param object to what
 * @param owner of what
 * @param tool with what; empty for nothing
 * @param count how often; 0 when it is not said
 * @param moment when
 * @param reason why
 */
record SyntheticLesson(
    List<String> verbs,
    String object,
    String owner,
    String tool,
    int count,
    String moment,
    String reason) {

  private static final List<List<String>> VERBS =
      List.of(
          List.of("check", "verify", "confirm"),
          List.of("delete", "erase"),
          List.of("fetch", "retrieve", "get"),
          List.of("change", "modify"),
          List.of("choose", "select"),
          List.of("compare"),
          List.of("copy"),
          List.of("count"),
          List.of("encrypt"),
          List.of("explain"),
          List.of("import"),
          List.of("print"),
          List.of("publish"),
          List.of("rename"),
          List.of("restart"),
          List.of("translate"));

  private static final List<String> ADJECTIVES =
      List.of(
          "pending",
          "archived",
          "duplicate",
          "encrypted",
          "final",
          "global",
          "monthly",
          "nested",
          "original",
          "partial",
          "primary",
          "printed",
          "regional",
          "scanned",
          "shared",
          "signed",
          "temporary",
          "urgent",
          "verified",
          "weekly");

  private static final List<String> NOUNS =
      List.of(
          "account",
          "address",
          "agenda",
          "attachment",
          "backup",
          "balance",
          "branch",
          "budget",
          "calendar",
          "catalogue",
          "certificate",
          "channel",
          "chart",
          "column",
          "contract",
          "cookie",
          "coupon",
          "database",
          "deadline",
          "deposit",
          "dictionary",
          "document",
          "driver",
          "envelope",
          "formula",
          "gateway",
          "glossary",
          "header",
          "image",
          "index",
          "invoice",
          "journal",
          "label",
          "ledger",
          "licence",
          "manifest",
          "margin",
          "measurement",
          "menu",
          "migration",
          "password",
          "permission",
          "pipeline",
          "playlist",
          "policy",
          "printer",
          "profile",
          "prototype",
          "queue",
          "receipt",
          "recipe",
          "report",
          "schedule",
          "schema",
          "sensor",
          "server",
          "shipment",
          "signature",
          "spreadsheet",
          "subscription",
          "survey",
          "template",
          "timer",
          "token",
          "transcript",
          "voucher",
          "warranty",
          "workbook");

  private static final List<String> MOMENTS = List.of("before", "after", "when", "if");

  private static final List<String> DEEDS =
      List.of(
          "closing",
          "sending",
          "merging",
          "moving",
          "opening",
          "paying",
          "reading",
          "rejecting",
          "sorting",
          "splitting",
          "storing",
          "uploading");

  private static final List<String> TROUBLES =
      List.of(
          "blocks",
          "breaks",
          "delays",
          "hides",
          "locks",
          "misleads",
          "overwrites",
          "slows down",
          "surprises",
          "truncates");

  static SyntheticLesson of(Dice dice) {
    String moment = dice.pick(MOMENTS);
    return new SyntheticLesson(
        dice.pick(VERBS),
        dice.pick(ADJECTIVES) + " " + dice.pick(NOUNS),
        dice.pick(NOUNS),
        dice.chance(0.3) ? "`" + dice.pick(NOUNS) + "_" + dice.pick(DEEDS) + "`" : "",
        dice.chance(0.3) ? dice.between(2, 9) : 0,
        moment + " " + dice.pick(DEEDS) + " the " + dice.pick(ADJECTIVES) + " " + dice.pick(NOUNS),
        "a " + dice.pick(ADJECTIVES) + " one " + dice.pick(TROUBLES) + " the " + dice.pick(NOUNS));
  }

  /**
   * One of the ways to say it; now and then it comes out as the opposite or with another number.
   */
  String inSomeWords(Dice dice) {
    boolean denied = dice.chance(0.02);
    int times = count > 0 && dice.chance(0.05) ? count + 1 : count;
    List<String> core = new ArrayList<>();
    core.add(denied ? "never" : dice.pick(List.of("", "always", "make sure to", "please")));
    core.add(dice.pick(verbs));
    core.add(dice.chance(0.1) ? "the whole" : "the");
    core.add(dice.chance(0.3) ? object + " in the " + owner : object + " of the " + owner);
    core.add(tool.isEmpty() ? "" : dice.pick(List.of("with ", "using ")) + tool);
    core.add(times > 0 ? times + " times" : "");
    String said = joined(core);
    String sentence = dice.chance(0.5) ? moment + ", " + said : said + " " + moment;
    if (dice.chance(0.7)) {
      sentence += dice.pick(List.of(", because ", ", since ")) + reason;
    }
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT)
        + sentence.substring(1)
        + (dice.chance(0.9) ? "." : "!");
  }

  private static String joined(List<String> words) {
    return String.join(" ", words.stream().filter(word -> !word.isEmpty()).toList());
  }
}
