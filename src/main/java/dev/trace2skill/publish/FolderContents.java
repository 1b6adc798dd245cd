package dev.trace2skill.publish;

import dev.trace2skill.model.Skill;
import dev.trace2skill.skill.SkillPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What lies in a skill's folder.
 *
 * @param skill the text files that are ours to change
 * @param untouched paths of everything else: binary, huge, hidden and linked files, files outside
 *     the skill's own folders, and folders with nothing in them
 */
record FolderContents(Skill skill, SortedSet<String> untouched) {

  /** Larger files are data, whatever their bytes say. */
  private static final long MAX_TEXT_BYTES = 1024 * 1024;

  static FolderContents of(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    SortedSet<String> untouched = new TreeSet<>();
    for (Path file : leaves(folder)) {
      if (Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isOther()) {
        throw new SkillFolderException(file + " is a pipe or a device, which cannot be copied");
      }
      String path = slashed(folder.relativize(file));
      Optional<String> text = SkillPath.problem(path).isEmpty() ? text(file) : Optional.empty();
      if (text.isPresent()) {
        texts.put(path, text.get());
      } else {
        untouched.add(path);
      }
    }
    return new FolderContents(Skill.of(texts), untouched);
  }

  private static List<Path> leaves(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> below = all.filter(p -> !p.equals(folder)).toList();
      SortedSet<Path> parents =
          below.stream().map(Path::getParent).collect(Collectors.toCollection(TreeSet::new));
      return below.stream().filter(p -> !parents.contains(p)).toList();
    }
  }

  private static Optional<String> text(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || Files.size(file) > MAX_TEXT_BYTES) {
      return Optional.empty();
    }
    try {
      // A new decoder reports malformed input, where String would replace it.
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String slashed(Path relative) {
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }
}
