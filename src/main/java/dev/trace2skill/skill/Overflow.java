package dev.trace2skill.skill;

import dev.trace2skill.model.Edit;
import dev.trace2skill.model.Edit.Op;
import dev.trace2skill.model.Skill;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves the least supported lessons out of a SKILL.md that is too large, into files that it leads
 * to: one a section, and more where one would be too large itself. Nothing else is moved.
 */
public final class Overflow {

  /** A lesson that went to a reference. */
  public record Move(String key, String file) {}

  /**
   * A skill and what was done for its size.
   *
   * @param edits the moves, to be applied in order; each line keeps the key of its lesson
   * @param withinBudget false when all that could be moved was not enough
   */
  public record Result(Skill skill, List<KeyedEdit> edits, List<Move> moves, boolean withinBudget) {

    public Result {
      edits = List.copyOf(edits);
      moves = List.copyOf(moves);
    }
  }

  private final Skill base;
  private final SkillBudget budget;
  private final List<KeyedEdit> edits = new ArrayList<>();
  private final List<Move> moves = new ArrayList<>();
  private final Documents documents = new Documents();
  private Skill current;

  private Overflow(Skill base, SkillBudget budget) {
    this.base = base;
    this.budget = budget;
    current = base;
  }

  /**
   * The skill with as few lessons moved as its budget asks for.
   *
   * @param ranked the lessons in its SKILL.md, the best supported first
   */
  public static Result relieve(Skill skill, List<LearntText> ranked, SkillBudget budget) {
    Movable movable = new Movable(skill, ranked);
    List<LearntText> least = movable.next(List.of(), Integer.MAX_VALUE, budget);
    Result result = new Overflow(skill, budget).move(least);
    for (int step = 1; !result.withinBudget(); step *= 2) {
      List<LearntText> more = movable.next(least, step, null);
      if (more.size() == least.size()) {
        return result;
      }
      least = more;
      result = new Overflow(skill, budget).move(least);
    }
    // No more than it takes: the best supported of those that went may stay.
    while (least.size() > 1) {
      List<LearntText> fewer = least.subList(1, least.size());
      Result smaller = new Overflow(skill, budget).move(fewer);
      if (!smaller.withinBudget()) {
        return result;
      }
      least = fewer;
      result = smaller;
    }
    return result;
  }

  /** The skill with lessons moved, as far as they can be. */
  public static Result move(Skill skill, List<LearntText> texts, SkillBudget budget) {
    List<LearntText> movable = new Movable(skill, texts).next(List.of(), Integer.MAX_VALUE, null);
    return new Overflow(skill, budget).move(movable);
  }

  private Result move(List<LearntText> texts) {
    Map<String, List<LearntText>> bySection = new LinkedHashMap<>();
    for (LearntText text : texts) {
      if (apply(text.key(), removal(text))) {
        bySection.computeIfAbsent(text.section(), s -> new ArrayList<>()).add(text);
      }
    }
    bySection.values().forEach(this::writeReferences);
    boolean whole = moves.size() == texts.size();
    return whole
        ? new Result(current, edits, moves, budget.holdsMain(main(current)))
        : new Result(base, List.of(), List.of(), budget.holdsMain(main(base)));
  }

  private void writeReferences(List<LearntText> texts) {
    List<LearntText> left = texts;
    while (!left.isEmpty()) {
      int count = writeReference(left);
      if (count == 0) {
        return;
      }
      left = left.subList(count, left.size());
    }
  }

  /** Writes one file with as many of the texts as it may hold, and at least one. */
  private int writeReference(List<LearntText> texts) {
    LearntText first = texts.get(0);
    String title = title(first.section());
    String path = freePath(title);
    String link = "- More on %s: [%s](%s)".formatted(title.toLowerCase(Locale.ROOT), path, path);
    String text = "# " + title + "\n\n" + first.text() + "\n";
    if (!apply(first.key(), Edit.createLinkedFile(path, text, first.section(), link))) {
      return 0;
    }
    moves.add(new Move(first.key(), path));
    int count = 1;
    while (count < texts.size() && appendWithinBudget(path, title, texts.get(count))) {
      count++;
    }
    return count;
  }

  private boolean appendWithinBudget(String path, String title, LearntText text) {
    Edit append = Edit.append(path, title, text.text());
    EditApplier.Result result = EditApplier.apply(current, List.of(append), documents);
    boolean fits =
        result.rejections().isEmpty()
            && budget.holdsReference(result.skill().file(path).orElseThrow());
    if (fits) {
      current = result.skill();
      edits.add(new KeyedEdit(text.key(), append));
      moves.add(new Move(text.key(), path));
    }
    return fits;
  }

  private boolean apply(String key, Edit edit) {
    EditApplier.Result result = EditApplier.apply(current, List.of(edit), documents);
    current = result.skill();
    if (result.rejections().isEmpty()) {
      edits.add(new KeyedEdit(key, edit));
    }
    return result.rejections().isEmpty();
  }

  /** A path that no file has. Files of the base are nobody's to add to. */
  private String freePath(String title) {
    String slug = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String topic = slug.replaceAll("^-|-$", "");
    String stem = "references/" + (topic.isEmpty() ? "lessons" : topic);
    String path = stem + ".md";
    for (int i = 2; current.file(path).isPresent(); i++) {
      path = stem + "-" + i + ".md";
    }
    return path;
  }

  private String title(String section) {
    return Document.parse(main(base)).named(section).stream()
        .map(Section::title)
        .filter(t -> t.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ,'-]*"))
        .findFirst()
        .orElse("Lessons");
  }

  /** The texts that can be moved, from the least supported on: each is looked at when needed. */
  private static final class Movable {

    /** Of the line that leads to a reference, about. */
    private static final int LINK_TOKENS = 25;

    private final Skill skill;
    private final List<LearntText> ranked;
    private final Documents documents = new Documents();
    private final String main;
    private final String lines;
    private int left;

    Movable(Skill skill, List<LearntText> ranked) {
      this.skill = skill;
      this.ranked = ranked;
      main = main(skill);
      lines = "\n" + String.join("\n", Lines.of(main).texts()) + "\n";
      left = ranked.size();
    }

    /**
     * Some texts with the next ones before them.
     *
     * @param most how many more
     * @param enough no more than seem to be enough for this; null for as many as there may be
     */
    List<LearntText> next(List<LearntText> taken, int most, @Nullable SkillBudget enough) {
      Deque<LearntText> all = new ArrayDeque<>(taken);
      Set<String> sections = new HashSet<>();
      int lineCount = Lines.of(main).count();
      int tokens = Tokens.of(main);
      while (left > 0
          && all.size() - taken.size() < most
          && (enough == null
              || lineCount + sections.size() > enough.mainLines()
              || tokens + sections.size() * LINK_TOKENS > enough.mainTokens())) {
        LearntText text = ranked.get(--left);
        if (isMovable(text)) {
          all.addFirst(text);
          sections.add(text.section());
          lineCount -= Lines.of(text.text()).count();
          tokens -= Tokens.of(text.text());
        }
      }
      return List.copyOf(all);
    }

    /** Whether a text stands in its section once, on lines of its own. */
    private boolean isMovable(LearntText text) {
      return !text.section().isBlank()
          && lines.contains("\n" + text.text() + "\n")
          && EditApplier.apply(skill, List.of(removal(text)), documents).rejections().isEmpty();
    }
  }

  private static Edit removal(LearntText text) {
    return new Edit(Op.REPLACE, Skill.MAIN_FILE, text.section(), text.text(), "");
  }

  private static String main(Skill skill) {
    return skill.file(Skill.MAIN_FILE).orElse("");
  }
}
