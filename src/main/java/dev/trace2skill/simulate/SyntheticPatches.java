package dev.trace2skill.simulate;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Grade;
import dev.trace2skill.model.Patch;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Patches in bulk, as analysts of many runs would write them: many say the same in other words, a
 * few say the opposite or another number, half of them speak of one section, and every tenth says
 * the same thing. Any of them is made without the others, from the seed and its number.
 *
 * @param edits how many edits there are in all; the more, the more different things are said
 */
public record SyntheticPatches(long seed, long edits) implements Serializable {

  /** Edits of one patch. */
  public static final int EDITS_A_PATCH = 2;

  private static final int EDITS_A_LESSON = 8;
  private static final int RUNS_A_TASK = 20;
  private static final int SECTIONS = 40;

  /** How many patches there are. */
  public long size() {
    return (edits + EDITS_A_PATCH - 1) / EDITS_A_PATCH;
  }

  /** The patch of a number from 0. */
  public Patch patch(long number) {
    String run = ContentId.of("run", Long.toString(seed), Long.toString(number));
    return new Patch(
        ContentId.of("patch", run),
        run,
        "task-" + number / RUNS_A_TASK,
        "user-" + number % 97,
        "success",
        ContentId.of("base"),
        null,
        null,
        Grade.GROUNDED,
        "made up",
        List.of(),
        null,
        IntStream.range(0, EDITS_A_PATCH).mapToObj(i -> edit(number * EDITS_A_PATCH + i)).toList());
  }

  private Edit edit(long number) {
    Dice dice = Dice.of(seed, "edit", Long.toString(number));
    long lesson = lesson(dice);
    SyntheticLesson said = SyntheticLesson.of(Dice.of(seed, "lesson", Long.toString(lesson)));
    String text = said.inSomeWords(dice);
    String file = lesson % 10 == 9 ? "references/more.md" : "SKILL.md";
    String section = dice.chance(0.5) ? "Rules" : "Part " + lesson % SECTIONS;
    int kind = (int) (lesson % 50);
    if (kind < 40) {
      return Edit.append(file, section, "- " + text);
    }
    return switch (kind) {
      case 40, 41, 42 -> Edit.addSection(file, section, "## Rule\n\n" + text);
      case 43, 44 -> Edit.replace(file, "Anchor " + lesson % 7 + ".", text);
      case 45 -> Edit.deleteText(file, "Anchor " + lesson % 7 + ".");
      default -> Edit.insertAfter(file, "Anchor " + lesson % 7 + ".", text);
    };
  }

  /** The first is said by every tenth edit, and of the others the lower more often. */
  private long lesson(Dice dice) {
    double u = dice.fraction();
    return dice.chance(0.1) ? 0 : (long) (Math.max(1, edits / EDITS_A_LESSON) * u * u * u);
  }
}
