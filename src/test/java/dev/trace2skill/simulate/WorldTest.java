package dev.trace2skill.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorldTest {

  private static final Customer ADA =
      new Customer("C-1", "Ada Ek", "ada@mail.example", "11111", "T-1");
  private static final Customer BOB =
      new Customer("C-2", "Bob Ek", "bob@mail.example", "22222", "T-2");
  private static final List<Item> ITEMS = List.of(new Item("I-1", "kettle", 20));

  private final World world =
      new World(
          new Catalog(
              List.of(ADA, BOB),
              List.of(order("W-1"), order("W-2"), order("W-3"), order("W-4").lockedBy("7731"))),
          3);

  @Test
  void customersAreFoundByTheirExactAddress() {
    assertOk("find_customer", "{'email':'ada@mail.example'}", "C-1");
    assertError(
        "find_customer", "{'email':'ada@mail'}", "Error: no customer with e-mail \"ada@mail\"");
  }

  @Test
  void identityIsCheckedByPostcode() {
    assertError(
        "verify_identity",
        "{'customer_id':'C-1','postcode':'22222'}",
        "Error: postcode does not match the record of C-1");
    assertOk("verify_identity", "{'customer_id':'C-1','postcode':'11111'}", "verified");
  }

  @Test
  void ordersComeInPagesOldestFirst() {
    String first = assertOk("list_orders", "{'customer_id':'C-1'}", "\"next_page\":2");
    String second = assertOk("list_orders", "{'customer_id':'C-1','page':2}", "W-4");

    assertThat(first).contains("W-1", "W-2", "W-3").doesNotContain("W-4");
    assertThat(second).contains("\"next_page\":null");
    assertError(
        "list_orders", "{'customer_id':'C-1','page':3}", "Error: page 3 of C-1 does not exist");
  }

  @Test
  void anOrderTellsItsItemsAndHowItWasPaid() {
    assertOk("get_order", "{'order_id':'W-1'}", "\"paid_by\":\"card\"", "I-1");
    assertError("get_order", "{'order_id':'W-9'}", "Error: order W-9 does not exist");
  }

  @Test
  void ticketsCanBeRead() {
    assertOk("get_ticket", "{'ticket_id':'T-1'}", "T-1");
    assertError("get_ticket", "{'ticket_id':'T-9'}", "Error: ticket T-9 does not exist");
  }

  @Test
  void articlesAreFoundAndChangeNothing() {
    assertOk("search_articles", "{'query':'refund policy'}", "About: refund policy");
    assertThat(world.facts()).isEmpty();
  }

  @Test
  void lookupsTimeOutNowAndThen() {
    List<String> answers =
        IntStream.range(0, 200)
            .mapToObj(i -> call("search_articles", "{'query':'x'}").content())
            .filter(c -> c.matches("Error: search_articles timed out, request \\d{6}"))
            .toList();

    assertThat(answers).hasSizeBetween(10, 40);
  }

  @Test
  void aRefundAfterTheIdentityCheckStands() {
    call("verify_identity", "{'customer_id':'C-1','postcode':'11111'}");
    assertOk("issue_refund", "{'order_id':'W-1','item_id':'I-1','method':'card'}", "accepted");

    assertThat(world.facts()).containsExactly("refunded W-1 I-1 card");
  }

  @Test
  void theAuditRevertsARefundBeforeTheIdentityCheck() {
    assertOk("issue_refund", "{'order_id':'W-1','item_id':'I-1','method':'card'}", "accepted");
    call("verify_identity", "{'customer_id':'C-1','postcode':'11111'}");

    assertThat(world.facts()).isEmpty();
  }

  @Test
  void refundsNeedAKnownMethodAndItem() {
    assertError(
        "issue_refund",
        "{'order_id':'W-1','item_id':'I-1','method':'cash'}",
        "Error: unknown method \"cash\", use one of [card, paypal, invoice]");
    assertError(
        "issue_refund",
        "{'order_id':'W-1','item_id':'I-9','method':'card'}",
        "Error: order W-1 has no item I-9");
  }

  @Test
  void aLockedOrderIsNeitherCancelledNorRedirectedHoweverOftenOneAsks() {
    String locked = "Error: order W-4 is locked by job 7731, retry after release";
    assertError("cancel_order", "{'order_id':'W-4'}", locked);
    assertError("cancel_order", "{'order_id':'W-4'}", locked);
    assertError("update_address", "{'order_id':'W-4','address':'2 Mill Lane'}", locked);

    assertThat(world.facts()).isEmpty();
  }

  @Test
  void aLockIsReleasedByNamingItsJob() {
    assertError(
        "release_lock",
        "{'order_id':'W-4','job_id':'1'}",
        "Error: job 1 holds no lock on order W-4");
    assertOk("release_lock", "{'order_id':'W-4','job_id':'7731'}", "released");
    assertOk("cancel_order", "{'order_id':'W-4'}", "cancelled");

    assertThat(world.facts()).containsExactly("cancelled W-4");
  }

  @Test
  void anOrderIsCancelledOnce() {
    call("cancel_order", "{'order_id':'W-1'}");

    assertError("cancel_order", "{'order_id':'W-1'}", "Error: order W-1 is cancelled already");
  }

  @Test
  void theLastAddressCounts() {
    call("update_address", "{'order_id':'W-1','address':'1 Mill Lane'}");
    call("update_address", "{'order_id':'W-1','address':'2 Mill Lane'}");

    assertThat(world.facts()).containsExactly("address W-1 2 Mill Lane");
  }

  @Test
  void everyReplacementIsOneMore() {
    assertOk("create_replacement", "{'order_id':'W-1','item_id':'I-1'}", "queued");
    call("create_replacement", "{'order_id':'W-1','item_id':'I-1'}");

    assertThat(world.facts()).containsExactly("replaced W-1 I-1", "replaced W-1 I-1");
  }

  @Test
  void aSlashedDateIsReadMonthFirstAndRolls() {
    call("schedule_callback", "{'customer_id':'C-1','date':'2026-03-04'}");
    call("schedule_callback", "{'customer_id':'C-1','date':'04/03/2026'}");
    call("schedule_callback", "{'customer_id':'C-1','date':'25/12/2026'}");

    assertThat(world.facts())
        .containsExactly(
            "callback C-1 2026-03-04", "callback C-1 2026-04-03", "callback C-1 2028-01-12");
    assertError(
        "schedule_callback", "{'customer_id':'C-1','date':'soon'}", "Error: no date: \"soon\"");
  }

  @Test
  void aConfirmationIsSentToAKnownCustomer() {
    assertOk("send_confirmation", "{'customer_id':'C-1'}", "sent");
    assertError("send_confirmation", "{'customer_id':'C-9'}", "Error: customer C-9 does not exist");

    assertThat(world.facts()).containsExactly("confirmed C-1");
  }

  @Test
  void anEscalatedTicketStaysOpen() {
    assertOk("close_ticket", "{'ticket_id':'T-1'}", "closed");
    assertOk("escalate", "{'ticket_id':'T-2'}", "escalated");
    assertOk("close_ticket", "{'ticket_id':'T-2'}", "escalated");

    assertThat(world.facts()).containsExactly("ticket T-1 closed", "ticket T-2 escalated");
  }

  @Test
  void callsThatMakeNoSenseAreAnsweredWithErrors() {
    assertError("dance", "{}", "Error: no tool \"dance\"");
    assertError("get_order", "{}", "Error: argument order_id is missing");
    assertError("get_order", "{", "Error: arguments are no JSON");
    assertError("get_order", "[]", "Error: arguments are no JSON object");
    assertError(
        "list_orders", "{'customer_id':'C-1','page':'2'}", "Error: argument page is no number");
  }

  private static Order order(String orderId) {
    return new Order(orderId, "C-1", "2025-01-01", "1 Elm Street", "card", ITEMS, null);
  }

  private String assertOk(String tool, String arguments, String... parts) {
    ToolResult result = call(tool, arguments);
    assertThat(result.error()).as(result.content()).isFalse();
    assertThat(result.content()).contains(parts);
    return result.content();
  }

  private void assertError(String tool, String arguments, String message) {
    ToolResult result = call(tool, arguments);
    assertThat(result.error()).isTrue();
    assertThat(result.content()).isEqualTo(message);
  }

  private ToolResult call(String tool, String arguments) {
    return world.call(new ToolCall("", tool, arguments.replace('\'', '"')));
  }
}
