package dev.trace2skill.adapter.evaluator.spreadsheet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A workbook for tests, as small as one can be. Cells are written down as {@code A1 n 5}, with an
 * optional number format behind the value; other kinds are {@code s} for text, {@code b} for a
 * truth value, {@code e} for an error, {@code d} for ISO 8601 and {@code f} for a formula whose
 * value was never computed.
 */
final class Xlsx {

  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  private static final String OPC = "http://schemas.openxmlformats.org/package/2006/";
  private static final String RELATIONSHIPS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

  private final Map<String, String> sheets = new LinkedHashMap<>();
  private final List<String> formats = new ArrayList<>(List.of("General"));
  private String settings = "";

  static Xlsx of(String sheet, String... cells) {
    return new Xlsx().and(sheet, cells);
  }

  Xlsx and(String sheet, String... cells) {
    StringBuilder rows = new StringBuilder();
    for (String cell : cells) {
      rows.append(row(cell));
    }
    sheets.put(sheet, "<sheetData>" + rows + "</sheetData>");
    return this;
  }

  /** Adds elements behind the cells of a sheet. */
  Xlsx with(String sheet, String xml) {
    sheets.merge(sheet, xml, String::concat);
    return this;
  }

  Xlsx from1904() {
    settings = "<workbookPr date1904=\"1\"/>";
    return this;
  }

  private String row(String cell) {
    String[] parts = cell.split(" ", 3);
    String reference = parts[0];
    String row = reference.replaceAll("\\D", "");
    String value = parts.length > 2 ? parts[2] : "";
    String type = parts.length > 1 ? parts[1] : "";
    String xml =
        switch (type) {
          case "" -> "<c r=\"%s\"/>".formatted(reference);
          case "n" -> number(reference, value);
          case "f" -> "<c r=\"%s\"><f>%s</f></c>".formatted(reference, escaped(value));
          case "s" ->
              "<c r=\"%s\" t=\"inlineStr\"><is><t xml:space=\"preserve\">%s</t></is></c>"
                  .formatted(reference, escaped(value));
          default ->
              "<c r=\"%s\" t=\"%s\"><v>%s</v></c>".formatted(reference, type, escaped(value));
        };
    return "<row r=\"%s\">%s</row>".formatted(row, xml);
  }

  private String number(String reference, String valueAndFormat) {
    String[] parts = valueAndFormat.split(" ", 2);
    String format = parts.length > 1 ? parts[1] : "General";
    if (!formats.contains(format)) {
      formats.add(format);
    }
    return "<c r=\"%s\" s=\"%d\"><v>%s</v></c>"
        .formatted(reference, formats.indexOf(format), parts[0]);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  /** Writes the workbook and gives its path. */
  Path write(Path file) {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "[Content_Types].xml", types());
      put(zip, "_rels/.rels", relationships("officeDocument", List.of("xl/workbook.xml")));
      put(zip, "xl/workbook.xml", workbook());
      List<String> parts = new ArrayList<>();
      for (int i = 1; i <= sheets.size(); i++) {
        parts.add("worksheets/sheet" + i + ".xml");
      }
      String links = relationships("worksheet", parts);
      put(
          zip,
          "xl/_rels/workbook.xml.rels",
          links.replace(
              "</Relationships>",
              "<Relationship Id=\"styles\" Type=\"%s/styles\" Target=\"styles.xml\"/></Relationships>"
                  .formatted(RELATIONSHIPS)));
      put(zip, "xl/styles.xml", styles());
      int number = 1;
      for (String sheet : sheets.values()) {
        put(
            zip,
            "xl/worksheets/sheet" + number++ + ".xml",
            "<worksheet xmlns=\"%s\">%s</worksheet>".formatted(MAIN, sheet));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private static void put(ZipOutputStream zip, String name, String xml) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write((HEAD + xml).getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private String types() {
    StringBuilder types =
        new StringBuilder(
            "<Types xmlns=\"%scontent-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                .formatted(OPC));
    String kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml";
    String part = "<Override PartName=\"/xl/%s.xml\" ContentType=\"" + kind + "\"/>";
    types.append(part.formatted("workbook", "sheet.main"));
    types.append(part.formatted("styles", "styles"));
    for (int i = 1; i <= sheets.size(); i++) {
      types.append(part.formatted("worksheets/sheet" + i, "worksheet"));
    }
    return types + "</Types>";
  }

  private static String relationships(String type, List<String> targets) {
    StringBuilder xml =
        new StringBuilder("<Relationships xmlns=\"%srelationships\">".formatted(OPC));
    for (int i = 0; i < targets.size(); i++) {
      xml.append(
          "<Relationship Id=\"rId%d\" Type=\"%s/%s\" Target=\"%s\"/>"
              .formatted(i + 1, RELATIONSHIPS, type, targets.get(i)));
    }
    return xml + "</Relationships>";
  }

  private String workbook() {
    StringBuilder xml =
        new StringBuilder(
            "<workbook xmlns=\"%s\" xmlns:r=\"%s\">%s<sheets>"
                .formatted(MAIN, RELATIONSHIPS, settings));
    int number = 1;
    for (String name : sheets.keySet()) {
      xml.append(
          "<sheet name=\"%s\" sheetId=\"%d\" r:id=\"rId%d\"/>"
              .formatted(escaped(name), number, number));
      number++;
    }
    return xml + "</sheets></workbook>";
  }

  private String styles() {
    StringBuilder codes = new StringBuilder();
    StringBuilder styles = new StringBuilder();
    for (int i = 0; i < formats.size(); i++) {
      codes.append(
          "<numFmt numFmtId=\"%d\" formatCode=\"%s\"/>"
              .formatted(200 + i, escaped(formats.get(i))));
      styles.append(
          "<xf numFmtId=\"%d\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>".formatted(200 + i));
    }
    return """
    <styleSheet xmlns="%s"><numFmts>%s</numFmts><fonts><font/></fonts><fills><fill><patternFill/></fill></fills>\
    <borders><border/></borders>\
    <cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
    <cellXfs>%s</cellXfs><cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
    </styleSheet>\
    """
        .formatted(MAIN, codes, styles);
  }
}
