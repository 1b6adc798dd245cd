package dev.trace2skill.store;

import dev.trace2skill.model.ContentId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.spark.util.SerializableConfiguration;

/** What runs left behind: each file once, under the SHA-256 of its contents. */
public final class Artefacts implements Serializable {

  private final String path;
  private final SerializableConfiguration conf;

  private Artefacts(String path, SerializableConfiguration conf) {
    this.path = path;
    this.conf = conf;
  }

  /** The artefacts of a warehouse. */
  public static Artefacts of(Warehouse warehouse) {
    return new Artefacts(
        warehouse.location("artefacts"),
        new SerializableConfiguration(warehouse.spark().sparkContext().hadoopConfiguration()));
  }

  /** Keeps bytes, and gives the name under which they are found. */
  public String put(byte[] bytes) {
    try {
      String name = ContentId.sha256(new ByteArrayInputStream(bytes));
      var unused = Shelf.at(path, conf).create(place(name), bytes);
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException("nothing can be kept in " + path, e);
    }
  }

  /** What is kept under a name; empty when there is nothing. */
  public Optional<byte[]> find(String name) {
    try {
      return Shelf.at(path, conf).read(place(name));
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    }
  }

  private static String place(String name) {
    return name.substring(0, 2) + "/" + name;
  }
}
