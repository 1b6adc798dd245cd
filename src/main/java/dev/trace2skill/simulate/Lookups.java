package dev.trace2skill.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The tools that only read. */
record Lookups(Catalog catalog) {

  private static final int PAGE = 3;

  String findCustomer(Arguments arguments) throws ToolException {
    String email = arguments.text("email");
    return catalog.customers().stream()
        .filter(c -> c.email().equals(email))
        .findFirst()
        .map(
            c ->
                Json.object()
                    .put("customer_id", c.customerId())
                    .put("name", c.name())
                    .put("ticket_id", c.ticketId())
                    .toString())
        .orElseThrow(() -> new ToolException("no customer with e-mail \"" + email + "\""));
  }

  /** Oldest first, three on a page. */
  String listOrders(Arguments arguments) throws ToolException {
    Customer customer = customer(arguments);
    int page = arguments.number("page", 1);
    List<Order> all = catalog.ordersOf(customer.customerId());
    int start = (page - 1) * PAGE;
    if (page < 1 || start >= all.size()) {
      throw new ToolException("page " + page + " of " + customer.customerId() + " does not exist");
    }
    int end = Math.min(all.size(), start + PAGE);
    ObjectNode result = Json.object();
    ArrayNode orders = result.putArray("orders");
    for (Order order : all.subList(start, end)) {
      orders.addObject().put("order_id", order.orderId()).put("placed_on", order.placedOn());
    }
    if (end < all.size()) {
      result.put("next_page", page + 1);
    } else {
      result.putNull("next_page");
    }
    return result.toString();
  }

  String getOrder(Arguments arguments) throws ToolException {
    Order order = order(arguments);
    ObjectNode result =
        Json.object()
            .put("order_id", order.orderId())
            .put("placed_on", order.placedOn())
            .put("address", order.address())
            .put("paid_by", order.method());
    ArrayNode items = result.putArray("items");
    for (Item item : order.items()) {
      items
          .addObject()
          .put("item_id", item.itemId())
          .put("product", item.product())
          .put("price", item.price());
    }
    return result.toString();
  }

  String getTicket(Arguments arguments) throws ToolException {
    String ticketId = ticket(arguments);
    return Json.object().put("ticket_id", ticketId).put("channel", "chat").toString();
  }

  String searchArticles(Arguments arguments) throws ToolException {
    String query = arguments.text("query");
    ObjectNode result = Json.object();
    result
        .putArray("articles")
        .addObject()
        .put("title", "About: " + query)
        .put("text", "See the pages of the help centre.");
    return result.toString();
  }

  Customer customer(Arguments arguments) throws ToolException {
    String customerId = arguments.text("customer_id");
    return catalog
        .customer(customerId)
        .orElseThrow(() -> new ToolException("customer " + customerId + " does not exist"));
  }

  Order order(Arguments arguments) throws ToolException {
    String orderId = arguments.text("order_id");
    return catalog
        .order(orderId)
        .orElseThrow(() -> new ToolException("order " + orderId + " does not exist"));
  }

  Item item(Arguments arguments) throws ToolException {
    Order order = order(arguments);
    String itemId = arguments.text("item_id");
    return order
        .item(itemId)
        .orElseThrow(
            () -> new ToolException("order " + order.orderId() + " has no item " + itemId));
  }

  String ticket(Arguments arguments) throws ToolException {
    String ticketId = arguments.text("ticket_id");
    if (catalog.customers().stream().noneMatch(c -> c.ticketId().equals(ticketId))) {
      throw new ToolException("ticket " + ticketId + " does not exist");
    }
    return ticketId;
  }
}
