package dev.trace2skill.cli;

import dev.trace2skill.llm.LlmSettings;
import dev.trace2skill.llm.Providers;
import dev.trace2skill.model.UserError;
import dev.trace2skill.spi.LLMMessage;
import dev.trace2skill.spi.LLMReply;
import dev.trace2skill.spi.LLMRequest;
import dev.trace2skill.store.Table;
import dev.trace2skill.store.Tables;
import dev.trace2skill.store.Warehouse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks what a run needs. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Checks Java, Spark, the conf, the warehouse and the skill, and says what to do.")
final class DoctorCommand implements Callable<Integer> {

  private static final int OLDEST_JAVA = 17;

  @Spec private CommandSpec spec;
  @Mixin private Settings settings;

  @Option(
      names = "--ask",
      description = "Also ask the model that the conf names one word; it costs a few tokens.")
  private boolean ask;

  private boolean healthy = true;

  @Override
  public Integer call() {
    java();
    boolean confGood = conf();
    warehouse(confGood);
    return healthy ? 0 : 2;
  }

  private void java() {
    int version = Runtime.version().feature();
    long memory = Runtime.getRuntime().maxMemory() >> 20;
    if (version < OLDEST_JAVA) {
      bad("java", "version " + version + "; install a JDK 17 or newer and set JAVA_HOME");
    } else {
      good(
          "java",
          Runtime.version()
              + ", "
              + memory
              + " MB of heap, "
              + Runtime.getRuntime().availableProcessors()
              + " cores");
    }
  }

  private boolean conf() {
    try {
      if (settings.confIfGiven() == null) {
        good("conf", "none given");
        return true;
      }
      settings.skillFormat();
      good("conf", "every key is known");
      skill();
      evidence();
      model();
      return true;
    } catch (UserError e) {
      bad("conf", e.getMessage());
      return false;
    }
  }

  private void skill() {
    String place = settings.skillPlace();
    boolean there;
    try {
      there = settings.home(notice -> {}).read().isPresent();
    } catch (IOException e) {
      bad("skill", String.valueOf(e.getMessage()));
      return;
    }
    if (there) {
      good("skill", place);
    } else if (settings.conf().skill().description() != null) {
      good("skill", place + " will be started");
    } else {
      bad("skill", "no SKILL.md in " + place + "; correct skill.path or set skill.description");
    }
  }

  private void evidence() {
    for (Conf.Evidence evidence : settings.conf().evidence()) {
      String path = evidence.path();
      if (evidence.langsmithApi() != null) {
        service(evidence.langsmithApi());
      } else if (path == null) {
        good("evidence", "simulated");
      } else if (path.contains("://") || path.contains("*") || Files.exists(Path.of(path))) {
        good("evidence", path);
      } else {
        bad("evidence", "no such file or folder: " + path);
      }
    }
  }

  private void service(LangsmithApiConf api) {
    try {
      var unused = api.key().value();
      good("evidence", LangsmithApiConf.SERVICE + " " + api.project());
    } catch (UserError e) {
      bad("evidence", e.getMessage());
    }
  }

  private void model() {
    LlmConf llm = settings.conf().llm();
    if (llm == null) {
      good("model", "none: only analysts that need none");
      return;
    }
    try {
      LlmSettings known = llm.settings();
      var unused = known.endpoint().apiKey().value();
      String price = known.prices() == null ? "price unknown" : "price known";
      good("model", known.endpoint().model() + " at " + known.endpoint().baseUrl() + ", " + price);
      if (ask) {
        ask(known);
      }
    } catch (UserError e) {
      bad("model", e.getMessage());
    }
  }

  /** One word, a few tokens. */
  private void ask(LlmSettings llm) {
    LLMRequest request =
        new LLMRequest(
            "Answer with one word.",
            List.of(LLMMessage.user("Say yes.")),
            List.of(),
            null,
            llm.sampling());
    try {
      LLMReply reply = Providers.of(llm.endpoint().protocol()).ask(llm.endpoint(), request).join();
      good("model", "answers: " + reply.text().strip().lines().findFirst().orElse("(nothing)"));
    } catch (CompletionException e) {
      bad("model", String.valueOf(e.getCause().getMessage()));
    }
  }

  private void warehouse(boolean confGood) {
    if (!confGood) {
      return;
    }
    try {
      settings.warehousePath();
    } catch (UserError e) {
      good("warehouse", "none given; --warehouse or --conf names one");
      return;
    }
    Warehouse warehouse = settings.open("doctor");
    try {
      good(
          "spark",
          warehouse.spark().version() + " on " + warehouse.spark().sparkContext().master());
      List<String> tables = new ArrayList<>();
      for (Table<?> table : Tables.ALL) {
        if (warehouse.has(table)) {
          tables.add(table.name() + " " + warehouse.read(table).count());
        }
      }
      good(
          "warehouse",
          warehouse.path()
              + (tables.isEmpty() ? " has no tables yet" : ": " + String.join(", ", tables)));
    } finally {
      warehouse.spark().stop();
    }
  }

  private void good(String what, String text) {
    line("ok", what, text);
  }

  private void bad(String what, String text) {
    healthy = false;
    line("!!", what, text);
  }

  private void line(String mark, String what, String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format("%s  %-10s %s", mark, what, text));
  }
}
