package dev.trace2skill.model;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The text files of a skill, by path with forward slashes. Immutable: a change gives a new skill.
 */
public final class Skill implements Serializable {

  /** The file that makes a folder a skill. */
  public static final String MAIN_FILE = "SKILL.md";

  /** A {@link TreeMap}: in the order of paths. */
  private final Map<String, String> files;

  private Skill(Map<String, String> files) {
    this.files = files;
  }

  public static Skill of(Map<String, String> files) {
    return new Skill(new TreeMap<>(files));
  }

  public static Skill of(List<SkillFile> files) {
    TreeMap<String, String> byPath = new TreeMap<>();
    files.forEach(f -> byPath.put(f.path(), f.content()));
    return new Skill(byPath);
  }

  public Optional<String> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** All files, ordered by path. */
  public List<SkillFile> files() {
    return files.entrySet().stream().map(e -> new SkillFile(e.getKey(), e.getValue())).toList();
  }

  public Skill with(String path, String content) {
    TreeMap<String, String> next = new TreeMap<>(files);
    next.put(path, content);
    return new Skill(next);
  }

  public Skill without(String path) {
    TreeMap<String, String> next = new TreeMap<>(files);
    next.remove(path);
    return new Skill(next);
  }

  /** Hash of every path and content: the skill's identity. */
  public String id() {
    return ContentId.of(
        files.entrySet().stream()
            .flatMap(e -> List.of(e.getKey(), e.getValue()).stream())
            .toArray(String[]::new));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Skill other && files.equals(other.files);
  }

  @Override
  public int hashCode() {
    return files.hashCode();
  }

  @Override
  public String toString() {
    return files.toString();
  }
}
