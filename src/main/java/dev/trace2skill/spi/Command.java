package dev.trace2skill.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program to be run in a workplace, in its working copy.
 *
 * @param arguments the program and what it is given; never a secret, which others could see
 * @param environment variables beside those that every program gets: the path, the home, the
 *     temporary folder, the language
 * @param input what it reads from its standard input
 * @param limit of its time; null for all that is left to the run
 */
public record Command(
    List<String> arguments,
    Map<String, String> environment,
    String input,
    @Nullable Duration limit) {

  public Command {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** A program that needs nothing more. */
  public static Command of(List<String> arguments) {
    return new Command(arguments, Map.of(), "", null);
  }
}
