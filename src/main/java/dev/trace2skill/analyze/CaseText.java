package dev.trace2skill.analyze;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case as the first message of a talk.
 *
 * @param contrast null when there is no success of the task that finds room
 */
record CaseText(Shown run, @Nullable Shown contrast) {

  /** A success that is shown beside a run gets this share of its room. */
  private static final int CONTRAST_SHARE = 2;

  static CaseText of(Case c, int tokens) {
    Shown run = Shown.of("run", c.run(), tokens);
    Shown contrast =
        c.contrast() == null
            ? null
            : Shown.of("success", c.contrast(), Math.max(1, tokens / CONTRAST_SHARE));
    return new CaseText(run, contrast != null && contrast.withinBudget() ? contrast : null);
  }

  /** The case without a success that is not shown: what a model did not see verifies nothing. */
  Case shown(Case c) {
    return contrast == null ? new Case(c.run(), c.task(), null, c.base()) : c;
  }

  boolean fits() {
    return run.withinBudget();
  }

  List<String> flags() {
    List<String> flags = new ArrayList<>(run.flags());
    if (contrast != null) {
      contrast.flags().forEach(flag -> flags.add(flag + " of the success"));
    }
    return flags;
  }

  /** The parts of a message, with what follows the transcripts. */
  String with(String what, String... more) {
    List<String> parts = new ArrayList<>();
    parts.add(what + ":\n" + run.text());
    if (contrast != null) {
      parts.add("A success of the same task:\n" + contrast.text());
    }
    if (!run.flags().isEmpty()) {
      parts.add("Text that reads like instructions was marked: " + String.join(", ", run.flags()));
    }
    parts.addAll(List.of(more));
    return String.join("\n\n", parts);
  }
}
