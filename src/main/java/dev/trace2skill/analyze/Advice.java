package dev.trace2skill.analyze;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an agent should do about a feature: the wording, the place in the skill, and a key under
 * which features that ask for the same thing meet.
 *
 * @param key e.g. {@code do:close_ticket}
 * @param section title of the section that the advice belongs in
 */
record Advice(String key, String section, String instruction) {

  private static final String CALLS = "Calls to make";
  private static final String AVOID = "Calls to avoid";
  private static final String ORDER = "Order of calls";
  private static final String ARGUMENTS = "Arguments";
  private static final String ERRORS = "Errors and recovery";

  /** The kinds of feature, in the order in which the plainer of two equal explanations wins. */
  enum Kind {
    MISSING,
    EXTRA,
    WRONG,
    CALLED,
    BEFORE,
    FOLLOWS,
    RECOVERY,
    UNRESOLVED,
    REPEATED,
    VARIED,
    ARGUMENT,
    ERROR,
    LAST;

    static Kind of(String feature) {
      return valueOf(feature.substring(0, feature.indexOf(':')).toUpperCase(Locale.ROOT));
    }
  }

  /**
   * The advice that follows from a feature.
   *
   * @param harmful whether the feature goes with failure; else with success
   * @return empty when nothing an agent can do follows from it
   */
  static Optional<Advice> from(String feature, boolean harmful) {
    String subject = feature.substring(feature.indexOf(':') + 1);
    return Optional.ofNullable(
        switch (Kind.of(feature)) {
          case MISSING ->
              new Advice(
                  "do:" + subject,
                  CALLS,
                  "Make the "
                      + code(subject)
                      + " call whenever the request needs it; a run without it is not finished.");
          case EXTRA ->
              new Advice(
                  "avoid:" + subject,
                  AVOID,
                  "Do not call "
                      + code(subject)
                      + " unless the request and the rules call for it.");
          case WRONG -> argument(subject);
          case CALLED ->
              harmful
                  ? new Advice(
                      "avoid:" + subject,
                      AVOID,
                      "Do not call " + code(subject) + " where the task can be done without it.")
                  : new Advice(
                      "do:" + subject, CALLS, "Call " + code(subject) + " before you finish.");
          case BEFORE -> before(subject, harmful);
          case FOLLOWS -> follows(subject, harmful);
          case RECOVERY -> recovery(subject, harmful);
          case UNRESOLVED ->
              harmful
                  ? new Advice(
                      "resolve:" + subject,
                      ERRORS,
                      "Do not go on while the last "
                          + code(subject)
                          + " call has failed: find out why and make it succeed.")
                  : null;
          case REPEATED ->
              harmful
                  ? new Advice(
                      "once:" + subject,
                      AVOID,
                      "Do not call " + code(subject) + " twice with the same arguments.")
                  : null;
          case VARIED -> varied(subject, harmful);
          case ARGUMENT -> shape(subject, harmful);
          case ERROR -> harmful ? error(subject) : null;
          case LAST ->
              harmful
                  ? new Advice(
                      "end-not:" + subject,
                      CALLS,
                      "Do not stop right after " + code(subject) + "; check what is left to do.")
                  : new Advice("do:" + subject, CALLS, "Finish with " + code(subject) + ".");
        });
  }

  private static Advice argument(String subject) {
    int dot = subject.lastIndexOf('.');
    return new Advice(
        "check:" + subject,
        ARGUMENTS,
        "Before calling "
            + code(subject.substring(0, dot))
            + ", check "
            + code(subject.substring(dot + 1))
            + " against the request and against what the tools returned.");
  }

  private static Advice before(String subject, boolean harmful) {
    String[] pair = pair(subject, '>');
    return harmful
        ? new Advice(
            "order:" + pair[1] + ">" + pair[0],
            ORDER,
            "Do not call " + code(pair[0]) + " before " + code(pair[1]) + ".")
        : new Advice(
            "order:" + subject,
            ORDER,
            "Call " + code(pair[0]) + " before the first " + code(pair[1]) + ".");
  }

  private static Advice follows(String subject, boolean harmful) {
    String[] pair = pair(subject, '>');
    return harmful
        ? new Advice(
            "order:" + pair[1] + ">" + pair[0],
            ORDER,
            "Do not call " + code(pair[1]) + " once " + code(pair[0]) + " is done.")
        : new Advice(
            "order:" + subject, ORDER, "After " + code(pair[0]) + ", call " + code(pair[1]) + ".");
  }

  private static @Nullable Advice recovery(String subject, boolean harmful) {
    String[] reaction = pair(subject, '>');
    String when = "When " + failure(reaction[0]) + ", ";
    String next = reaction[1];
    String then =
        switch (next) {
          case "nothing" -> harmful ? "do not stop there." : "stop there.";
          case "same call" ->
              harmful ? "do not make the same call again." : "make the same call again.";
          case "other arguments" ->
              harmful
                  ? "do not just try other arguments."
                  : "correct the arguments and call it again.";
          default ->
              (harmful ? "do not go on with " : "call ") + code(next) + (harmful ? "." : " next.");
        };
    return new Advice((harmful ? "recover-not:" : "recover:") + subject, ERRORS, when + then);
  }

  private static Advice varied(String subject, boolean harmful) {
    int dot = subject.lastIndexOf('.');
    String tool = code(subject.substring(0, dot));
    String name = code(subject.substring(dot + 1));
    return harmful
        ? new Advice(
            "settle:" + subject,
            ARGUMENTS,
            "Settle on one " + name + " for " + tool + "; do not call it again with another.")
        : new Advice(
            "vary:" + subject,
            ARGUMENTS,
            "Call "
                + tool
                + " again with another "
                + name
                + " as long as something is left to see or to do; one call is often not enough.");
  }

  private static Advice shape(String subject, boolean harmful) {
    String[] given = pair(subject, '=');
    int dot = given[0].lastIndexOf('.');
    String tool = code(given[0].substring(0, dot));
    String name = code(given[0].substring(dot + 1));
    String key = (harmful ? "argument-not:" : "argument:") + subject;
    if (given[1].isEmpty()) {
      return new Advice(
          key,
          ARGUMENTS,
          (harmful ? "Leave " : "Give ")
              + name
              + (harmful ? " out of " : " in every call of ")
              + tool
              + ".");
    }
    boolean pattern = given[1].indexOf('9') >= 0 || given[1].matches(".*[Aa]{2}.*");
    boolean word = Masks.isWord(given[1]) && !given[1].matches("[a_-]{2,}");
    String form =
        pattern && !word
            ? "in the form " + code(given[1]) + " (9 stands for a digit)"
            : "as " + code(given[1]);
    return new Advice(
        key,
        ARGUMENTS,
        (harmful ? "Do not give " : "Give ") + name + " of " + tool + " " + form + ".");
  }

  private static Advice error(String subject) {
    return new Advice(
        "prevent:" + subject, ERRORS, "Prevent it: " + failure(subject) + " in failed runs.");
  }

  /** A tool's failure in words, from {@code tool} or {@code tool=template}. */
  private static String failure(String subject) {
    String[] error = pair(subject, '=');
    return code(error[0]) + " fails" + (error[1].isEmpty() ? "" : " with \"" + error[1] + "\"");
  }

  /** The parts around the last separator; the second is empty when there is none. */
  private static String[] pair(String text, char separator) {
    int at = separator == '=' ? text.indexOf(separator) : text.lastIndexOf(separator);
    return at < 0
        ? new String[] {text, ""}
        : new String[] {text.substring(0, at), text.substring(at + 1)};
  }

  private static String code(String name) {
    return "`" + name + "`";
  }
}
