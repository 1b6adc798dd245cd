package dev.trace2skill.ingest;

import dev.trace2skill.model.Signal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user's answer to the agent says of the work so far. Only the start of the message counts,
 * without code and quotations, and only what a sentence begins with: further on people describe
 * what they want, and paste what others wrote. A bare "no" is an answer, not a complaint.
 */
final class UserWords {

  /** Where people say what they think of it, before they say what next. */
  private static final int START = 400;

  private static final int LONGEST_PROMPT = 20_000;

  private static final Pattern CODE = Pattern.compile("(?s)```.*?(```|$)|`[^`\n]*`");
  private static final Pattern QUOTED = Pattern.compile("(?m)^\\s*(>|❯|\\|).*$|<[^>\n]{1,200}>");
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?;。！？])\\s*|\\n|\\s[-–—]\\s");
  private static final Pattern LEAD =
      Pattern.compile(
          "^((no+|nein|non|não|nope|nah|hm+|uh+|um+|well|but|again|sorry|actually|wait|ah|oh|ok|okay|hey|and|so"
              + "|yes|yeah|unfortunately|crap|damn|thanks|thank you)\\b[\\s,.!:…-]*)+");

  private static final String IT = "(it|this|that|these|those|which)('s|’s| is| are)?";
  private static final String WORK = "(the |my |your |all )?(tests?|build|code|fix|ci|lint)";
  private static final String HEDGE =
      "((still|just|also|completely|totally|clearly|simply|really) )*";

  private static final Pattern CORRECTION =
      anyOf(
          "("
              + IT
              + "|the (first|second|last|other) (part|one)( is)?) "
              + HEDGE
              + "((is |are )?(not|n[o']t) (quite )?(correct|right|true|working|fixed|what i )|wrong\\b"
              + "|incorrect|broken|failing|(isn|aren)['’]t (correct|right|true|working|fixed|what i ))",
          "("
              + IT
              + "|"
              + WORK
              + "|still) "
              + HEDGE
              + "(doesn|does|don|do|didn|did)(['’]t| not) (work|compile|build|help|fix|run|pass)\\b",
          "("
              + WORK
              + "( is| are)?|(it|this|that)( is|['’]s)?) still "
              + "(broken|fail|crash|wrong|not |doesn|the same|red\\b)",
          WORK + "( is| are)? (broken|failing|red)\\b",
          "still (broken|failing|fails|not (working|right|correct|fixed)|wrong|crash"
              + "|(getting|seeing|have|having|the) (the |an |a )?(same|errors?|problem|issue))",
          "(please |can you |could you )?(revert|undo|roll ?back) (that|this|it|your|all|everything"
              + "|the (last|previous|change|edit|commit))\\b",
          "you (just )?(broke|misunderstood|forgot|missed|ignored|deleted the|removed the)\\b",
          "you (did not|didn['’]t|shouldn['’]t have|should not have|were supposed to"
              + "|were not supposed to|weren['’]t supposed to)\\b",
          "why (did|are|would) you (change|chang|delet|remov|revert|ignor|skip|not\\b)",
          "i (already )?(said|told you|asked (you |for ))",
          "(that|this|it)('s|’s| is| was) not what i (asked|meant|wanted|said)",
          "not what i (asked|meant|wanted)",
          "(das|es) (ist|war) (immer noch |noch )?(falsch|nicht (richtig|korrekt)|kaputt)",
          "(das |es )?(funktioniert|geht|klappt) (immer noch |noch |so )?nicht",
          "mach (das|es) (wieder )?rückgängig",
          "(c['’]est|ce n['’]est) (toujours )?(faux|pas (ça|correct|bon|ce que))",
          "(ça|cela) ne (marche|fonctionne) (toujours )?pas",
          "(eso|esto) (no es|está mal|es incorrecto)|(sigue sin|todavía no|no) funcionar?",
          "(isso|isto) (está errado|não)|(ainda )?não funciona",
          "不对|错了|不是这样|还是(不行|报错|不对)|没有(用|修复)|違います|違う|動きません|間違って");

  private static final Pattern DISAPPROVAL =
      anyOf(
          "\ud83d\udc4e|thumbs? down",
          "("
              + IT
              + " )?"
              + HEDGE
              + "(a )?"
              + "(terrible|awful|useless|garbage|horrible|ridiculous|unacceptable)\\b",
          "(wtf|what the (hell|fuck))\\b",
          "bad (bot|job|answer)\\b");

  private static final Pattern THANKS =
      anyOf(
          "\ud83d\udc4d|\ud83c\udf89|\ud83d\ude4f|✅|❤",
          "(many |ok(ay)?,? |great,? |perfect,? |awesome,? |cool,? )*(thanks|thank you|thx|cheers)\\b"
              + "(?! (in advance|for nothing))",
          "(perfect|excellent|awesome|amazing|brilliant|wonderful|fantastic|beautiful|lgtm)"
              + "( (job|work))?\\s*([,.!:)]|$)",
          "(well done|(good|great|nice) (job|work))\\b",
          "(it |that |this |now it |everything |all )?(works|worked)( now| great| perfectly| fine"
              + "| well| like a charm)*\\s*([,.!]|$)",
          "(that |this |it |all )?looks (good|great|perfect)( to me| now)?\\s*([,.!]|$)",
          "danke|vielen dank|merci\\b|gracias|obrigad[oa]|谢谢|ありがとう");

  private static final Pattern BUT = Pattern.compile("\\b(but|however|although|except|only)\\b");

  private UserWords() {}

  /** What a message says; thanks count only at its start and without a "but". */
  static Set<Signal.Kind> heard(String text) {
    Set<Signal.Kind> heard = EnumSet.noneOf(Signal.Kind.class);
    String start = prose(text);
    boolean first = true;
    for (String piece : SENTENCE.splitAsStream(start).toList()) {
      String sentence = piece.strip();
      if (sentence.isEmpty()) {
        continue;
      }
      if (complains(CORRECTION, sentence)) {
        heard.add(Signal.Kind.CORRECTION);
      } else if (complains(DISAPPROVAL, sentence)) {
        heard.add(Signal.Kind.DISAPPROVAL);
      } else if (first && begins(THANKS, sentence) && !BUT.matcher(start).find()) {
        heard.add(Signal.Kind.THANKS);
      }
      first = false;
    }
    if (heard.contains(Signal.Kind.CORRECTION) || heard.contains(Signal.Kind.DISAPPROVAL)) {
      heard.remove(Signal.Kind.THANKS);
    }
    return heard;
  }

  /** The words of a prompt, to compare it with others. */
  static Set<String> tokens(String text) {
    Set<String> tokens = new HashSet<>();
    String start = text.substring(0, Math.min(text.length(), LONGEST_PROMPT));
    String lower = start.toLowerCase(Locale.ROOT);
    int word = -1;
    for (int i = 0; i < lower.length(); ) {
      int c = lower.codePointAt(i);
      boolean inWord = letterOrNumber(c);
      if (inWord && word < 0) {
        word = i;
      } else if (!inWord && word >= 0) {
        tokens.add(lower.substring(word, i));
        word = -1;
      }
      i += Character.charCount(c);
    }
    if (word >= 0) {
      tokens.add(lower.substring(word));
    }
    return tokens;
  }

  private static boolean letterOrNumber(int c) {
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER ->
          true;
      default -> false;
    };
  }

  /** Whether two prompts are nearly the same: of all their words, 9 in 10 are in both. */
  static boolean nearlySame(Set<String> one, Set<String> other) {
    int fewer = Math.min(one.size(), other.size());
    int more = Math.max(one.size(), other.size());
    if (fewer < 4 || fewer * 10 < more * 9) {
      return false;
    }
    long shared = one.stream().filter(other::contains).count();
    return shared * 10 >= (fewer + more - shared) * 9;
  }

  private static String prose(String text) {
    String start = text.substring(0, Math.min(text.length(), 4 * START));
    String plain = QUOTED.matcher(CODE.matcher(start).replaceAll(" ")).replaceAll(" ").strip();
    return plain.substring(0, Math.min(plain.length(), START)).toLowerCase(Locale.ROOT);
  }

  /** With or without the words that lead to it. */
  private static boolean complains(Pattern pattern, String sentence) {
    if (begins(pattern, sentence)) {
      return true;
    }
    Matcher lead = LEAD.matcher(sentence);
    return lead.lookingAt() && begins(pattern, sentence.substring(lead.end()));
  }

  private static boolean begins(Pattern pattern, String sentence) {
    return pattern.matcher(sentence).lookingAt();
  }

  /** One expression for all, which remembers no groups: every sentence is held against it. */
  private static Pattern anyOf(String... regexes) {
    String all = "(" + String.join(")|(", regexes) + ")";
    return Pattern.compile(all.replaceAll("\\((?!\\?)", "(?:"));
  }
}
