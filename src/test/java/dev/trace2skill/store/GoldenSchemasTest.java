package dev.trace2skill.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every table's columns, as they are agreed with whoever reads the tables. A change that is meant
 * is written down by {@code mvn test -Dtest=GoldenSchemasTest -Dgolden.update=true}.
 */
class GoldenSchemasTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden/tables");

  static Stream<String> tables() {
    return Tables.ALL.stream().map(Table::name);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void tableHasTheAgreedColumns(String name) throws IOException {
    List<String> columns = columns(name);
    Path golden = GOLDEN.resolve(name + ".ddl");
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, String.join("\n", columns) + "\n");
    }

    assertThat(golden).as("agreed columns of %s; see the javadoc of this test", name).exists();
    assertThat(columns)
        .as("columns of %s; if the change is meant, see the javadoc of this test", name)
        .containsExactlyElementsOf(Files.readAllLines(golden));
  }

  @Test
  void everyAgreementIsAboutATable() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(tables().map(t -> t + ".ddl").toList());
    }
  }

  private static List<String> columns(String name) {
    Table<?> table =
        Tables.ALL.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    return Arrays.stream(table.codec().schema().fields()).map(StructField::toDDL).toList();
  }
}
