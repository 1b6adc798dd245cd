package dev.trace2skill.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.Actor;
import dev.trace2skill.model.Step;
import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A policy without a model: it knows the request and what the tools answer, and slips where it was
 * told to.
 */
final class Agent {

  private static final Pattern JOB = Pattern.compile("locked by job (\\d+)");
  private static final DateTimeFormatter SLASHED =
      DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ENGLISH);
  private static final List<String> FILLERS =
      List.of("", "", "One moment, please.", "Let me see.", "I look into this for you.");
  private static final List<String> QUERIES =
      List.of("refund policy", "shipping times", "how to greet customers", "opening hours");

  private final World world;
  private final Request request;
  private final Set<Slip> slips;
  private final Dice dice;
  private final List<Step> steps = new ArrayList<>();
  private int callCount;
  private String customerId = "";
  private JsonNode order = Json.object();

  Agent(World world, Request request, Set<Slip> slips, Dice dice) {
    this.world = world;
    this.request = request;
    this.slips = slips;
    this.dice = dice;
  }

  List<Step> run() {
    say(Actor.SYSTEM, "You are an agent of a service desk. Help the customer with the tools.");
    say(Actor.USER, request.text());
    if (dice.chance(0.4)) {
      say(Actor.AGENT, dice.pick(List.of("Hello!", "Good day, thank you for writing to us.")));
    }
    Plan.draw(request.family(), slips, dice).forEach(this::make);
    say(Actor.AGENT, dice.pick(List.of("All done.", "That is settled.", "I took care of it.")));
    return List.copyOf(steps);
  }

  private void make(Move move) {
    switch (move) {
      case FIND_CUSTOMER -> findCustomer();
      case READ_TICKET -> call(Tool.GET_TICKET, onTicket());
      case READ_ORDER -> readOrder();
      case BROWSE_ORDERS -> call(Tool.LIST_ORDERS, onCustomer());
      case SEARCH_ARTICLES -> searchArticles();
      case VERIFY_IDENTITY ->
          call(Tool.VERIFY_IDENTITY, onCustomer().put("postcode", request.postcode()));
      case CANCEL -> callReleasingLocks(Tool.CANCEL_ORDER, onOrder());
      case REFUND -> refund();
      case REDIRECT ->
          callReleasingLocks(Tool.UPDATE_ADDRESS, onOrder().put("address", request.address()));
      case REPLACE -> replace();
      case CALL_BACK -> callBack();
      case ESCALATE -> call(Tool.ESCALATE, onTicket().put("reason", reason()));
      case CONFIRM -> call(Tool.SEND_CONFIRMATION, onCustomer().put("channel", channel()));
      case CLOSE -> call(Tool.CLOSE_TICKET, onTicket());
    }
  }

  /** Now and then with a typing error first, which does no harm. */
  private void findCustomer() {
    if (dice.chance(0.08)) {
      call(Tool.FIND_CUSTOMER, Json.object().put("email", request.email().replaceFirst(".$", "")));
    }
    ToolResult found = call(Tool.FIND_CUSTOMER, Json.object().put("email", request.email()));
    customerId = Json.own(found.content()).path("customer_id").asText();
  }

  private void readOrder() {
    String orderId = request.orderId() == null ? newestOrder() : request.orderId();
    order = Json.own(call(Tool.GET_ORDER, Json.object().put("order_id", orderId)).content());
  }

  private String newestOrder() {
    JsonNode page = Json.own(call(Tool.LIST_ORDERS, onCustomer()).content());
    while (page.path("next_page").isInt() && !slips.contains(Slip.FURTHER_PAGES_UNREAD)) {
      ObjectNode next = onCustomer().put("page", page.path("next_page").intValue());
      page = Json.own(call(Tool.LIST_ORDERS, next).content());
    }
    JsonNode orders = page.path("orders");
    return orders.path(orders.size() - 1).path("order_id").asText();
  }

  private void searchArticles() {
    ObjectNode arguments = Json.object().put("query", dice.pick(QUERIES));
    ToolResult result = call(Tool.SEARCH_ARTICLES, arguments);
    if (failed(result) && dice.chance(0.5)) {
      call(Tool.SEARCH_ARTICLES, arguments);
    }
  }

  private void refund() {
    String paidBy = order.path("paid_by").asText();
    String method =
        slips.contains(Slip.REFUND_TO_OTHER_METHOD)
            ? dice.pick(Catalog.METHODS.stream().filter(m -> !m.equals(paidBy)).toList())
            : paidBy;
    int count = slips.contains(Slip.SECOND_ITEM_FORGOTTEN) ? 1 : request.products().size();
    for (String product : request.products().subList(0, count)) {
      ObjectNode arguments = onItem(product).put("method", method);
      call(Tool.ISSUE_REFUND, orNot(arguments, "note", List.of("as asked", "see ticket")));
    }
  }

  private void replace() {
    for (String product : request.products()) {
      ObjectNode arguments = orNot(onItem(product), "priority", List.of("normal", "high"));
      call(Tool.CREATE_REPLACEMENT, arguments);
      if (slips.contains(Slip.REPLACEMENT_REPEATED)) {
        call(Tool.CREATE_REPLACEMENT, arguments);
      }
    }
  }

  private void callBack() {
    String date =
        slips.contains(Slip.DATE_NOT_ISO)
            ? SLASHED.format(request.callback())
            : request.callback().toString();
    ObjectNode arguments = onCustomer().put("date", date);
    call(Tool.SCHEDULE_CALLBACK, orNot(arguments, "slot", List.of("morning", "afternoon")));
  }

  private void callReleasingLocks(Tool tool, ObjectNode arguments) {
    ToolResult result = call(tool, arguments);
    Matcher job = JOB.matcher(result.content());
    if (!failed(result) || !job.find()) {
      return;
    }
    if (!slips.contains(Slip.LOCK_NOT_RELEASED)) {
      call(Tool.RELEASE_LOCK, onOrder().put("job_id", job.group(1)));
      call(tool, arguments);
    } else if (dice.chance(0.5)) {
      int attempts = dice.between(2, 3);
      for (int i = 0; i < attempts; i++) {
        call(tool, arguments);
      }
    }
  }

  private ToolResult call(Tool tool, ObjectNode arguments) {
    callCount++;
    ToolCall call = new ToolCall("call-" + callCount, tool.wireName(), arguments.toString());
    steps.add(Step.called(steps.size(), dice.pick(FILLERS), List.of(call)));
    ToolResult result = world.call(call);
    steps.add(Step.answered(steps.size(), result));
    return result;
  }

  private void say(Actor actor, String text) {
    steps.add(Step.said(steps.size(), actor, text));
  }

  private static boolean failed(ToolResult result) {
    return Boolean.TRUE.equals(result.error());
  }

  /** Gives an optional argument that nothing depends on, or not. */
  private ObjectNode orNot(ObjectNode arguments, String name, List<String> values) {
    return dice.chance(0.4) ? arguments.put(name, dice.pick(values)) : arguments;
  }

  private ObjectNode onCustomer() {
    return Json.object().put("customer_id", customerId);
  }

  private ObjectNode onOrder() {
    return Json.object().put("order_id", order.path("order_id").asText());
  }

  private ObjectNode onTicket() {
    return Json.object().put("ticket_id", request.ticketId());
  }

  private ObjectNode onItem(String product) {
    for (JsonNode item : order.path("items")) {
      if (item.path("product").asText().equals(product)) {
        return onOrder().put("item_id", item.path("item_id").asText());
      }
    }
    throw new IllegalStateException("no " + product + " in " + order);
  }

  private String reason() {
    return dice.pick(List.of("needs approval", "unsure", "customer is upset"));
  }

  private String channel() {
    return dice.pick(List.of("email", "sms"));
  }
}
