package dev.trace2skill.skill;

import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text of a skill must not bring in, since an agent will follow it: addresses that the skill
 * does not know, commands that fetch and run, access to secrets, switched-off checks, and words
 * that are aimed at the reading model and not at the work.
 */
public final class Payload {

  private static final Pattern HOST =
      Pattern.compile(
          "(?i)\\b(?:[a-z][a-z0-9+.-]{1,10}://|www\\.)([a-z0-9.-]+)"
              + "|\\b((?:\\d{1,3}\\.){3}\\d{1,3})(?!\\d|\\.\\d)"
              + "|\\b((?:[a-z0-9-]+\\.)+(?:com|net|org|io|dev|xyz|ru|cn))\\b");

  /** "Never skip a check" is good advice. */
  private static final String UNLESS_FORBIDDEN =
      "(?<!\\b(?:not|never|don't|cannot|to|or|without)\\s)";

  private static final Map<String, Pattern> FORBIDDEN = new LinkedHashMap<>();

  static {
    forbid(
        "it tells the reader to ignore its instructions",
        "\\b(?:ignore|disregard|forget|override|bypass)\\s+(?:\\w+\\s+){0,4}"
            + "(?:previous|prior|above|earlier|preceding|system|other|safety)\\s+(?:\\w+\\s+)?"
            + "(?:instructions?|prompts?|rules?|directives?|guidelines|messages)\\b");
    forbid(
        "it looks like a message of the system or of another role",
        "<\\|[a-z_]{2,30}\\|>|\\[/?INST\\]|<</?SYS>>|</?(?:system|assistant|human)>"
            + "|(?m:^\\W{0,6}(?:system|developer)(?: (?:prompt|message|override))?\\s*:)"
            + "|\\bsystem prompt\\b|\\byou are now\\b");
    forbid(
        "it looks like a tool call",
        "</?(?:antml:)?(?:tool_calls?|function_calls?|invoke|tool_use|tool_result)\\b[^<>]{0,200}>"
            + "|\\{\\s*\"(?:name|tool|function)\"\\s*:\\s*\"[^\"]{1,60}\"\\s*,\\s*\"(?:arguments|input"
            + "|parameters)\"");
    forbid(
        "it fetches something and runs it",
        "\\|\\s*(?:sudo\\s+)?(?:ba|z|da|k)?sh\\b|\\|\\s*(?:python3?|perl|ruby|node)\\b"
            + "|\\b(?:curl|wget)\\s|\\beval\\s*[\"'(`$]|\\bbase64\\s+(?:-d|-D|--decode)\\b"
            + "|\\bnc\\s+-|/dev/tcp/|\\bInvoke-Expression\\b|\\biex\\s*\\(");
    forbid(
        "it reaches for secrets",
        "~/\\.(?:ssh|aws|netrc|gnupg|kube|docker)|\\bid_(?:rsa|ed25519)\\b|/etc/(?:passwd|shadow)"
            + "|\\bprintenv\\b|"
            + UNLESS_FORBIDDEN
            + "\\b(?:cat|read|open|print|echo|send|upload|include|export|show)\\s+"
            + "(?:\\S+\\s+){0,4}(?:\\.env\\b|api[ _-]?keys?|passwords?|credentials|secrets?\\b"
            + "|access[ _-]?tokens?|\\$[A-Z_]*(?:KEY|TOKEN|SECRET|PASSWORD))");
    forbid(
        "it destroys or opens up",
        "\\brm\\s+-[a-z]*[rf]|\\bchmod\\s+(?:-R\\s+)?(?:0?777|a\\+rwx)|\\bmkfs\\b|\\bdd\\s+if=");
    forbid(
        "it switches checks off",
        "--no-verify\\b|--no-check\\b|"
            + UNLESS_FORBIDDEN
            + "\\b(?:skip|disable|bypass|turn off|remove|delete|weaken)\\s+"
            + "(?:\\w+\\s+){0,2}(?:tests?|checks?|verification|validation|hooks?|assertions?"
            + "|approvals?|authentication|confirmation)\\b");
    forbid(
        "it hides something from the user",
        "\\b(?:do not|don't|never)\\s+(?:mention|reveal|disclose|report)\\s+(?:this|these|it)\\b"
            + "|\\bwithout (?:telling|informing) the (?:user|customer)\\b");
    forbid(
        "it speaks of how runs are judged",
        "\\b(?:ground truth|evaluator|grader|expected (?:calls|outputs)|gold (?:answer|label)"
            + "|this (?:trajectory|transcript))\\b");
    forbid(
        "it has signs that cannot be seen",
        "[\\u200B\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]|\\uDB40[\\uDC00-\\uDC7F]");
    forbid("it has encoded text", "[A-Za-z0-9+/]{120,}={0,2}");
  }

  private Payload() {}

  private static void forbid(String problem, String regex) {
    FORBIDDEN.put(problem, Pattern.compile(regex, Pattern.CASE_INSENSITIVE));
  }

  /**
   * What a new text must not say, one phrase a problem; empty when it may enter the skill. What the
   * skill says already is no news.
   */
  public static List<String> problems(String text, Skill base) {
    return problems(text, base, Set.of());
  }

  /** The same, where some more addresses are known. */
  public static List<String> problems(String text, Skill base, Set<String> knownHosts) {
    StringBuilder known = new StringBuilder();
    for (SkillFile file : base.files()) {
      known.append(file.content()).append('\n');
    }
    String said = known.toString().toLowerCase(Locale.ROOT);
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, Pattern> each : FORBIDDEN.entrySet()) {
      if (each.getValue().matcher(text).results().anyMatch(r -> isNews(r.group(), said))) {
        problems.add(each.getKey());
      }
    }
    for (String host : hosts(text)) {
      if (!said.contains(host) && !knownHosts.contains(host)) {
        problems.add("it names the address " + host + ", which the skill does not know");
      }
    }
    return List.copyOf(problems);
  }

  private static boolean isNews(String found, String said) {
    return !said.contains(found.toLowerCase(Locale.ROOT).strip());
  }

  /** Hosts and addresses that a text names, in lower case. */
  public static SortedSet<String> hosts(String text) {
    SortedSet<String> hosts = new TreeSet<>();
    Matcher matcher = HOST.matcher(text);
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          hosts.add(matcher.group(group).toLowerCase(Locale.ROOT));
        }
      }
    }
    return hosts;
  }
}
