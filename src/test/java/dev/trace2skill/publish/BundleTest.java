package dev.trace2skill.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trace2skill.model.ContentId;
import dev.trace2skill.model.Skill;
import dev.trace2skill.model.SkillVersion;
import dev.trace2skill.model.UserError;
import dev.trace2skill.publish.Carried.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {

  private static final String LONG = "references/" + "long-".repeat(30) + "\u00e4.md";
  private static final Skill SKILL =
      Skill.of(Map.of("SKILL.md", "s\n", "scripts/run.sh", "#!/bin/sh\n", LONG, "x".repeat(9_000)));
  private static final SkillVersion VERSION =
      new SkillVersion("v1", "pay", SKILL.id(), "base", "c", 3, SKILL.files(), List.of());
  private static final List<Carried> REST =
      List.of(
          file("LICENSE.txt", "MIT"),
          file(".env", "KEY=1"),
          file("assets/.DS_Store", "x"),
          new Carried("assets/empty", Kind.FOLDER, true, new byte[0]),
          new Carried("assets/link.md", Kind.LINK, false, "../SKILL.md".getBytes(UTF_8)),
          new Carried("assets/tool", Kind.FILE, true, new byte[] {0, 1}));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"pay.zip", "pay.tar.gz"})
  void sameVersionGivesTheSameBytesWhereverItIsWritten(String name) throws IOException {
    byte[] first = written(name, REST);
    List<Carried> shuffled = new ArrayList<>(REST);
    Collections.reverse(shuffled);
    TimeZone here = TimeZone.getDefault();
    String user = System.getProperty("user.name");
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      System.setProperty("user.name", "somebody");

      assertThat(written(name, shuffled)).isEqualTo(first);
    } finally {
      TimeZone.setDefault(here);
      System.setProperty("user.name", user);
    }
    assertThat(new String(first, UTF_8)).doesNotContain("KEY=1");
  }

  @Test
  void zipHoldsEverythingWithItsKindAndMode() throws IOException {
    Map<String, String> entries = new TreeMap<>();
    Map<String, byte[]> bytes = new TreeMap<>();
    written("pay.zip", REST);
    try (ZipFile zip = ZipFile.builder().setPath(folder.resolve("pay.zip")).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        entries.put(entry.getName(), Integer.toOctalString(entry.getUnixMode()));
        bytes.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }

    assertThat(entries)
        .containsOnly(
            Map.entry("manifest.json", "100644"),
            Map.entry("pay/LICENSE.txt", "100644"),
            Map.entry("pay/SKILL.md", "100644"),
            Map.entry("pay/" + LONG, "100644"),
            Map.entry("pay/assets/empty/", "40755"),
            Map.entry("pay/assets/link.md", "120777"),
            Map.entry("pay/assets/tool", "100755"),
            Map.entry("pay/scripts/run.sh", "100755"));
    assertManifest(bytes);
  }

  @Test
  void tarHoldsTheSame() throws IOException {
    Map<String, byte[]> bytes = new TreeMap<>();
    List<String> links = new ArrayList<>();
    byte[] archive = written("pay.tar.gz", REST);
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GzipCompressorInputStream(new ByteArrayInputStream(archive)), "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        bytes.put(entry.getName(), tar.readAllBytes());
        if (entry.isSymbolicLink()) {
          links.add(entry.getName() + " -> " + entry.getLinkName());
        }
      }
    }

    assertThat(bytes).containsKeys("pay/SKILL.md", "pay/" + LONG, "pay/assets/empty/");
    assertThat(links).containsExactly("pay/assets/link.md -> ../SKILL.md");
    assertManifest(bytes);
  }

  @Test
  void hiddenFilesAreLeftOutAndNamed() {
    assertThat(Bundle.of(VERSION, REST).omitted()).containsExactly(".env", "assets/.DS_Store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "../.."})
  void linkThatLeadsOutIsRefused(String to) {
    Carried link = new Carried("assets/x", Kind.LINK, false, to.getBytes(UTF_8));

    assertThatThrownBy(() -> Bundle.of(VERSION, List.of(link)))
        .isInstanceOf(UserError.class)
        .hasMessage("assets/x is a link that leads out of the skill; a bundle cannot hold it");
  }

  @Test
  void otherKindsOfArchivesAreRefused() {
    assertThatThrownBy(() -> written("pay.rar", REST))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("a bundle ends with .zip or .tar.gz, not as ");
  }

  /** What the manifest says of each file is so. */
  private static void assertManifest(Map<String, byte[]> bytes) throws IOException {
    JsonNode manifest = new ObjectMapper().readTree(bytes.get("manifest.json"));
    assertThat(manifest.path("skill_version_id").asText()).isEqualTo("v1");
    assertThat(manifest.path("skill_id").asText()).isEqualTo(SKILL.id());
    assertThat(manifest.path("files")).hasSize(7);
    for (JsonNode file : manifest.path("files")) {
      if (file.path("type").asText().equals("file")) {
        byte[] found = bytes.get(file.path("path").asText());
        assertThat(file.path("bytes").asInt()).isEqualTo(found.length);
        assertThat(file.path("sha256").asText())
            .isEqualTo(ContentId.sha256(new ByteArrayInputStream(found)));
      }
    }
  }

  private byte[] written(String name, List<Carried> rest) throws IOException {
    Bundle.of(VERSION, rest).write(folder.resolve(name));
    return Files.readAllBytes(folder.resolve(name));
  }

  private static Carried file(String path, String text) {
    return new Carried(path, Kind.FILE, false, text.getBytes(UTF_8));
  }
}
