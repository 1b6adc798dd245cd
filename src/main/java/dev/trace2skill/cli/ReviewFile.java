package dev.trace2skill.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.trace2skill.model.UserError;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lessons for a reviewer, as a YAML file to be edited and read back. */
final class ReviewFile {

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
          .build();

  private static final String HEAD =
      """
      # Lessons that somebody should look at. Write a decision where you have one, leave the rest, then:
      #   trace2skill review --conf FILE --read THIS_FILE
      # Decisions: accept, reject (until it has more support), reword (give new-text), never-again,
      # merge-with (give with: the id of the lesson that it says the same as).
      """;

  private ReviewFile() {}

  /**
   * A lesson, and what a reviewer says of it.
   *
   * @param why it is not in the skill, or should be looked at
   * @param lostTo the lesson that it lost a conflict to
   * @param evidence causes that analysts named, and the runs
   * @param decision null or blank for none
   * @param with the lesson that it says the same as
   * @param reason kept with the decision
   */
  record Entry(
      String lesson,
      @Nullable String status,
      @Nullable String why,
      @Nullable String lostTo,
      @Nullable Long runs,
      @Nullable Long tasks,
      @Nullable String text,
      @Nullable List<String> evidence,
      @Nullable String decision,
      @Nullable String newText,
      @Nullable String with,
      @Nullable String reason) {}

  /** The file's text. */
  static String write(List<Entry> entries) {
    try {
      return HEAD + YAML.writeValueAsString(entries);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }

  /**
   * The entries that have a decision.
   *
   * @param name of the file, for what is said of it
   * @throws UserError for what is no such file
   */
  static List<Entry> decided(String text, String name) {
    try {
      @Nullable List<Entry> all = YAML.readValue(text, new TypeReference<List<Entry>>() {});
      return all == null
          ? List.of()
          : all.stream().filter(e -> e.decision() != null && !e.decision().isBlank()).toList();
    } catch (UnrecognizedPropertyException e) {
      throw new UserError(
          "%s: unknown key '%s'; known: %s"
              .formatted(
                  name,
                  e.getPropertyName(),
                  e.getKnownPropertyIds().stream()
                      .map(String::valueOf)
                      .sorted()
                      .collect(Collectors.joining(", "))));
    } catch (JsonProcessingException e) {
      throw new UserError(
          "%s: line %d: %s"
              .formatted(
                  name,
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("")));
    }
  }
}
