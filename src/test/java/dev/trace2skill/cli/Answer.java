package dev.trace2skill.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command line gave. */
record Answer(int code, String out, String err) {

  static Answer to(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Answer(code, text(out), text(err));
  }

  private static String text(StringWriter written) {
    return written.toString().replace(System.lineSeparator(), "\n");
  }
}
