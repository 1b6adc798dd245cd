package dev.trace2skill.simulate;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the customer says; all that the agent knows before it calls a tool.
 *
 * @param orderId null when the customer means the newest order
 */
record Request(
    Family family,
    String email,
    String postcode,
    String ticketId,
    @Nullable String orderId,
    List<String> products,
    String address,
    LocalDate callback) {

  private static final DateTimeFormatter SPOKEN =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

  Request {
    products = List.copyOf(products);
  }

  String text() {
    String order = orderId == null ? "my newest order" : "order " + orderId;
    String things = "the " + String.join(" and the ", products);
    String wish =
        switch (family) {
          case RETURN -> "I sent back %s of %s, please refund me.".formatted(things, order);
          case CANCELLATION ->
              "Please cancel %s and refund %s, which I paid in advance.".formatted(order, things);
          case PICKUP ->
              "Please refund %s of %s and call me back on %s about the pick-up."
                  .formatted(things, order, SPOKEN.format(callback));
          case EXCHANGE -> "In %s %s came broken, please send another.".formatted(order, things);
          case LOST_PARCEL ->
              ("%s went lost on its way to my old address. Please change the order's address to"
                      + " %s, send %s again and call me back on %s.")
                  .formatted(order, address, things, SPOKEN.format(callback));
        };
    return "%s Please confirm when it is done. My e-mail is %s, postcode %s, ticket %s."
        .formatted(wish, email, postcode, ticketId);
  }
}
