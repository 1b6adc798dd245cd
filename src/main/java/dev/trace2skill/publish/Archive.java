package dev.trace2skill.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trace2skill.model.UserError;
import dev.trace2skill.publish.Carried.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Archives whose bytes depend on nothing but their entries. */
enum Archive {
  /** What every system unpacks. */
  ZIP {
    @Override
    byte[] pack(List<Carried> entries) throws IOException {
      SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
      try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(channel)) {
        out.setLevel(Deflater.BEST_COMPRESSION);
        for (Carried each : entries) {
          ZipArchiveEntry entry = new ZipArchiveEntry(nameOf(each));
          entry.setUnixMode(type(each) | permissions(each));
          // Without a time zone, as the format has none.
          entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
          out.putArchiveEntry(entry);
          out.write(each.bytes());
          out.closeArchiveEntry();
        }
      }
      return Arrays.copyOf(channel.array(), (int) channel.size());
    }
  },
  /** What keeps links on every Unix. */
  TAR_GZ {
    @Override
    byte[] pack(List<Carried> entries) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      GzipParameters parameters = new GzipParameters();
      parameters.setCompressionLevel(Deflater.BEST_COMPRESSION);
      try (TarArchiveOutputStream out =
          new TarArchiveOutputStream(
              new GzipCompressorOutputStream(bytes, parameters), UTF_8.name())) {
        out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        for (Carried each : entries) {
          out.putArchiveEntry(entry(each));
          if (each.kind() == Kind.FILE) {
            out.write(each.bytes());
          }
          out.closeArchiveEntry();
        }
      }
      return bytes.toByteArray();
    }

    private TarArchiveEntry entry(Carried each) {
      TarArchiveEntry entry =
          each.kind() == Kind.LINK
              ? new TarArchiveEntry(nameOf(each), TarConstants.LF_SYMLINK)
              : new TarArchiveEntry(nameOf(each));
      if (each.kind() == Kind.LINK) {
        entry.setLinkName(new String(each.bytes(), UTF_8));
      } else {
        entry.setSize(each.bytes().length);
      }
      entry.setMode(permissions(each));
      entry.setModTime(0L);
      entry.setIds(0, 0);
      entry.setNames("", "");
      return entry;
    }
  };

  /** One archive with these entries, in their order. */
  abstract byte[] pack(List<Carried> entries) throws IOException;

  /**
   * The kind of archive that a name asks for.
   *
   * @throws UserError when it asks for none
   */
  static Archive of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".zip")) {
      return ZIP;
    }
    if (name.endsWith(".tar.gz")) {
      return TAR_GZ;
    }
    throw new UserError("a bundle ends with .zip or .tar.gz, not as " + file);
  }

  private static String nameOf(Carried each) {
    return each.kind() == Kind.FOLDER ? each.path() + "/" : each.path();
  }

  private static int permissions(Carried each) {
    return switch (each.kind()) {
      case LINK -> 0777;
      case FOLDER -> 0755;
      case FILE -> each.executable() ? 0755 : 0644;
    };
  }

  private static int type(Carried each) {
    return switch (each.kind()) {
      case LINK -> 0120000;
      case FOLDER -> 0040000;
      case FILE -> 0100000;
    };
  }
}
