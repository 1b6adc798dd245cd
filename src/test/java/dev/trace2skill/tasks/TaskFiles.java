package dev.trace2skill.tasks;

import dev.trace2skill.model.Task;
import dev.trace2skill.spi.KnownEvaluators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Files of tasks, written for a test. */
record TaskFiles(Path folder) {

  /** Writes a file and gives its path. */
  String with(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  /** An address as tasks name it. */
  String uri(String name) {
    return "file://" + folder.resolve(name);
  }

  Place place(String name) {
    return Place.of(folder.resolve(name).toString(), new Configuration());
  }

  /** The tasks in a file or folder, in the layout that it shows. */
  List<Task> read(String name) {
    return found(name).tasks().stream().map(Found.Located::task).toList();
  }

  Found found(String name) {
    return new TaskReaders(KnownEvaluators.all(), new Configuration())
        .read(TaskRequest.of(List.of(folder.resolve(name).toString())));
  }
}
