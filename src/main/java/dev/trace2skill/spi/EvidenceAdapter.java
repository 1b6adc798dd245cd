package dev.trace2skill.spi;

import java.io.IOException;
import java.util.Iterator;

/**
 * Reads one trace format. Found with {@link java.util.ServiceLoader}; must have a constructor
 * without arguments and keep no state.
 */
public interface EvidenceAdapter {

  /** The format's name in conf files and in {@code trajectories.source.format}. */
  String format();

  /**
   * Whether a file is of this format, judged by its first bytes.
   *
   * @param head the first 64 KiB of the file or all of it, decoded as UTF-8, without a byte order
   *     mark
   * @param name the file's name, a hint and no more
   * @return 0 for no, else how sure: a more specific format answers with more
   */
  int confidence(String head, String name);

  /**
   * The file's trajectories, in file order, and a reject for each record that is none. Lazy where
   * the format allows: a caller may hold one at a time.
   *
   * @throws IOException when the file cannot be read at all; a record that cannot be understood is
   *     a reject instead
   */
  Iterator<Evidence> read(EvidenceFile file) throws IOException;
}
