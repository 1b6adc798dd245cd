package dev.trace2skill.tasks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks are wanted.
 *
 * @param paths files and folders
 * @param layout the name of their layout; null lets their contents decide
 * @param split of tasks that state none; null for none
 * @param tags that all of them get beside their own
 * @param compare how workbooks of SpreadsheetBench are compared
 * @param replace whether a task that is stored with other contents is replaced
 */
public record TaskRequest(
    List<String> paths,
    @Nullable String layout,
    @Nullable String split,
    List<String> tags,
    String compare,
    boolean replace) {

  public TaskRequest {
    paths = List.copyOf(paths);
    tags = List.copyOf(tags);
  }

  /** All tasks in some files and folders, as they are. */
  public static TaskRequest of(List<String> paths) {
    return new TaskRequest(paths, null, null, List.of(), "mended", false);
  }
}
