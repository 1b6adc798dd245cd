package dev.trace2skill.simulate;

import dev.trace2skill.model.PlantedCause;
import java.util.Locale;

/**
 * A planted cause of failure: something the agent may do, or fail to do, that the world punishes.
 *
 * <p>The keys are those under which an analyst may name the cause. A key without a {@code =} or
 * {@code >} part stands for every feature that begins with it.
 */
enum Slip {
  REFUND_BEFORE_IDENTITY(
      "The refund is issued before the identity check, so the audit reverts it.",
      """
      before:issue_refund>verify_identity
      before:verify_identity>issue_refund
      follows:issue_refund>verify_identity
      follows:verify_identity>issue_refund
      """),
  DATE_NOT_ISO(
      "The callback date is not in the ISO form, so the calendar stores another day.",
      """
      argument:schedule_callback.date=99/99/9999
      argument:schedule_callback.date=9999-99-99
      wrong:schedule_callback.date
      """),
  FURTHER_PAGES_UNREAD(
      "Only the first page of the orders is read, so the newest order is missed.",
      """
      varied:list_orders.page
      argument:list_orders.page
      wrong:issue_refund.order_id
      wrong:issue_refund.item_id
      wrong:create_replacement.order_id
      wrong:create_replacement.item_id
      """),
  LOCK_NOT_RELEASED(
      "After the error that the order is locked the agent repeats the call or gives up, instead of"
          + " releasing the lock and repeating the call.",
      """
      called:release_lock
      missing:release_lock
      before:cancel_order>release_lock
      before:update_address>release_lock
      follows:release_lock>cancel_order
      follows:release_lock>update_address
      recovery:cancel_order
      recovery:update_address
      unresolved:cancel_order
      unresolved:update_address
      """),
  CONFIRMATION_LEFT_OUT(
      "No confirmation is sent to the customer.",
      """
      called:send_confirmation
      missing:send_confirmation
      """),
  NEEDLESS_ESCALATION(
      "The ticket is escalated without need, so it stays open with the second line.",
      """
      called:escalate
      extra:escalate
      """),
  REPLACEMENT_REPEATED(
      "The replacement is ordered again because it is only queued, so two are sent.",
      """
      repeated:create_replacement
      extra:create_replacement
      """),
  SECOND_ITEM_FORGOTTEN(
      "Only the first of the two items is refunded.",
      """
      missing:issue_refund
      varied:issue_refund.item_id
      """),
  REFUND_TO_OTHER_METHOD(
      "The refund does not go to the method with which the order was paid.",
      """
      wrong:issue_refund.method
      """);

  private final String description;
  private final String features;

  Slip(String description, String features) {
    this.description = description;
    this.features = features;
  }

  /** Whether it is possible in a family, be it that only a skill can bring an agent to it. */
  boolean mattersTo(Family family) {
    return switch (this) {
      case CONFIRMATION_LEFT_OUT, NEEDLESS_ESCALATION -> true;
      case REFUND_BEFORE_IDENTITY, REFUND_TO_OTHER_METHOD -> family.errands().contains(Move.REFUND);
      case REPLACEMENT_REPEATED -> family.errands().contains(Move.REPLACE);
      case DATE_NOT_ISO, FURTHER_PAGES_UNREAD, LOCK_NOT_RELEASED, SECOND_ITEM_FORGOTTEN ->
          family.slips().contains(this);
    };
  }

  PlantedCause planted() {
    String causeId = name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new PlantedCause(causeId, description, features.lines().toList());
  }
}
