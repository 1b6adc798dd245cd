package dev.trace2skill.model;

/** The start of an id, as people give it. */
public final class IdPrefix {

  private static final int SHORTEST = 6;

  /** Characters of an id that tell it from others of a warehouse. */
  private static final int SHOWN = 12;

  private IdPrefix() {}

  /** The start of an id, as lists show it. */
  public static String of(String id) {
    return id.substring(0, Math.min(SHOWN, id.length()));
  }

  /** Refuses what is not the start of an id. */
  public static void check(String what, String prefix) {
    check(what, prefix, prefix);
  }

  /**
   * Refuses what is not the start of an id.
   *
   * @param what whose id it is
   * @param given what the user wrote
   */
  public static void check(String what, String prefix, String given) {
    if (!prefix.matches("[0-9a-f]{" + SHORTEST + ",32}")) {
      throw new UserError(
          "'%s' is no %s id: give %d to 32 characters from 0 to 9 and a to f"
              .formatted(given, what, SHORTEST));
    }
  }
}
