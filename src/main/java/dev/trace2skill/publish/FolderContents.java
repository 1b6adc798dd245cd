package dev.trace2skill.publish;

import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Skill;
import dev.trace2skill.skill.SkillPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
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
 * @param folder the folder itself
 * @param skill the text files that are ours to change
 * @param untouched paths of everything else: binary, huge, hidden and linked files, files outside
 *     the skill's own folders, and folders with nothing in them
 * @param marks what tells by path that something was changed: kind, length, time and inode
 */
record FolderContents(
    Path folder, Skill skill, SortedSet<String> untouched, Map<String, String> marks) {

  /** Larger files are data, whatever their bytes say. */
  static final long MAX_TEXT_BYTES = 1024 * 1024;

  static FolderContents of(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    SortedSet<String> untouched = new TreeSet<>();
    Map<String, String> marks = new TreeMap<>();
    for (Path file : leaves(folder)) {
      BasicFileAttributes found = attributes(file);
      if (found.isOther()) {
        throw new SkillFolderException(file + " is a pipe or a device, which cannot be copied");
      }
      String path = slashed(folder.relativize(file));
      marks.put(path, mark(found));
      Optional<String> text = SkillPath.problem(path).isEmpty() ? text(file) : Optional.empty();
      if (text.isPresent()) {
        texts.put(path, text.get());
      } else {
        untouched.add(path);
      }
    }
    return new FolderContents(folder, Skill.of(texts), untouched, marks);
  }

  /** Whether nothing in the folder was changed since it was read, as far as one sees outside. */
  boolean isAsRead() throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Map<String, String> now = new TreeMap<>();
    for (Path file : leaves(folder)) {
      now.put(slashed(folder.relativize(file)), mark(attributes(file)));
    }
    return now.equals(marks);
  }

  /** Hash of the paths and bytes of all that is {@link #untouched}; empty when nothing is. */
  String restId() throws IOException {
    List<String> parts = new ArrayList<>();
    for (String path : untouched) {
      Path file = folder.resolve(path);
      parts.add(path);
      if (Files.isSymbolicLink(file)) {
        parts.add("link " + Files.readSymbolicLink(file));
      } else if (Files.isDirectory(file)) {
        parts.add("folder");
      } else {
        try (InputStream in = Files.newInputStream(file)) {
          parts.add("file " + ContentId.sha256(in));
        }
      }
    }
    return parts.isEmpty() ? "" : ContentId.of(parts.toArray(String[]::new));
  }

  /** All that is {@link #untouched}. */
  List<Carried> carried() throws IOException {
    List<Carried> found = new ArrayList<>();
    for (String path : untouched) {
      Path file = folder.resolve(path);
      if (Files.isSymbolicLink(file)) {
        byte[] to = slashed(Files.readSymbolicLink(file)).getBytes(StandardCharsets.UTF_8);
        found.add(new Carried(path, Carried.Kind.LINK, false, to));
      } else if (Files.isDirectory(file)) {
        found.add(new Carried(path, Carried.Kind.FOLDER, true, new byte[0]));
      } else {
        byte[] bytes = Files.readAllBytes(file);
        found.add(new Carried(path, Carried.Kind.FILE, Files.isExecutable(file), bytes));
      }
    }
    return found;
  }

  /** What {@link #skill} and the rest are known by. */
  Standing standing() throws IOException {
    return new Standing(skill, restId());
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static String mark(BasicFileAttributes found) {
    String kind = found.isSymbolicLink() ? "link" : found.isDirectory() ? "folder" : "file";
    return kind + " " + found.size() + " " + found.lastModifiedTime() + " " + found.fileKey();
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
    return text(Files.readAllBytes(file));
  }

  /** Bytes as text; empty when they are no UTF-8, or hold a NUL as binary files do. */
  static Optional<String> text(byte[] bytes) {
    try {
      // A new decoder reports malformed input, where String would replace it.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  static String slashed(Path relative) {
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }
}
