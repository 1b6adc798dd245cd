package dev.trace2skill.model;

import org.jspecify.annotations.Nullable;

/**
 * A file or folder that an agent finds in its working copy. Its text is {@code content} if there is
 * one, else what lies at {@code uri}; with neither it is an empty folder.
 *
 * @param path where it lies in the working copy, with {@code /} between names
 * @param uri a file, or a folder with all that is in it
 * @param content the whole text of a small file
 * @param executable whether the file may be run; those of a folder keep their own permission
 */
public record TaskInput(
    String path, @Nullable String uri, @Nullable String content, boolean executable) {

  public TaskInput {
    path = WorkingPath.of(path);
    if (path.isEmpty()) {
      throw new IllegalArgumentException("an input has no path");
    }
  }

  /** A file or folder that is copied from elsewhere. */
  public static TaskInput from(String path, String uri) {
    return new TaskInput(path, uri, null, false);
  }
}
