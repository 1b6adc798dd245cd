package dev.trace2skill.store;

import java.util.Locale;

/** The tables of a warehouse as views of their names, for queries in SQL. */
public final class Views {

  /** The view of the trajectories that no later one stands in for. */
  private static final String CURRENT = "current_trajectories";

  private Views() {}

  /**
   * Makes views of the tables that a query may mean. Opening a table costs time, so the others are
   * left alone.
   */
  public static void register(Warehouse warehouse, String query) {
    String text = query.toLowerCase(Locale.ROOT);
    for (Table<?> table : Tables.ALL) {
      if (text.contains(table.name())) {
        warehouse.read(table).createOrReplaceTempView(table.name());
      }
    }
    if (text.contains(CURRENT)) {
      warehouse.currentTrajectories().createOrReplaceTempView(CURRENT);
    }
  }
}
