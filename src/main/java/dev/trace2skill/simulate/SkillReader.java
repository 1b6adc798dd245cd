package dev.trace2skill.simulate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a skill's text says about the simulated agent's decisions. It knows the forms in which
 * lessons are worded, and no others: a sentence is about the names in backticks, and asks for what
 * it says or, with a negation before the first name, for the opposite.
 */
final class SkillReader {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern NEGATION =
      Pattern.compile("(?i)\\b(do not|don't|never|avoid|leave|without)\\b");
  private static final Pattern NUMBERS = Pattern.compile("\\*Seen .*?\\*");
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!])\\s+");

  private final Map<Slip, Integer> votes = new EnumMap<>(Slip.class);

  private SkillReader() {}

  /** A sentence, and the names in it. */
  private record Sentence(String text, List<String> names, boolean negated) {

    static Sentence of(String text) {
      List<String> names = new ArrayList<>();
      Matcher code = CODE.matcher(text);
      int first = -1;
      while (code.find()) {
        first = first < 0 ? code.start() : first;
        names.add(code.group(1));
      }
      Matcher negation = NEGATION.matcher(text);
      return new Sentence(text, names, negation.find() && negation.start() < first);
    }

    boolean has(String word) {
      return text.contains(word);
    }

    boolean names(String... wanted) {
      return names.containsAll(List.of(wanted));
    }

    boolean namesOnly(Tool tool) {
      return names.equals(List.of(tool.wireName()));
    }
  }

  /** Reads the texts of a skill. */
  static SkillReader of(List<String> texts) {
    SkillReader reader = new SkillReader();
    for (String text : texts) {
      for (String line : text.lines().toList()) {
        SENTENCE
            .splitAsStream(NUMBERS.matcher(line).replaceAll(""))
            .filter(sentence -> !sentence.startsWith("Applies when"))
            .map(Sentence::of)
            .forEach(reader::read);
      }
    }
    return reader;
  }

  /**
   * Whether the text is for the right way or the wrong one.
   *
   * @return above 0 for the right way, below 0 for the slip, 0 when it says nothing or both
   */
  int says(Slip slip) {
    return Integer.signum(votes.getOrDefault(slip, 0));
  }

  private void read(Sentence s) {
    if (s.namesOnly(Tool.SEND_CONFIRMATION)) {
      vote(Slip.CONFIRMATION_LEFT_OUT, !s.negated());
    }
    if (s.names(Tool.RELEASE_LOCK.wireName())) {
      vote(Slip.LOCK_NOT_RELEASED, !s.negated());
    }
    if (s.namesOnly(Tool.ESCALATE)) {
      vote(Slip.NEEDLESS_ESCALATION, s.negated());
    }
    if (s.names(Tool.LIST_ORDERS.wireName(), "page")) {
      vote(Slip.FURTHER_PAGES_UNREAD, !s.negated() && !s.has("Settle"));
    }
    if (s.namesOnly(Tool.CREATE_REPLACEMENT) && (s.has("twice") || s.has("again"))) {
      vote(Slip.REPLACEMENT_REPEATED, s.negated());
    }
    if (s.names(Tool.SCHEDULE_CALLBACK.wireName(), "date", "99/99/9999")) {
      vote(Slip.DATE_NOT_ISO, s.negated());
    } else if (s.names(Tool.SCHEDULE_CALLBACK.wireName(), "date", "9999-99-99")) {
      vote(Slip.DATE_NOT_ISO, !s.negated());
    }
    readRefund(s);
  }

  private void readRefund(Sentence s) {
    String refund = Tool.ISSUE_REFUND.wireName();
    String verify = Tool.VERIFY_IDENTITY.wireName();
    if (s.names().equals(List.of(refund, verify))) {
      vote(Slip.REFUND_BEFORE_IDENTITY, s.negated() && !s.has(" once "));
    } else if (s.names().equals(List.of(verify, refund))) {
      vote(Slip.REFUND_BEFORE_IDENTITY, !s.negated());
    }
    if (s.names(refund, "item_id") && s.has("another")) {
      vote(Slip.SECOND_ITEM_FORGOTTEN, !s.negated() && !s.has("Settle"));
    } else if (s.namesOnly(Tool.ISSUE_REFUND) && s.has("whenever the request needs it")) {
      vote(Slip.SECOND_ITEM_FORGOTTEN, !s.negated());
    }
    if (s.names(refund, "method")) {
      vote(Slip.REFUND_TO_OTHER_METHOD, !s.negated() && s.has("check"));
    }
  }

  private void vote(Slip slip, boolean right) {
    votes.merge(slip, right ? 1 : -1, Integer::sum);
  }
}
