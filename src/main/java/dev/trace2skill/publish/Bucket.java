package dev.trace2skill.publish;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The objects below a place in an object store, by name. Each change is one step that happens
 * wholly or not at all, and that everybody sees at once.
 */
interface Bucket {

  /** An object as it was when it was read. */
  final class Found {

    private final byte[] bytes;
    private final String etag;

    /**
     * Takes note of an object; the bytes are not copied.
     *
     * @param etag tells it from what stands under its name at another time
     */
    Found(byte[] bytes, String etag) {
      this.bytes = bytes;
      this.etag = etag;
    }

    byte[] bytes() {
      return bytes;
    }

    String etag() {
      return etag;
    }
  }

  Optional<Found> find(String name) throws IOException;

  /** Names that begin so, in order. */
  List<String> list(String folder) throws IOException;

  /** Puts an object, whatever is there. */
  void put(String name, byte[] bytes) throws IOException;

  /** Puts an object where there is none. Says whether it did. */
  boolean create(String name, byte[] bytes) throws IOException;

  /** Puts an object in the place of the one with this etag. Says whether it did. */
  boolean replace(String name, String etag, byte[] bytes) throws IOException;

  void delete(String name) throws IOException;
}
