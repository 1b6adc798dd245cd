package dev.trace2skill.ingest;

import dev.trace2skill.spi.EvidenceFile;
import dev.trace2skill.spi.RecordCounter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * A trace file on any file system that Hadoop reads, as it was when it was found: what is appended
 * to it meanwhile is left for the next ingest.
 */
final class HadoopFile implements EvidenceFile {

  private final FoundFile found;
  private final HadoopFiles files;
  private final RecordCounter counter;

  HadoopFile(FoundFile found, HadoopFiles files) {
    this(found, files, new RecordCounter());
  }

  private HadoopFile(FoundFile found, HadoopFiles files, RecordCounter counter) {
    this.found = found;
    this.files = files;
    this.counter = counter;
  }

  @Override
  public String uri() {
    return found.uri();
  }

  @Override
  public long byteCount() {
    return found.byteCount();
  }

  @Override
  public InputStream open() throws IOException {
    byte[] held = files.held(found);
    return held == null
        ? new BoundedStream(files.open(found), byteCount())
        : new ByteArrayInputStream(held);
  }

  @Override
  public SeekableByteChannel channel() throws IOException {
    byte[] held = files.held(found);
    return held == null
        ? new Channel(files.open(found), byteCount())
        : new SeekableInMemoryByteChannel(held);
  }

  @Override
  public List<EvidenceFile> parts() {
    return found.parts().stream()
        .<EvidenceFile>map(part -> new HadoopFile(part.asFile(), files, counter))
        .toList();
  }

  @Override
  public RecordCounter counter() {
    return counter;
  }

  /** Hadoop's way of seeking as Java's. */
  private static final class Channel implements SeekableByteChannel {

    private final FSDataInputStream in;
    private final long size;
    private boolean open = true;

    Channel(FSDataInputStream in, long size) {
      this.in = in;
      this.size = size;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      int wanted = (int) Math.min(target.remaining(), size - in.getPos());
      if (wanted <= 0) {
        return target.hasRemaining() ? -1 : 0;
      }
      byte[] bytes = new byte[Math.min(wanted, 1 << 16)];
      int count = in.read(bytes);
      if (count > 0) {
        target.put(bytes, 0, count);
      }
      return count;
    }

    @Override
    public long position() throws IOException {
      return in.getPos();
    }

    @Override
    public SeekableByteChannel position(long place) throws IOException {
      in.seek(Math.min(place, size));
      return this;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public int write(ByteBuffer source) {
      throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long length) {
      throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() throws IOException {
      open = false;
      in.close();
    }
  }
}
