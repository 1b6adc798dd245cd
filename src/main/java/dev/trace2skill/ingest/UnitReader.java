package dev.trace2skill.ingest;

import dev.trace2skill.ingest.FileReader.Reading;
import dev.trace2skill.ingest.FileReader.Refusal;
import dev.trace2skill.ingest.FoundFile.Part;
import dev.trace2skill.model.IngestedFile.Status;
import dev.trace2skill.spi.EvidenceAdapter;
import dev.trace2skill.spi.EvidenceFile;
import dev.trace2skill.spi.KnownEvidenceAdapters;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file together with its parts. Parts that the file's adapter, once it is known, does not
 * claim are read for themselves.
 */
final class UnitReader implements Iterator<Found> {

  private final Function<FoundFile, EvidenceFile> opener;
  private final Reading reading;
  private final Deque<FoundFile> waiting = new ArrayDeque<>();
  private final Deque<Found> accounts = new ArrayDeque<>();
  private @Nullable FileReader current;
  private @Nullable FoundFile unit;

  UnitReader(FoundFile unit, Function<FoundFile, EvidenceFile> opener, Reading reading) {
    this.opener = opener;
    this.reading = reading;
    waiting.add(unit);
  }

  @Override
  public boolean hasNext() {
    return !waiting.isEmpty() || !accounts.isEmpty() || (current != null && current.hasNext());
  }

  @Override
  public Found next() {
    if (!accounts.isEmpty()) {
      return accounts.remove();
    }
    if (current == null || !current.hasNext()) {
      current = open(waiting.remove());
    }
    Found found = current.next();
    if (!current.hasNext() && unit != null) {
      for (Part part : unit.parts()) {
        EvidenceFile file = opener.apply(part.asFile());
        accounts.add(Found.of(FileReader.part(part, file, unit.uri(), current)));
      }
    }
    return found;
  }

  private FileReader open(FoundFile wanted) {
    FoundFile alone =
        new FoundFile(wanted.uri(), wanted.byteCount(), wanted.modifiedAt(), List.of());
    EvidenceFile file = opener.apply(alone);
    Refusal refusal;
    try {
      Sniffer.Choice choice = Sniffer.choose(file, reading.scope().format());
      EvidenceAdapter adapter = choice.adapter();
      if (adapter != null) {
        unit = claimed(wanted, adapter);
        return FileReader.open(unit, opener.apply(unit), adapter, reading);
      }
      refusal = new Refusal(Status.UNKNOWN, String.valueOf(choice.refusal()));
    } catch (IOException | RuntimeException e) {
      refusal = FileReader.unreadable(e);
    }
    unit = alone;
    waiting.addAll(
        Units.of(wanted.parts().stream().map(Part::asFile).toList(), KnownEvidenceAdapters.all()));
    return FileReader.refusing(alone, file, refusal, reading);
  }

  /** The unit with the parts that are the adapter's; the others wait for their turn. */
  private FoundFile claimed(FoundFile wanted, EvidenceAdapter adapter) {
    List<FoundFile> all = new ArrayList<>();
    all.add(new FoundFile(wanted.uri(), wanted.byteCount(), wanted.modifiedAt(), List.of()));
    wanted.parts().forEach(part -> all.add(part.asFile()));
    FoundFile claimed =
        Units.of(all, List.of(adapter)).stream()
            .filter(u -> u.uri().equals(wanted.uri()))
            .findFirst()
            .orElseThrow();
    List<FoundFile> others =
        wanted.parts().stream()
            .filter(part -> !claimed.parts().contains(part))
            .map(Part::asFile)
            .toList();
    waiting.addAll(Units.of(others, KnownEvidenceAdapters.all()));
    return claimed;
  }
}
