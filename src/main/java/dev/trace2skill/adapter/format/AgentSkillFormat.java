package dev.trace2skill.adapter.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.trace2skill.model.Skill;
import dev.trace2skill.skill.SkillCheck;
import dev.trace2skill.spi.SkillFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A folder with a SKILL.md, as the Agent Skills specification lays it out. */
public final class AgentSkillFormat implements SkillFormat {

  private static final YAMLMapper QUOTED =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build();

  private static final YAMLMapper PLAIN =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .build();

  @Override
  public String format() {
    return "agent-skill";
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the specification does not allow the name or description
   */
  @Override
  public Skill draft(String name, String description) {
    String words = description.strip().replaceAll("\\s+", " ");
    String text =
        """
        ---
        %s%s---

        # %s

        Use this skill when a task fits its description: %s

        ## How to use this skill

        Read this file before the first step. Follow every rule below that fits the task, and open
        the files it names only when a rule asks for them.
        """
            .formatted(field("name", name), field("description", words), title(name), words);
    Skill skill = Skill.of(Map.of(Skill.MAIN_FILE, text));
    List<String> problems = check(name, skill);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("no skill can be drafted: " + String.join(" ", problems));
    }
    return skill;
  }

  @Override
  public List<String> check(String name, Skill skill) {
    return SkillCheck.problems(name, skill);
  }

  private static String field(String key, String value) {
    try {
      // What starts with a letter is read back as text, but for words that the mapper knows.
      YAMLMapper yaml = value.matches("(?s)[A-Za-z].*") ? PLAIN : QUOTED;
      return yaml.writeValueAsString(Map.of(key, value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("two texts are always YAML", e);
    }
  }

  private static String title(String name) {
    String words = name.replace('-', ' ');
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
