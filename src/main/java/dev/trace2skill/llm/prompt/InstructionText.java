package dev.trace2skill.llm.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts in a trace that are written for whoever reads the trace: they are kept, so that a reader
 * sees what was there, but marked and broken so that they neither instruct nor look like markup.
 */
public final class InstructionText {

  /** What such a text tries. */
  private enum Kind {
    /** To have earlier instructions ignored. "My" are a customer's, which is normal speech. */
    OVERRIDE(
        List.of("ignore", "disregard", "forget", "override", "bypass"),
        "(?i)\\b(?:ignore|disregard|forget|override|bypass)\\s+"
            + "(?:(?:all|any|of|the|these|those|your|its)\\s+){0,4}"
            + "(?:previous|prior|above|earlier|preceding|existing|original|system)\\s+"
            + "(?:\\w+\\s+)?(?:instructions?|prompts?|rules?|directives?|guidelines|messages)\\b"),
    /** To pass for a system prompt. */
    PROMPT(
        List.of("system", "developer", "instruction"),
        "(?i)\\b(?:new|updated|revised|real|actual|true)\\s+system\\s+(?:prompt|message)\\b"
            + "|\\bthis is (?:the|your) (?:new )?system prompt\\b"
            + "|(?m)^\\W{0,6}(?:system|developer)(?: (?:prompt|message|note|override|instructions?))?"
            + "\\s*:\\s*(?:you (?:are|must|should|will)\\b|ignore\\b|disregard\\b"
            + "|from now on\\b|new instructions?\\b)[^\\n]{0,200}"
            + "|\\b(?:new|updated|revised) instructions? (?:for|to) (?:the )?"
            + "(?:analyst|assistant|model|reader|judge|grader|reviewer)\\b"),
    /** To pass for a turn of the talk. */
    ROLE(
        List.of("<|", "inst]", "sys>>", "system", "assistant", "human", "developer"),
        "<\\|(?:im_start|im_end|system|user|assistant|end_?of_?text|eot_id|start_header_id"
            + "|end_header_id|endofprompt)[^|<>]{0,40}\\|>|\\[/?INST\\]|<</?SYS>>"
            + "|(?i)</?(?:system|assistant|human|developer)(?:[_-](?:prompt|message))?>"),
    /** To pass for a tool call. */
    TOOL_CALL(
        List.of(
            "tool_",
            "function_",
            "invoke",
            "try_patch",
            "_ground_truth",
            "inspect_skill",
            "finish",
            "drop"),
        "(?i)</?(?:antml:)?(?:tool_calls?|function_calls?|invoke|tool_use|tool_result|"
            + "function_results?)(?:\\s[^<>]{0,200})?>"
            + "|\\b(?:try_patch|diff_ground_truth|read_ground_truth|inspect_skill)\\b"
            + "|\\b(?:finish|drop)\\s*\\(\\s*\\{?[^()\\n]{0,80}"
            + "\\b(?:cause|category|generality|evidence|reason)\\b"),
    /** To have something done. */
    COMMAND(
        List.of(
            "must now",
            "dear ",
            "attention",
            "note to",
            "analyst",
            "reviewer",
            "grader",
            "judge",
            "evaluator",
            "llm",
            "skill"),
        "(?i)\\byou must now\\s+(?:ignore|call|invoke|output|report|mark|answer|respond|reply"
            + "|execute|finish|say|write|add|insert|approve|accept)\\b"
            + "|\\b(?:dear |attention,? |note to (?:the )?)(?:analyst|reviewer|grader|judge|evaluator"
            + "|language model|llm)\\b"
            + "|\\b(?:analyst|grader|judge|evaluator|llm)s?(?: reading this)?,? (?:must|should) "
            + "(?:mark|report|call|finish|accept|approve|grade|score|add|insert|write)\\b"
            + "|\\b(?:add|append|insert|write|put) (?:\\w+ ){0,6}(?:in)?to (?:the |your |a )?"
            + "(?:skill(?: file)?|SKILL\\.md)\\b"),
    /** To have the verdict changed. */
    VERDICT(
        List.of("success", "passed", "correct", "verified", "accepted", "solved", "approved"),
        "(?i)\\b(?:mark|grade|score|label|count|treat|report|classify|record) (?:this|the) "
            + "(?:run|trajectory|trace|attempt|transcript)(?: as)?(?: an?)? "
            + "(?:success(?:ful)?|passed|correct|verified|accepted|solved)\\b"
            + "|\\bthe evaluator (?:has )?(?:already )?(?:accepted|verified|approved)\\b"),
    /** To have the reader be somebody else. */
    PERSONA(
        List.of("you are now"),
        "(?i)\\byou are now (?:in )?(?:an? )?(?:developer mode|dan\\b|unrestricted|jailbroken"
            + "|unfiltered|the (?:system|administrator))"),
    /** To pass for a step of the transcript. */
    STEP(List.of("#"), "(?m)^#\\d+ (?:user|agent|tool|system)\\b"),
    /** To be read by a model and not by a person. */
    HIDDEN(List.of(), "(?:\\uDB40[\\uDC00-\\uDC7F])+|[\\u202A-\\u202E\\u2066-\\u2069]+");

