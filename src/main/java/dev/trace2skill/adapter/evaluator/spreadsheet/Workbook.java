package dev.trace2skill.adapter.evaluator.spreadsheet;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.poi.openxml4j.util.ZipSecureFile;

/** A workbook that is open: its sheets are read one by one. */
final class Workbook implements Closeable {

  private static final long MOST_FILE_BYTES = 200L << 20;
  private static final long MOST_PART_BYTES = 512L << 20;

  /** Of the parts that are held as a whole while a workbook is opened. */
  private static final long MOST_SMALL_BYTES = 8L << 20;

  private static final String OF_RELATIONSHIPS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  static {
    ZipSecureFile.setMaxEntrySize(MOST_PART_BYTES);
  }

  private final OPCPackage parts;
  private final Map<String, Optional<PackagePart>> sheets = new LinkedHashMap<>();
  private final List<String> strings = new ArrayList<>();
  private final List<Display> styles = new ArrayList<>();
  private boolean from1904;

  private Workbook(OPCPackage parts) {
    this.parts = parts;
  }

  /**
   * Opens a workbook.
   *
   * @throws WorkbookException when the file is none, or is too large
   */
  static Workbook open(Path file) throws WorkbookException {
    try {
      guard(file);
      Workbook workbook = new Workbook(OPCPackage.open(file.toFile(), PackageAccess.READ));
      try {
        workbook.read();
        return workbook;
      } catch (IOException | OpenXML4JException | XMLStreamException | RuntimeException e) {
        workbook.close();
        throw e;
      }
    } catch (IOException | OpenXML4JException | XMLStreamException | RuntimeException e) {
      // Whatever is wrong with it: POI has many ways to say so, some with the file's own words.
      throw new WorkbookException("is no workbook that can be read", e);
    }
  }

  /** Parts that POI holds as a whole must be small, whatever they say of their size. */
  private static void guard(Path file) throws IOException, WorkbookException {
    if (Files.size(file) > MOST_FILE_BYTES) {
      throw new WorkbookException("is larger than %d MiB".formatted(MOST_FILE_BYTES >> 20));
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().filter(Workbook::isHeld).toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          if (skipped(in) > MOST_SMALL_BYTES) {
            throw new WorkbookException("unpacks to far more than a workbook does");
          }
        }
      }
    }
  }

  private static boolean isHeld(ZipEntry entry) {
    String name = entry.getName();
    return !name.startsWith("xl/") || name.endsWith(".rels");
  }

  private static long skipped(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    for (int n = in.read(buffer); n >= 0 && bytes <= MOST_SMALL_BYTES; n = in.read(buffer)) {
      bytes += n;
    }
    return bytes;
  }

  /** Names of the sheets, in their order; some may hold no cells, as charts do. */
  List<String> names() {
    return List.copyOf(sheets.keySet());
  }

  /**
   * The cells of a sheet.
   *
   * @return empty when there is no such sheet, or it holds no cells
   */
  Optional<Sheet> sheet(String name) throws WorkbookException {
    Optional<PackagePart> part = sheets.getOrDefault(name, Optional.empty());
    if (part.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = part.get().getInputStream()) {
      return Optional.of(SheetXml.read(in, strings, styles, from1904));
    } catch (IOException | XMLStreamException | RuntimeException e) {
      throw new WorkbookException("has a sheet that cannot be read", e);
    }
  }

  private void read() throws IOException, OpenXML4JException, XMLStreamException {
    PackagePart workbook = null;
    for (PackageRelationship relationship : parts.getRelationships()) {
      if (relationship.getRelationshipType().endsWith("/officeDocument")) {
        workbook = parts.getPart(relationship);
      }
    }
    if (workbook == null) {
      throw new IOException("no part is the workbook");
    }
    for (PackageRelationship relationship : workbook.getRelationships()) {
      String type = relationship.getRelationshipType();
      if (type.endsWith("/sharedStrings")) {
        readStrings(workbook.getRelatedPart(relationship));
      } else if (type.endsWith("/styles")) {
        readStyles(workbook.getRelatedPart(relationship));
      }
    }
    readSheets(workbook);
  }

  private void readSheets(PackagePart workbook)
      throws IOException, OpenXML4JException, XMLStreamException {
    try (InputStream in = workbook.getInputStream()) {
      XMLStreamReader xml = Xml.reader(in);
      while (xml.hasNext()) {
        xml.next();
        if (xml.isStartElement() && xml.getLocalName().equals("workbookPr")) {
          String value = xml.getAttributeValue(null, "date1904");
          from1904 = value != null && (value.equals("1") || value.equals("true"));
        } else if (xml.isStartElement() && xml.getLocalName().equals("sheet")) {
          addSheet(
              workbook,
              xml.getAttributeValue(null, "name"),
              xml.getAttributeValue(OF_RELATIONSHIPS, "id"));
        }
      }
    }
  }

  private void addSheet(PackagePart workbook, String name, String id) throws OpenXML4JException {
    PackageRelationship relationship = workbook.getRelationship(id);
    if (relationship != null
        && parts.containPart(workbook.getRelatedPart(relationship).getPartName())) {
      boolean cells = relationship.getRelationshipType().endsWith("/worksheet");
      sheets.put(
          name, cells ? Optional.of(workbook.getRelatedPart(relationship)) : Optional.empty());
    }
  }

  private void readStrings(PackagePart part) throws IOException, XMLStreamException {
    try (InputStream in = part.getInputStream()) {
      XMLStreamReader xml = Xml.reader(in);
      while (xml.hasNext()) {
        xml.next();
        if (xml.isStartElement() && xml.getLocalName().equals("si")) {
          // As openpyxl does: an underscore that is written out is one.
          strings.add(Xml.richText(xml, "si").replace("x005F_", ""));
        }
      }
    }
  }

  private void readStyles(PackagePart part) throws IOException, XMLStreamException {
    Map<Integer, String> codes = new HashMap<>();
    try (InputStream in = part.getInputStream()) {
      XMLStreamReader xml = Xml.reader(in);
      boolean ofCells = false;
      while (xml.hasNext()) {
        xml.next();
        if (!xml.isStartElement() && !xml.isEndElement()) {
          continue;
        }
        String name = xml.getLocalName();
        if (name.equals("cellXfs")) {
          ofCells = xml.isStartElement();
        } else if (xml.isStartElement() && name.equals("numFmt")) {
          codes.put(id(xml), xml.getAttributeValue(null, "formatCode"));
        } else if (xml.isStartElement() && name.equals("xf") && ofCells) {
          styles.add(Display.of(id(xml), codes.get(id(xml))));
        }
      }
    }
  }

  private static int id(XMLStreamReader xml) {
    String id = xml.getAttributeValue(null, "numFmtId");
    return id == null ? 0 : Integer.parseInt(id);
  }

  /** Gives back the file, which was only read. */
  @Override
  public void close() {
    parts.revert();
  }
}
