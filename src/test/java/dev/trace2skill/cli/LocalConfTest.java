package dev.trace2skill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.trace2skill.analyze.ContrastSettings;
import dev.trace2skill.consolidate.ConsolidateSettings;
import dev.trace2skill.ingest.OutcomeSettings;
import dev.trace2skill.simulate.Simulation;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code conf/local.yaml} is where the keys are explained. */
class LocalConfTest {

  private static final Path FILE = Path.of("conf/local.yaml");

  @Test
  void everyKeyIsThereAndNoOther() throws IOException {
    Set<String> known = new TreeSet<>();
    collect("", Conf.class, known);

    Set<String> explained = new TreeSet<>();
    collect("", new YAMLMapper().readTree(uncommented()), explained);

    assertThat(explained).containsExactlyElementsOf(known);
  }

  @Test
  void everyKeyHasItsDefault() throws IOException {
    Conf conf = ConfReader.parse(uncommented());

    assertThat(conf.skill().format()).isEqualTo(new Conf.Skill("", null, null).formatOrDefault());
    assertThat(conf.analysts()).containsExactly("contrast");
    assertThat(conf.outcomeSettings())
        .usingRecursiveComparison()
        .ignoringFields("patterns")
        .isEqualTo(OutcomeSettings.DEFAULT);
    assertThat(conf.contrastSettings()).isEqualTo(ContrastSettings.DEFAULT);
    assertThat(conf.consolidateSettings()).isEqualTo(ConsolidateSettings.DEFAULT);
    assertThat(conf.publish())
        .isEqualTo(
            new Conf.Publish(
                "on",
                null,
                Conf.Publish.DEFAULT.keepOrDefault(),
                Conf.Publish.DEFAULT.commits(),
                List.of()));
    assertThat(Conf.Publish.DEFAULT.mode()).isEqualTo(conf.publish().mode());
    assertThat(conf.evidence().get(1).simulate().simulation()).isEqualTo(Simulation.standard());
  }

  /** What is commented out in the file, as keys are: {@code # - simulate:}. */
  private static String uncommented() throws IOException {
    return Files.readString(FILE).replaceAll("(?m)^( *)# ( *(- )?[a-z-]+:)", "$1$2");
  }

  private static void collect(String path, Type type, Set<String> keys) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      collect(path, list.getActualTypeArguments()[0], keys);
    } else if (type instanceof Class<?> c && c.isRecord()) {
      for (RecordComponent component : c.getRecordComponents()) {
        String key = path + "." + KebabCaseStrategy.INSTANCE.translate(component.getName());
        keys.add(key);
        collect(key, component.getGenericType(), keys);
      }
    }
  }

  private static void collect(String path, JsonNode node, Set<String> keys) {
    if (node.isArray()) {
      node.forEach(element -> collect(path, element, keys));
    }
    node.properties()
        .forEach(
            field -> {
              String key = path + "." + field.getKey();
              keys.add(key);
              collect(key, field.getValue(), keys);
            });
  }
}