    /** Of which one stands in every such text, in lower case; none for a kind that shows itself. */
    @SuppressWarnings("ImmutableEnumChecker") // Lists made by List.of are immutable.
    private final List<String> signs;

    private final Pattern pattern;

    Kind(List<String> signs, String regex) {
      this.signs = signs;
      pattern = Pattern.compile(regex);
    }

    /** Whether a search is worth its time: traces are long, and such texts are rare. */
    boolean mayOccur(String lowerCase, boolean plainSigns) {
      return this == HIDDEN ? !plainSigns : signs.stream().anyMatch(lowerCase::contains);
    }
  }

  /** Signs that show nothing; between the letters of a word they hide it from a search. */
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\u200B\\u2060-\\u2064\\uFEFF\\u00AD]");

  private InstructionText() {}

  /** Kinds of such texts that occur, each once, in lower case. */
  public static List<String> kinds(String text) {
    String plain = visible(text);
    String lowerCase = plain.toLowerCase(Locale.ROOT);
    boolean plainSigns = hasPlainSigns(plain);
    List<String> kinds = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind.mayOccur(lowerCase, plainSigns) && kind.pattern.matcher(plain).find()) {
        kinds.add(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      }
    }
    return kinds;
  }

  /** The text with what is meant for the reader marked and broken. JSON stays JSON. */
  public static String neutralised(String text) {
    String neutral = visible(text);
    String lowerCase = neutral.toLowerCase(Locale.ROOT);
    boolean plainSigns = hasPlainSigns(neutral);
    for (Kind kind : Kind.values()) {
      if (!kind.mayOccur(lowerCase, plainSigns)) {
        continue;
      }
      Matcher matcher = kind.pattern.matcher(neutral);
      neutral =
          matcher.replaceAll(
              found ->
                  Matcher.quoteReplacement(
                      kind == Kind.HIDDEN
                          ? "[hidden signs]"
                          : "[in the trace: " + broken(found.group()) + "]"));
    }
    return neutral;
  }

  private static String visible(String text) {
    return hasPlainSigns(text) ? text : INVISIBLE.matcher(text).replaceAll("");
  }

  /** Whether a text has only signs of which none is hidden. */
  private static boolean hasPlainSigns(String text) {
    for (int i = 0; i < text.length(); i++) {
      char sign = text.charAt(i);
      if (sign == '\u00AD' || sign >= '\u200B') {
        return false;
      }
    }
    return true;
  }

  private static String broken(String found) {
    return found
        .replace('<', '\u2039')
        .replace('>', '\u203a')
        .replace('|', '\u00a6')
        .replace('#', '\u266f')
        .replace("[", "(")
        .replace("]", ")")
        .replace("_", "-")
        .replace("(", "\u2768");
  }
}
