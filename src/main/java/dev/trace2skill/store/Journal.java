package dev.trace2skill.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that were paid for, each in a small file of its own that is written once: the first
 * writer wins, whoever else writes at the same time. An entry that is damaged, as after a power
 * cut, counts as absent and is replaced.
 */
public final class Journal implements Serializable {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final String SUM = "{\"crc32\":\"";
  private static final String VALUE = "\",\"value\":";
  private static final String END = "}\n";
  private static final int HEAD = SUM.length() + 8 + VALUE.length();

  private final String path;
  private final SerializableConfiguration conf;
  private transient @Nullable Shelf shelf;

  /**
   * A journal in a folder.
   *
   * @param path entries lie below it by the first two characters of their keys
   * @param conf what the session knows of file systems; an executor of its own accord does not
   */
  public Journal(String path, SerializableConfiguration conf) {
    this.path = path;
    this.conf = conf;
  }

  /** The journal of a warehouse. */
  public static Journal of(Warehouse warehouse) {
    return new Journal(
        warehouse.location("journal"),
        new SerializableConfiguration(warehouse.spark().sparkContext().hadoopConfiguration()));
  }

  /** The runs that a warehouse knows to be finished. */
  public static Journal ofRollouts(Warehouse warehouse) {
    return new Journal(
        warehouse.location("rollouts"),
        new SerializableConfiguration(warehouse.spark().sparkContext().hadoopConfiguration()));
  }

  /** The folder. */
  public String path() {
    return path;
  }

  SerializableConfiguration conf() {
    return conf;
  }

  /** The value under a key; empty when there is none, or none that is whole. */
  public Optional<String> find(String key) {
    try {
      return read(place(key));
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + path + " cannot be read", e);
    }
  }

  /**
   * Stores a value unless there is one.
   *
   * @param key letters and digits, at least three
   * @param value JSON
   * @return the value that stands
   */
  public String putIfAbsent(String key, String value) {
    String place = place(key);
    try {
      if (shelf().create(place, sealed(value))) {
        return value;
      }
      Optional<String> standing = read(place);
      if (standing.isEmpty()) {
        shelf().replace(place, sealed(value));
      }
      return standing.orElse(value);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + path + " cannot be written", e);
    }
  }

  /** Stores a value in place of one that is of no use. */
  public void replace(String key, String value) {
    try {
      shelf().replace(place(key), sealed(value));
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + path + " cannot be written", e);
    }
  }

  /** Takes a value out for good; nothing happens when there is none. */
  public void delete(String key) {
    try {
      shelf().delete(place(key));
    } catch (IOException e) {
      throw new UncheckedIOException("the journal " + path + " cannot be written", e);
    }
  }

  private static String place(String key) {
    return key.substring(0, 2) + "/" + key + ".json";
  }

  private synchronized Shelf shelf() throws IOException {
    Shelf found = shelf;
    if (found == null) {
      found = Shelf.at(path, conf);
      shelf = found;
    }
    return found;
  }

  private Optional<String> read(String place) throws IOException {
    Optional<byte[]> bytes = shelf().read(place);
    Optional<String> value = bytes.flatMap(b -> opened(new String(b, UTF_8)));
    if (bytes.isPresent() && value.isEmpty()) {
      LOG.warn("entry {} of the journal {} is damaged and will be replaced", place, path);
    }
    return value;
  }

  private static byte[] sealed(String value) {
    return (SUM + sum(value) + VALUE + value + END).getBytes(UTF_8);
  }

  private static Optional<String> opened(String text) {
    if (text.length() < HEAD + END.length() || !text.startsWith(SUM) || !text.endsWith(END)) {
      return Optional.empty();
    }
    String value = text.substring(HEAD, text.length() - END.length());
    boolean whole = text.startsWith(sum(value) + VALUE, SUM.length());
    return whole ? Optional.of(value) : Optional.empty();
  }

  private static String sum(String value) {
    CRC32 crc = new CRC32();
    crc.update(value.getBytes(UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
