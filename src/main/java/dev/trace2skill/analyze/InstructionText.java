package dev.trace2skill.analyze;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts in a trace that are written for whoever reads the trace: they are kept, so that a reader
 * sees what was there, but marked and broken so that they neither instruct nor look like markup.
 */
final class InstructionText {

  /** What such a text tries. */
  private enum Kind {
    /** To have earlier instructions ignored. "My" are a customer's, which is normal speech. */
    OVERRIDE(
        "(?i)\\b(?:ignore|disregard|forget|override|bypass)\\s+"
            + "(?:(?:all|any|of|the|these|those|your|its)\\s+){0,4}"
            + "(?:previous|prior|above|earlier|preceding|existing|original|system)\\s+"
            + "(?:\\w+\\s+)?(?:instructions?|prompts?|rules?|directives?|guidelines|messages)\\b"),
    /** To pass for a system prompt. */
    PROMPT(
        "(?i)\\b(?:new|updated|revised|real|actual|true)\\s+system\\s+(?:prompt|message)\\b"
            + "|\\bthis is (?:the|your) (?:new )?system prompt\\b"
            + "|(?m)^\\W{0,6}(?:system|developer)(?: (?:prompt|message|note|override|instructions?))?"
            + "\\s*:\\s*(?:you (?:are|must|should|will)\\b|ignore\\b|disregard\\b"
            + "|from now on\\b|new instructions?\\b)[^\\n]{0,200}"
            + "|\\b(?:new|updated|revised) instructions? (?:for|to) (?:the )?"
            + "(?:analyst|assistant|model|reader|judge|grader|reviewer)\\b"),
    /** To pass for a turn of the talk. */
    ROLE(
        "<\\|(?:im_start|im_end|system|user|assistant|end_?of_?text|eot_id|start_header_id"
            + "|end_header_id|endofprompt)[^|<>]{0,40}\\|>|\\[/?INST\\]|<</?SYS>>"
            + "|(?i)</?(?:system|assistant|human|developer)(?:[_-](?:prompt|message))?>"),
    /** To pass for a tool call. */
    TOOL_CALL(
        "(?i)</?(?:antml:)?(?:tool_calls?|function_calls?|invoke|tool_use|tool_result|"
            + "function_results?)(?:\\s[^<>]{0,200})?>"
            + "|\\b(?:try_patch|diff_ground_truth|read_ground_truth|inspect_skill)\\b"
            + "|\\b(?:finish|drop)\\s*\\(\\s*\\{?[^()\\n]{0,80}"
            + "\\b(?:cause|category|generality|evidence|reason)\\b"),
    /** To have something done. */
    COMMAND(
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
        "(?i)\\b(?:mark|grade|score|label|count|treat|report|classify|record) (?:this|the) "
            + "(?:run|trajectory|trace|attempt|transcript)(?: as)?(?: an?)? "
            + "(?:success(?:ful)?|passed|correct|verified|accepted|solved)\\b"
            + "|\\bthe evaluator (?:has )?(?:already )?(?:accepted|verified|approved)\\b"),
    /** To have the reader be somebody else. */
    PERSONA(
        "(?i)\\byou are now (?:in )?(?:an? )?(?:developer mode|dan\\b|unrestricted|jailbroken"
            + "|unfiltered|the (?:system|administrator))"),
    /** To pass for a step of the transcript. */
    STEP("(?m)^#\\d+ (?:user|agent|tool|system)\\b"),
    /** To be read by a model and not by a person. */
    HIDDEN("(?:\\uDB40[\\uDC00-\\uDC7F])+|[\\u202A-\\u202E\\u2066-\\u2069]+");

    private final Pattern pattern;

    Kind(String regex) {
      pattern = Pattern.compile(regex);
    }
  }

  /** Signs that show nothing; between the letters of a word they hide it from a search. */
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\u200B\\u2060-\\u2064\\uFEFF\\u00AD]");

  private InstructionText() {}

  /** Kinds of such texts that occur, each once, in lower case. */
  static List<String> kinds(String text) {
    String plain = visible(text);
    List<String> kinds = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind.pattern.matcher(plain).find()) {
        kinds.add(kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
      }
    }
    return kinds;
  }

  /** The text with what is meant for the reader marked and broken. JSON stays JSON. */
  static String neutralised(String text) {
    String neutral = visible(text);
    for (Kind kind : Kind.values()) {
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
    return INVISIBLE.matcher(text).replaceAll("");
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
