package dev.trace2skill.adapter.evaluator.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.trace2skill.adapter.evaluator.CheckException;
import dev.trace2skill.adapter.evaluator.Comparing;
import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckResult;
import dev.trace2skill.spi.Ended;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Right is what a program says so of, by exit code 0 or, with the option {@code score}, by its last
 * line: a number from 0 to 1, or an object with {@code score} and perhaps {@code differences}.
 */
public final class CommandCheck implements Comparing<CheckProgram> {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int SHOWN_LINES = 3;
  private static final int MOST_DIFFERENCES = 20;

  @Override
  public String evaluator() {
    return "command";
  }

  @Override
  public CheckResult compared(Check check, CheckProgram program, Output output)
      throws CheckException {
    boolean scored = program.options().flag("score");
    return program.run(
        output, "", (ended, work) -> scored ? scored(check, ended) : judged(check, ended));
  }

  @Override
  public CheckProgram wanted(Check check) throws CheckException {
    CheckProgram program = CheckProgram.of(check, "score");
    var unused = program.options().flag("score");
    return program;
  }

  private static CheckResult judged(Check check, Ended ended) throws IOException {
    return endedWell(ended) ? CheckResult.passed(check) : CheckResult.failed(check, trouble(ended));
  }

  private static CheckResult scored(Check check, Ended ended) throws IOException {
    if (!endedWell(ended)) {
      return CheckResult.failed(check, trouble(ended));
    }
    String line = Tail.of(ended.output(), 1);
    JsonNode said = parsed(line);
    JsonNode score = said.isObject() ? said.path("score") : said;
    if (!score.isNumber() || score.doubleValue() < 0 || score.doubleValue() > 1) {
      return CheckResult.failed(check, "the program's last line is no score: " + line);
    }
    if (score.doubleValue() == 1) {
      return CheckResult.passed(check);
    }
    List<String> differences = new ArrayList<>();
    for (JsonNode difference : said.path("differences")) {
      if (differences.size() < MOST_DIFFERENCES && !difference.asText().isBlank()) {
        differences.add(difference.asText());
      }
    }
    if (differences.isEmpty()) {
      differences.add("the program's score is " + score.asText());
    }
    return CheckResult.of(check, score.doubleValue(), differences);
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static boolean endedWell(Ended ended) {
    return ended.ending() == Ended.Ending.EXITED && ended.exitCode() == 0;
  }

  /** How it ended, and the last that it said. */
  static String trouble(Ended ended) throws IOException {
    String how =
        switch (ended.ending()) {
          case EXITED, NOT_STARTED -> "the program ended with " + ended.exitCode();
          case DEADLINE -> "the program took too long";
          case OUTPUT_LIMIT -> "the program printed too much";
          case DISK_LIMIT -> "the program wrote too much";
          case MEMORY_LIMIT -> "the program took too much memory";
          case PROCESS_LIMIT -> "the program started too many processes";
        };
    String last = Tail.of(ended.error(), SHOWN_LINES);
    if (last.isEmpty()) {
      last = Tail.of(ended.output(), SHOWN_LINES);
    }
    return last.isEmpty() ? how : how + ": " + last;
  }
}
