package dev.trace2skill.adapter.evaluator.spreadsheet;

import dev.trace2skill.adapter.evaluator.spreadsheet.CellValue.Kind;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads one sheet from its part of a workbook; of no use afterwards. */
final class SheetXml {

  private static final int MOST_CELLS = 2_000_000;
  private static final Pattern REFERENCE =
      Pattern.compile("\\$?([A-Za-z]{1,3})\\$?(\\d{1,7})(?::\\$?([A-Za-z]{1,3})\\$?(\\d{1,7}))?");

  private final XMLStreamReader xml;
  private final List<String> strings;
  private final List<Display> styles;

  private final NavigableMap<Long, CellValue> cells = new TreeMap<>();
  private final List<Block> merged = new ArrayList<>();
  private int row;
  private int column;
  private int lastRow = 1;
  private int lastColumn = 1;

  private SheetXml(XMLStreamReader xml, List<String> strings, List<Display> styles) {
    this.xml = xml;
    this.strings = strings;
    this.styles = styles;
  }

  /**
   * The cells of a sheet.
   *
   * @param strings texts that cells name by number
   * @param styles what each style makes of a number
   */
  static Sheet read(InputStream in, List<String> strings, List<Display> styles, boolean from1904)
      throws XMLStreamException, WorkbookException {
    SheetXml sheet = new SheetXml(Xml.reader(in), strings, styles);
    while (sheet.xml.hasNext()) {
      if (sheet.xml.next() == XMLStreamConstants.START_ELEMENT) {
        sheet.element(sheet.xml.getLocalName());
      }
    }
    return new Sheet(sheet.cells, sheet.lastRow, sheet.lastColumn, from1904).without(sheet.merged);
  }

  private void element(String name) throws XMLStreamException, WorkbookException {
    switch (name) {
      case "row" -> {
        String number = xml.getAttributeValue(null, "r");
        row = number == null ? row + 1 : (int) number(number);
        column = 0;
      }
      case "c" -> cell();
      case "mergeCell" -> merged.add(block(attribute("ref")));
      case "hyperlink" -> {
        Block link = block(attribute("ref"));
        // Their cells are there, even when they are empty.
        touch(link.lastRow(), link.lastColumn());
      }
      default -> {}
    }
  }

  private void cell() throws XMLStreamException, WorkbookException {
    String reference = xml.getAttributeValue(null, "r");
    int at = row;
    column++;
    if (reference != null) {
      Block place = block(reference);
      at = place.firstRow();
      column = place.firstColumn();
    }
    touch(at, column);
    String type = attribute("t");
    Display display = display(xml.getAttributeValue(null, "s"));
    String value = null;
    String inline = null;
    boolean formula = false;
    while (!(xml.next() == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("c"))) {
      if (!xml.isStartElement()) {
        continue;
      }
      switch (xml.getLocalName()) {
        case "v" -> value = value == null ? xml.getElementText() : value;
        case "is" -> inline = Xml.richText(xml, "is");
        case "f" -> formula = true;
        default -> {}
      }
    }
    CellValue read =
        type.equals("inlineStr")
            ? text(inline)
            : value == null || value.isEmpty() ? CellValue.EMPTY : value(type, value, display);
    if (read.kind() != Kind.EMPTY || formula) {
      cells.put(Sheet.place(at, column), formula ? read.computed() : read);
    }
    if (cells.size() > MOST_CELLS) {
      throw new WorkbookException("has more than %,d cells".formatted(MOST_CELLS));
    }
  }

  private static CellValue text(@Nullable String text) {
    return text == null ? CellValue.EMPTY : CellValue.of(Kind.TEXT, text);
  }

  private CellValue value(String type, String value, Display display) throws WorkbookException {
    return switch (type) {
      case "", "n" -> CellValue.number(number(value), display);
      case "b" -> CellValue.truth(number(value) != 0);
      case "e" -> CellValue.of(Kind.ERROR, value);
      case "d" -> {
        var unused = Iso.of(value);
        yield CellValue.of(Kind.ISO, value);
      }
      case "s" -> {
        int index = (int) number(value);
        if (index < 0 || index >= strings.size()) {
          throw new WorkbookException("names a text that is not there");
        }
        yield CellValue.of(Kind.TEXT, strings.get(index));
      }
      default -> CellValue.of(Kind.TEXT, value);
    };
  }

  private Display display(@Nullable String style) throws WorkbookException {
    int index = style == null ? 0 : (int) number(style);
    if (style != null && !styles.isEmpty() && (index < 0 || index >= styles.size())) {
      throw new WorkbookException("names a style that is not there");
    }
    return index < styles.size() ? styles.get(index) : Display.PLAIN;
  }

  private void touch(int at, int in) throws WorkbookException {
    if (at < 1 || at > Sheet.MOST_ROWS) {
      throw new WorkbookException("has a cell in row " + at);
    }
    lastRow = Math.max(lastRow, at);
    lastColumn = Math.max(lastColumn, in);
  }

  private String attribute(String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value;
  }

  private static double number(String text) throws WorkbookException {
    return PythonText.number(text)
        .orElseThrow(() -> new WorkbookException("has a number that is none"));
  }

  private static Block block(String reference) throws WorkbookException {
    Matcher parts = REFERENCE.matcher(reference);
    if (!parts.matches()) {
      throw new WorkbookException("has a reference that is none");
    }
    int firstRow = Integer.parseInt(parts.group(2));
    int firstColumn = column(parts.group(1));
    return parts.group(3) == null
        ? new Block(firstRow, firstColumn, firstRow, firstColumn)
        : new Block(
            firstRow, firstColumn, Integer.parseInt(parts.group(4)), column(parts.group(3)));
  }

  /** The number of a column by its letters, whatever their case. */
  static int column(String letters) {
    int number = 0;
    for (int i = 0; i < letters.length(); i++) {
      number = number * 26 + Character.toUpperCase(letters.charAt(i)) - 'A' + 1;
    }
    return number;
  }
}
