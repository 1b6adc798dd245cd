package dev.trace2skill.store;

import java.io.IOException;
import java.util.Optional;

/**
 * Where the files of a journal lie. A place is a path with {@code /} below the journal's folder.
 */
interface Shelf {

  /** The bytes at a place; empty when there are none. */
  Optional<byte[]> read(String place) throws IOException;

  /** Puts bytes at a place where there are none, all at once. Says whether it did. */
  boolean create(String place, byte[] bytes) throws IOException;

  /** Puts bytes at a place, whatever is there. */
  void replace(String place, byte[] bytes) throws IOException;

  /** Takes away what is at a place, if anything is. */
  void delete(String place) throws IOException;
}
