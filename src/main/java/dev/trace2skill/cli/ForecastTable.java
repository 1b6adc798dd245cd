package dev.trace2skill.cli;

import dev.trace2skill.analyze.Forecast;
import dev.trace2skill.analyze.Interval;
import dev.trace2skill.llm.Budget;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a plan says, for a person to read. */
final class ForecastTable {

  private ForecastTable() {}

  static void print(PrintWriter out, List<Forecast> forecasts, Budget budget) {
    List<List<String>> rows =
        forecasts.stream()
            .map(
                f ->
                    List.of(
                        f.analyst(),
                        Long.toString(f.trajectories()),
                        Long.toString(f.recorded()),
                        range(f.calls()),
                        range(f.inputTokens()),
                        range(f.outputTokens()),
                        usd(f.usd()),
                        time(f.seconds()),
                        f.measured() ? "earlier talks" : "rules of thumb"))
            .toList();
    TextTable.print(
        out,
        List.of(
            "analyst",
            "trajectories",
            "calls paid already",
            "calls",
            "input tokens",
            "output tokens",
            "USD",
            "time",
            "from"),
        rows,
        60);
    out.println("Expected, and in brackets between what it will hardly fail to lie.");
    double usd =
        forecasts.stream().filter(f -> f.usd() != null).mapToDouble(f -> f.usd().expected()).sum();
    if (budget.usd() != null && usd > budget.usd()) {
      out.printf(
          Locale.ROOT,
          "The budget of %.2f USD is about %.1f %% of it: the run would stop there, and could go on"
              + " later.%n",
          budget.usd(),
          100 * budget.usd() / usd);
    }
  }

  private static String range(Interval i) {
    return number(i.expected()) + " [" + number(i.low()) + " .. " + number(i.high()) + "]";
  }

  private static String usd(@Nullable Interval i) {
    return i == null
        ? "unknown"
        : String.format(Locale.ROOT, "%.2f [%.2f .. %.2f]", i.expected(), i.low(), i.high());
  }

  private static String time(Interval i) {
    return minutes(i.expected()) + " [" + minutes(i.low()) + " .. " + minutes(i.high()) + "]";
  }

  private static String minutes(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%dh%02d", whole / 3600, whole / 60 % 60);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value));
  }
}
