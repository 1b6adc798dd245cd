package dev.trace2skill.simulate;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tools that change the world, the policies they obey, and what they changed. */
final class Actions {

  private static final Pattern SLASHED = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})");

  private final Lookups lookups;
  private final SortedMap<String, String> locks = new TreeMap<>();
  private final SortedSet<String> verified = new TreeSet<>();
  private final SortedSet<String> cancelled = new TreeSet<>();
  private final SortedSet<String> confirmed = new TreeSet<>();
  private final SortedMap<String, String> addresses = new TreeMap<>();
  private final SortedMap<String, String> tickets = new TreeMap<>();
  private final List<Refund> refunds = new ArrayList<>();
  private final List<String> replacements = new ArrayList<>();
  private final List<String> callbacks = new ArrayList<>();

  /** Money on its way back. */
  private record Refund(String orderId, String itemId, String method, boolean afterCheck) {}

  Actions(Lookups lookups) {
    this.lookups = lookups;
    for (Order order : lookups.catalog().orders()) {
      if (order.lockJob() != null) {
        locks.put(order.orderId(), order.lockJob());
      }
    }
  }

  String verifyIdentity(Arguments arguments) throws ToolException {
    Customer customer = lookups.customer(arguments);
    if (!customer.postcode().equals(arguments.text("postcode"))) {
      throw new ToolException("postcode does not match the record of " + customer.customerId());
    }
    verified.add(customer.customerId());
    return status("verified");
  }

  String cancelOrder(Arguments arguments) throws ToolException {
    Order order = unlocked(arguments);
    if (!cancelled.add(order.orderId())) {
      throw new ToolException("order " + order.orderId() + " is cancelled already");
    }
    return status("cancelled");
  }

  String releaseLock(Arguments arguments) throws ToolException {
    Order order = lookups.order(arguments);
    String job = arguments.text("job_id");
    if (!locks.remove(order.orderId(), job)) {
      throw new ToolException("job " + job + " holds no lock on order " + order.orderId());
    }
    return status("released");
  }

  /** Accepted at once; the audit looks at it later. */
  String issueRefund(Arguments arguments) throws ToolException {
    Order order = lookups.order(arguments);
    Item item = lookups.item(arguments);
    String method = arguments.text("method");
    if (!Catalog.METHODS.contains(method)) {
      throw new ToolException("unknown method \"" + method + "\", use one of " + Catalog.METHODS);
    }
    refunds.add(
        new Refund(order.orderId(), item.itemId(), method, verified.contains(order.customerId())));
    return status("accepted");
  }

  String updateAddress(Arguments arguments) throws ToolException {
    Order order = unlocked(arguments);
    addresses.put(order.orderId(), arguments.text("address"));
    return status("updated");
  }

  /** Not idempotent: every call sends one more. */
  String createReplacement(Arguments arguments) throws ToolException {
    Order order = lookups.order(arguments);
    replacements.add(order.orderId() + " " + lookups.item(arguments).itemId());
    return status("queued");
  }

  String scheduleCallback(Arguments arguments) throws ToolException {
    Customer customer = lookups.customer(arguments);
    callbacks.add(customer.customerId() + " " + day(arguments.text("date")));
    return status("scheduled");
  }

  String sendConfirmation(Arguments arguments) throws ToolException {
    confirmed.add(lookups.customer(arguments).customerId());
    return status("sent");
  }

  String escalate(Arguments arguments) throws ToolException {
    tickets.put(lookups.ticket(arguments), "escalated");
    return status("escalated");
  }

  /** An escalated ticket belongs to the second line, which alone can close it. */
  String closeTicket(Arguments arguments) throws ToolException {
    return status(tickets.merge(lookups.ticket(arguments), "closed", (old, closed) -> old));
  }

  /** What stands at the end of the day, after the audit reverted refunds to people unchecked. */
  List<String> facts() {
    List<String> facts = new ArrayList<>();
    refunds.stream()
        .filter(Refund::afterCheck)
        .forEach(r -> facts.add("refunded " + r.orderId() + " " + r.itemId() + " " + r.method()));
    cancelled.forEach(o -> facts.add("cancelled " + o));
    addresses.forEach((order, address) -> facts.add("address " + order + " " + address));
    replacements.forEach(r -> facts.add("replaced " + r));
    callbacks.forEach(c -> facts.add("callback " + c));
    confirmed.forEach(c -> facts.add("confirmed " + c));
    tickets.forEach((ticket, state) -> facts.add("ticket " + ticket + " " + state));
    return facts.stream().sorted().toList();
  }

  private Order unlocked(Arguments arguments) throws ToolException {
    Order order = lookups.order(arguments);
    String job = locks.get(order.orderId());
    if (job != null) {
      throw new ToolException(
          "order " + order.orderId() + " is locked by job " + job + ", retry after release");
    }
    return order;
  }

  /** The calendar is lenient: it takes a slashed date for month first and rolls what overflows. */
  private static LocalDate day(String text) throws ToolException {
    Matcher slashed = SLASHED.matcher(text);
    try {
      return slashed.matches()
          ? LocalDate.of(Integer.parseInt(slashed.group(3)), 1, 1)
              .plusMonths(Integer.parseInt(slashed.group(1)) - 1L)
              .plusDays(Integer.parseInt(slashed.group(2)) - 1L)
          : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new ToolException("no date: \"" + text + "\"");
    }
  }

  private static String status(String status) {
    return Json.object().put("status", status).toString();
  }
}
