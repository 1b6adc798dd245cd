package dev.trace2skill.rollout;

import dev.trace2skill.model.Artefact;
import dev.trace2skill.model.Artefact.Kind;
import dev.trace2skill.spi.HarnessRun;
import dev.trace2skill.spi.HarnessRun.Transcript;
import dev.trace2skill.store.Artefacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a run left behind, without its secrets and up to a length. What is no text cannot be
 * searched for secrets, and is only named.
 */
final class Keeping {

  /** Of the working copy; the diff has them all. */
  private static final int MOST_OUTPUTS = 100;

  private final Artefacts artefacts;
  private final Scrub scrub;
  private final long mostBytes;
  private final List<Artefact> kept = new ArrayList<>();

  Keeping(Artefacts artefacts, Scrub scrub, long mostBytes) {
    this.artefacts = artefacts;
    this.scrub = scrub;
    this.mostBytes = mostBytes;
  }

  /** Keeps the diff, the outputs, the transcripts and what was printed. */
  List<Artefact> keep(Path work, WorkingCopy before, WorkingCopy after, HarnessRun run)
      throws IOException {
    String diff = after.diffSince(before);
    if (!diff.isEmpty()) {
      keep(Kind.DIFF, "changes.diff", diff.getBytes(StandardCharsets.UTF_8));
    }
    for (String path : after.changedSince(before).stream().limit(MOST_OUTPUTS).toList()) {
      keep(Kind.OUTPUT, path, work.resolve(path));
    }
    for (Transcript transcript : run.transcripts()) {
      String name = transcript.file().getFileName().toString();
      keep(Kind.TRANSCRIPT, transcript.format() + "/" + name, transcript.file());
    }
    if (run.ended() != null) {
      Path printed = run.ended().output();
      if (run.transcripts().stream().noneMatch(t -> t.file().equals(printed))) {
        keep(Kind.PRINTED, "stdout", printed);
      }
      keep(Kind.PRINTED, "stderr", run.ended().error());
    }
    return kept;
  }

  private void keep(Kind kind, String path, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    long length = Files.size(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes((int) Math.min(length, mostBytes));
      keep(kind, path, bytes, length);
    }
  }

  private void keep(Kind kind, String path, byte[] bytes) {
    byte[] start = bytes.length <= mostBytes ? bytes : Arrays.copyOf(bytes, (int) mostBytes);
    keep(kind, path, start, bytes.length);
  }

  private void keep(Kind kind, String path, byte[] bytes, long length) {
    if (length == 0) {
      return;
    }
    boolean cut = bytes.length < length;
    String text = WorkingCopy.text(cut ? whole(bytes) : bytes);
    if (text == null) {
      kept.add(new Artefact(kind, path, "", length, "not kept: no text"));
      return;
    }
    String clean = scrubbed(text);
    if (clean == null) {
      kept.add(new Artefact(kind, path, "", length, "not kept: cannot be searched"));
      return;
    }
    String name = artefacts.put(clean.getBytes(StandardCharsets.UTF_8));
    kept.add(new Artefact(kind, path, name, length, cut ? "cut at " + mostBytes + " bytes" : ""));
  }

  /** A text without its secrets; null when the search cannot take it, whatever went wrong. */
  private @Nullable String scrubbed(String text) {
    try {
      return scrub.text(text);
    } catch (RuntimeException | StackOverflowError e) {
      return null;
    }
  }

  /** Bytes up to the last line that is whole: a character may have been cut in half. */
  private static byte[] whole(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return Arrays.copyOf(bytes, end == 0 ? bytes.length : end);
  }
}
