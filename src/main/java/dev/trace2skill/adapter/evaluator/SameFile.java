package dev.trace2skill.adapter.evaluator;

import dev.trace2skill.model.Check;
import dev.trace2skill.spi.CheckResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Right is a file with the very bytes of another, or with the text that is expected; with the
 * option {@code exists}, any file. Files of any size are compared without being held.
 */
public final class SameFile implements Comparing<Boolean> {

  @Override
  public String evaluator() {
    return "file";
  }

  @Override
  public CheckResult compared(Check check, Boolean any, Output output) throws CheckException {
    Path file = Looked.file(check, output);
    if (any) {
      return CheckResult.passed(check);
    }
    return check.expected() == null
        ? bytes(check, file, Looked.expectedPath(check))
        : text(check, output, check.expected());
  }

  @Override
  public Boolean wanted(Check check) throws CheckException {
    Options options = Options.of(check, "exists");
    if (check.target().isEmpty()) {
      throw CheckException.undecided("the check names no file to look at");
    }
    if (!options.flag("exists") && check.expected() == null) {
      var unused = Looked.expectedPath(check);
    }
    return options.flag("exists");
  }

  private static CheckResult bytes(Check check, Path file, Path expected) throws CheckException {
    try {
      long differs = Files.mismatch(file, expected);
      return differs < 0
          ? CheckResult.passed(check)
          : CheckResult.failed(
              check,
              "differs at byte %d; it has %d bytes and should have %d"
                  .formatted(differs, Files.size(file), Files.size(expected)));
    } catch (IOException e) {
      throw CheckException.failed("cannot be compared with what is expected");
    }
  }

  private static CheckResult text(Check check, Output output, String expected)
      throws CheckException {
    List<String> is = Looked.text(check, output).lines().toList();
    List<String> should = expected.lines().toList();
    for (int i = 0; i < Math.max(is.size(), should.size()); i++) {
      String have = i < is.size() ? Texts.shown(is.get(i)) : "missing";
      String want = i < should.size() ? Texts.shown(should.get(i)) : "missing";
      if (i >= is.size() || i >= should.size() || !is.get(i).equals(should.get(i))) {
        return CheckResult.failed(
            check, "line %d is %s and should be %s".formatted(i + 1, have, want));
      }
    }
    return CheckResult.passed(check);
  }
}
