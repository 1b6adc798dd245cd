package dev.trace2skill.rollout;

import dev.trace2skill.model.Check;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.TaskInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsAction;

/** Lays the inputs of a task into a working copy, from whatever file system they are on. */
record Inputs(Configuration conf) {

  void copy(Task task, Path work) throws IOException {
    for (TaskInput input : task.inputs()) {
      Path target = work.resolve(input.path());
      if (input.content() != null) {
        var unused = Files.createDirectories(target.getParent());
        var unusedToo = Files.writeString(target, input.content());
      } else if (input.uri() != null) {
        org.apache.hadoop.fs.Path source = new org.apache.hadoop.fs.Path(input.uri());
        FileSystem files = source.getFileSystem(conf);
        copy(files, files.getFileStatus(source), target);
      } else {
        var unused = Files.createDirectories(target);
      }
      if (input.executable() && Files.isRegularFile(target)) {
        makeExecutable(target);
      }
    }
  }

  /**
   * The task with all that its checks compare with on this machine. What cannot be fetched stays
   * where it is, and the check says so.
   *
   * @param folder what lies elsewhere is copied into it
   */
  Task fetched(Task task, Path folder) {
    List<Check> checks = new ArrayList<>();
    for (Check check : task.checks()) {
      String uri = check.expectedUri();
      checks.add(
          uri == null
              ? check
              : new Check(
                  check.evaluator(),
                  check.target(),
                  check.expected(),
                  fetched(uri, folder.resolve(Integer.toString(checks.size()))),
                  check.options()));
    }
    return new Task(
        task.taskId(),
        task.query(),
        task.groundTruth(),
        task.inputs(),
        checks,
        task.split(),
        task.tags());
  }

  private String fetched(String uri, Path folder) {
    try {
      org.apache.hadoop.fs.Path source = new org.apache.hadoop.fs.Path(uri);
      FileSystem files = source.getFileSystem(conf);
      if (files.getUri().getScheme().equals("file")) {
        return uri;
      }
      Path target = folder.resolve(source.getName());
      copy(files, files.getFileStatus(source), target);
      return target.toUri().toString();
    } catch (IOException e) {
      return uri;
    }
  }

  private static void copy(FileSystem files, FileStatus from, Path target) throws IOException {
    if (from.isDirectory()) {
      var unused = Files.createDirectories(target);
      for (FileStatus child : files.listStatus(from.getPath())) {
        copy(files, child, target.resolve(child.getPath().getName()));
      }
      return;
    }
    var unused = Files.createDirectories(target.getParent());
    try (InputStream in = files.open(from.getPath())) {
      long copied = Files.copy(in, target);
      if (copied != from.getLen()) {
        throw new IOException(from.getPath() + " was cut while it was copied");
      }
    }
    if (from.getPermission().getUserAction().implies(FsAction.EXECUTE)) {
      makeExecutable(target);
    }
  }

  private static void makeExecutable(Path file) throws IOException {
    Set<PosixFilePermission> all = EnumSet.copyOf(Files.getPosixFilePermissions(file));
    all.add(PosixFilePermission.OWNER_EXECUTE);
    var unused = Files.setPosixFilePermissions(file, all);
  }

  /** A hash of all files that the task names, inputs and what they are held against. */
  String contents(Task task) {
    List<String> all = new ArrayList<>();
    Stream.concat(
            task.inputs().stream().map(TaskInput::uri),
            task.checks().stream().map(Check::expectedUri))
        .filter(Objects::nonNull)
        .forEach(
            uri -> {
              all.add(uri);
              try {
                org.apache.hadoop.fs.Path source = new org.apache.hadoop.fs.Path(uri);
                FileSystem files = source.getFileSystem(conf);
                hash(files, files.getFileStatus(source), all);
              } catch (IOException e) {
                // A run will tell what is wrong with it.
                all.add("unreadable");
              }
            });
    return ContentId.of(all.toArray(String[]::new));
  }

  private static void hash(FileSystem files, FileStatus at, List<String> all) throws IOException {
    if (at.isDirectory()) {
      FileStatus[] children = files.listStatus(at.getPath());
      Arrays.sort(children);
      for (FileStatus child : children) {
        all.add(child.getPath().getName());
        hash(files, child, all);
      }
      return;
    }
    try (InputStream in = files.open(at.getPath())) {
      all.add(ContentId.sha256(in));
    }
  }

  /** The files and folders of this machine that inputs are copied from. */
  List<Path> sources(Task task) throws IOException {
    List<Path> found = new ArrayList<>();
    for (TaskInput input : task.inputs()) {
      if (input.uri() != null) {
        org.apache.hadoop.fs.Path source = new org.apache.hadoop.fs.Path(input.uri());
        FileSystem files = source.getFileSystem(conf);
        if (files.getUri().getScheme().equals("file")) {
          found.add(Path.of(files.makeQualified(source).toUri().getPath()));
        }
      }
    }
    return found;
  }
}
