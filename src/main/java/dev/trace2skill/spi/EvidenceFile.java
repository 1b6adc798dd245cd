package dev.trace2skill.spi;

import java.io.IOException;
import java.io.InputStream;

/** A trace file, wherever it lies. */
public interface EvidenceFile {

  /** Full address; what rejects and trajectories name as their source. */
  String uri();

  /** Last part of the path, a hint and no more: contents decide the format. */
  String name();

  /** Length in bytes. */
  long byteCount();

  /** Opens the file at its start. The caller closes the stream. */
  InputStream open() throws IOException;
}
