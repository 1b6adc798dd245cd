package dev.trace2skill.cli;

import dev.trace2skill.cli.claudecode.Places;
import dev.trace2skill.cli.claudecode.SkillConf;
import dev.trace2skill.llm.ListedPrices;
import dev.trace2skill.llm.Preset;
import dev.trace2skill.llm.Presets;
import dev.trace2skill.model.UserError;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code init-claude-code} asks, one question at a time, and how answers are understood. */
final class InitQuestions {

  static final String NONE = "none";

  private final Teller teller;

  /** Whoever answers. */
  interface Teller {
    /** An answer in a line; null when there are no more. */
    @Nullable String line(String question);

    /** An answer that is not shown while it is typed; null when there are no more. */
    @Nullable String secret(String question);
  }

  InitQuestions(Teller teller) {
    this.teller = teller;
  }

  /**
   * Questions to whoever sits at the terminal.
   *
   * @throws UserError when nobody does
   */
  // From Java 22 on there always is a console; one without a terminal has no answers.
  @SuppressWarnings("SystemConsoleNull")
  static InitQuestions onConsole() {
    Console console = System.console();
    if (console == null) {
      throw new UserError(
          "there is no terminal to ask on: give --yes --skill DIR --llm PROVIDER[:MODEL]|none");
    }
    return new InitQuestions(
        new Teller() {
          @Override
          public @Nullable String line(String question) {
            return console.readLine("%s ", question);
          }

          @Override
          public @Nullable String secret(String question) {
            char[] typed = console.readPassword("%s ", question);
            return typed == null ? null : new String(typed);
          }
        });
  }

  /** The folder of the skill: one of those that Claude Code knows, by its number, or any other. */
  Path skill(@Nullable Path given, Places places) throws IOException {
    if (given != null) {
      return given;
    }
    List<Path> known = new ArrayList<>(skills(places.claude().resolve("skills")));
    known.addAll(skills(Path.of(".claude/skills").toAbsolutePath()));
    StringBuilder question = new StringBuilder("Which skill shall learn?\n");
    for (int i = 0; i < known.size(); i++) {
      question.append("  %d  %s%n".formatted(i + 1, known.get(i)));
    }
    String answer =
        answer(teller.line(question + (known.isEmpty() ? "Its folder:" : "A number or a folder:")));
    if (answer.matches("\\d{1,4}")
        && Integer.parseInt(answer) >= 1
        && Integer.parseInt(answer) <= known.size()) {
      return known.get(Integer.parseInt(answer) - 1);
    }
    if (answer.isEmpty()) {
      throw new UserError("no skill was named");
    }
    return Path.of(answer);
  }

  private static List<Path> skills(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.filter(f -> Files.isRegularFile(f.resolve("SKILL.md"))).sorted().toList();
    }
  }

  /** Who is asked about sessions, as {@code PROVIDER[:MODEL]} or {@code none}. */
  String provider(@Nullable String given) {
    if (given != null) {
      return given;
    }
    String provider =
        answer(
            teller.line(
                "Which provider is asked about sessions?\n  none, or %s\nProvider [none]:"
                    .formatted(String.join(", ", Presets.read().names()))));
    if (provider.isEmpty() || provider.equals(NONE)) {
      return NONE;
    }
    Optional<String> cheapest = cheapest(Presets.read().find(provider));
    String model =
        answer(teller.line("Model%s:".formatted(cheapest.map(m -> " [" + m + "]").orElse(""))));
    return provider + (model.isEmpty() ? "" : ":" + model);
  }

  /** The key; empty when the one that is kept shall stay. */
  Optional<String> key(SkillConf.Model model, boolean kept) {
    String answer =
        answer(
            teller.secret(
                "Key for %s, which is not shown%s:"
                    .formatted(model.provider(), kept ? " [the one that is kept]" : "")));
    if (answer.isEmpty() && !kept) {
      throw new UserError("no key was given for " + model.provider());
    }
    return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
  }

  /** Whether a version waits for somebody to adopt it. */
  boolean stages() {
    String question =
        "Nobody judges the versions that come of it. Shall they go out all the same (rollback undoes"
            + " that), or wait until you adopt them? [out/WAIT]";
    return !answer(teller.line(question)).toLowerCase(Locale.ROOT).startsWith("o");
  }

  /** Whether it shall be done. */
  boolean agreed(SkillConf conf) {
    String question =
        "%s learns from %s, a run after %d sessions, asking %s.%nThe hook goes into %s. Is that right? [y/n]"
            .formatted(
                conf.skill(),
                conf.places().sessions(),
                conf.minSessions(),
                conf.model() == null
                    ? "no model"
                    : conf.model().name() + " of " + conf.model().provider(),
                conf.places().settings());
    return answer(teller.line(question)).toLowerCase(Locale.ROOT).startsWith("y");
  }

  private static String answer(@Nullable String line) {
    if (line == null) {
      throw new UserError("the answers have ended before the questions");
    }
    return line.strip();
  }

  /**
   * The model that {@code PROVIDER[:MODEL]} names; empty for {@code none}. Without a model the
   * cheapest of the provider's price list is taken.
   *
   * @throws UserError naming what is known
   */
  static Optional<SkillConf.Model> model(String text) {
    if (text.equals(NONE)) {
      return Optional.empty();
    }
    int colon = text.indexOf(':');
    Preset preset = Presets.read().find(colon < 0 ? text : text.substring(0, colon));
    String model =
        colon >= 0 && colon + 1 < text.length()
            ? text.substring(colon + 1)
            : cheapest(preset)
                .orElseThrow(
                    () -> new UserError("say which model: --llm " + preset.name() + ":MODEL"));
    return Optional.of(
        new SkillConf.Model(
            preset.name(), model, preset.apiKeyEnv(), preset.prices(model).isPresent()));
  }

  private static Optional<String> cheapest(Preset preset) {
    return preset.prices().stream()
        .min(Comparator.comparingDouble(listed -> listed.prices().output()))
        .map(ListedPrices::model);
  }
}
