package dev.trace2skill.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trace2skill.spi.EvidenceAdapter;
import dev.trace2skill.spi.EvidenceFile;
import dev.trace2skill.spi.Head;
import dev.trace2skill.spi.JsonRecords;
import dev.trace2skill.spi.KnownEvidenceAdapters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Chooses the adapter for a file by its contents. */
final class Sniffer {

  private static final int HEAD_BYTES = 64 * 1024;

  /** Rows of a Parquet file that are looked at. */
  private static final int HEAD_ROWS = 2;

  /** Entries of an archive that are looked at. */
  private static final int HEAD_ENTRIES = 10_000;

  private static final String PARQUET = "PAR1";
  private static final String ZIP = "PK\3\4";
  private static final String LFS = "version https://git-lfs";

  /** The adapter for a file, or why there is none. Exactly one is set. */
  record Choice(@Nullable EvidenceAdapter adapter, @Nullable String refusal) {}

  private Sniffer() {}

  static Choice choose(EvidenceFile file, @Nullable String format) throws IOException {
    if (format != null) {
      return new Choice(Adapters.of(format), null);
    }
    if (file.byteCount() == 0) {
      return new Choice(null, "the file is empty");
    }
    Head head = head(file);
    if (head.text().indexOf('\0') >= 0) {
      return new Choice(null, "the file is binary");
    }
    if (head.text().startsWith(LFS)) {
      return new Choice(null, "a pointer of git-lfs and not the file itself: fetch it first");
    }
    @Nullable EvidenceAdapter surest = null;
    int most = 0;
    for (EvidenceAdapter adapter : KnownEvidenceAdapters.all()) {
      int confidence = adapter.confidence(head);
      if (confidence > most) {
        surest = adapter;
        most = confidence;
      }
    }
    return surest == null
        ? new Choice(null, "no adapter knows this format; known: " + Adapters.formats())
        : new Choice(surest, null);
  }

  private static Head head(EvidenceFile file) throws IOException {
    String text;
    try (InputStream in = file.open()) {
      text = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
    }
    if (text.startsWith(PARQUET)) {
      return new Head(file.uri(), "", rows(file), List.of());
    }
    if (text.startsWith(ZIP)) {
      return new Head(file.uri(), "", List.of(), entries(file));
    }
    return Head.of(file.uri(), text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private static List<JsonNode> rows(EvidenceFile file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    try (JsonRecords records = JsonRecords.peek(file)) {
      while (rows.size() < HEAD_ROWS && records.hasNext()) {
        JsonNode row = records.next().value();
        if (row != null) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static List<String> entries(EvidenceFile file) throws IOException {
    try (ZipFile zip = ZipFile.builder().setSeekableByteChannel(file.channel()).get()) {
      return Collections.list(zip.getEntries()).stream()
          .limit(HEAD_ENTRIES)
          .map(ZipArchiveEntry::getName)
          .toList();
    }
  }
}
