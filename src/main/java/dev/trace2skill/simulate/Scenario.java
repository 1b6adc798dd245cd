package dev.trace2skill.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trace2skill.model.GroundTruth;
import dev.trace2skill.model.Task;
import dev.trace2skill.model.ToolCall;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A task together with the world it is set in.
 *
 * @param taskIndex place in the corpus, from 0
 * @param order the order that the customer means
 */
record Scenario(int taskIndex, Catalog catalog, Customer customer, Order order, Request request) {

  static Scenario of(long seed, int taskIndex) {
    Dice dice = Dice.of(seed, "scenario", Integer.toString(taskIndex));
    Family family = family(taskIndex);
    Catalog catalog = Catalog.generate(dice);
    Customer customer = dice.pick(catalog.customers());
    Order order = order(family, catalog.ordersOf(customer.customerId()), dice);
    Request request =
        new Request(
            family,
            customer.email(),
            customer.postcode(),
            customer.ticketId(),
            family.newestOrder() ? null : order.orderId(),
            dice.shuffled(order.items()).subList(0, family.items()).stream()
                .map(Item::product)
                .toList(),
            Catalog.address(dice),
            callback(dice));
    return new Scenario(taskIndex, catalog.with(order), customer, order, request);
  }

  static Family family(int taskIndex) {
    List<Family> families = List.of(Family.values());
    return families.get(taskIndex % families.size());
  }

  String taskId() {
    return "%s-%03d".formatted(request.family().label(), taskIndex);
  }

  /** The task as the corpus tells it: every other one of a family comes with its right calls. */
  Task task() {
    boolean grounded = taskIndex / Family.values().length % 2 == 0;
    return new Task(
        taskId(),
        request.text(),
        grounded ? new GroundTruth(expectedCalls(), List.of(), null) : null);
  }

  /** The task as an agent tries it that nothing was learnt from: the desk itself is the judge. */
  Task heldOut(long seed) {
    return new Task(
        taskId(),
        request.text(),
        null,
        List.of(),
        List.of(DeskEvaluator.check(seed, taskIndex)),
        "validate",
        List.of(request.family().label()));
  }

  /** The calls that change the world as the customer wants it, and nothing else. */
  List<ToolCall> expectedCalls() {
    List<ToolCall> calls = new ArrayList<>();
    calls.add(
        expected(
            Tool.VERIFY_IDENTITY,
            Json.object()
                .put("customer_id", customer.customerId())
                .put("postcode", customer.postcode())));
    if (order.lockJob() != null) {
      calls.add(expected(Tool.RELEASE_LOCK, onOrder().put("job_id", order.lockJob())));
    }
    request.family().errands().forEach(errand -> calls.addAll(expected(errand)));
    calls.add(expected(Tool.SEND_CONFIRMATION, onCustomer()));
    calls.add(expected(Tool.CLOSE_TICKET, Json.object().put("ticket_id", customer.ticketId())));
    return calls;
  }

  /** The facts of the world in which the expected calls, and nothing else, were made. */
  List<String> goal() {
    World world = new World(catalog, 0);
    expectedCalls().forEach(world::call);
    return world.facts();
  }

  private List<ToolCall> expected(Move errand) {
    List<Item> items = request.products().stream().map(order::itemOf).toList();
    return switch (errand) {
      case CANCEL -> List.of(expected(Tool.CANCEL_ORDER, onOrder()));
      case REFUND ->
          items.stream()
              .map(i -> onOrder().put("item_id", i.itemId()).put("method", order.method()))
              .map(arguments -> expected(Tool.ISSUE_REFUND, arguments))
              .toList();
      case REDIRECT ->
          List.of(expected(Tool.UPDATE_ADDRESS, onOrder().put("address", request.address())));
      case REPLACE ->
          items.stream()
              .map(i -> expected(Tool.CREATE_REPLACEMENT, onOrder().put("item_id", i.itemId())))
              .toList();
      case CALL_BACK ->
          List.of(
              expected(
                  Tool.SCHEDULE_CALLBACK, onCustomer().put("date", request.callback().toString())));
      case FIND_CUSTOMER,
          READ_TICKET,
          READ_ORDER,
          BROWSE_ORDERS,
          SEARCH_ARTICLES,
          VERIFY_IDENTITY,
          ESCALATE,
          CONFIRM,
          CLOSE ->
          throw new IllegalArgumentException(errand + " is no errand");
    };
  }

  private ObjectNode onOrder() {
    return Json.object().put("order_id", order.orderId());
  }

  private ObjectNode onCustomer() {
    return Json.object().put("customer_id", customer.customerId());
  }

  private static ToolCall expected(Tool tool, ObjectNode arguments) {
    return new ToolCall("", tool.wireName(), arguments.toString());
  }

  private static Order order(Family family, List<Order> orders, Dice dice) {
    Order order = family.newestOrder() ? orders.get(orders.size() - 1) : dice.pick(orders);
    return family.locked() ? order.lockedBy(Integer.toString(dice.between(1000, 9999))) : order;
  }

  /** Never a day such as 7 July, on which both ways to write a date agree. */
  private static LocalDate callback(Dice dice) {
    LocalDate day = LocalDate.of(2026, dice.between(1, 12), dice.between(1, 28));
    return day.getDayOfMonth() == day.getMonthValue() ? day.plusDays(1) : day;
  }
}
