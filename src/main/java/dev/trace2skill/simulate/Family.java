package dev.trace2skill.simulate;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A kind of request that customers bring to the desk. */
enum Family {
  RETURN,
  CANCELLATION,
  PICKUP,
  EXCHANGE,
  LOST_PARCEL;

  /** What the customer wants done, in no order that matters. */
  List<Move> errands() {
    return switch (this) {
      case RETURN -> List.of(Move.REFUND);
      case CANCELLATION -> List.of(Move.CANCEL, Move.REFUND);
      case PICKUP -> List.of(Move.REFUND, Move.CALL_BACK);
      case EXCHANGE -> List.of(Move.REPLACE);
      case LOST_PARCEL -> List.of(Move.REDIRECT, Move.REPLACE, Move.CALL_BACK);
    };
  }

  /** Each cause is in two families, and no two causes are in the same two. */
  Set<Slip> slips() {
    return switch (this) {
      case RETURN ->
          EnumSet.of(
              Slip.REFUND_BEFORE_IDENTITY,
              Slip.FURTHER_PAGES_UNREAD,
              Slip.SECOND_ITEM_FORGOTTEN,
              Slip.CONFIRMATION_LEFT_OUT);
      case CANCELLATION ->
          EnumSet.of(
              Slip.REFUND_BEFORE_IDENTITY, Slip.LOCK_NOT_RELEASED, Slip.REFUND_TO_OTHER_METHOD);
      case PICKUP ->
          EnumSet.of(
              Slip.SECOND_ITEM_FORGOTTEN,
              Slip.REFUND_TO_OTHER_METHOD,
              Slip.DATE_NOT_ISO,
              Slip.NEEDLESS_ESCALATION);
      case EXCHANGE ->
          EnumSet.of(
              Slip.REPLACEMENT_REPEATED, Slip.FURTHER_PAGES_UNREAD, Slip.NEEDLESS_ESCALATION);
      case LOST_PARCEL ->
          EnumSet.of(
              Slip.REPLACEMENT_REPEATED,
              Slip.LOCK_NOT_RELEASED,
              Slip.DATE_NOT_ISO,
              Slip.CONFIRMATION_LEFT_OUT);
    };
  }

  /** How many items of the order the request is about. */
  int items() {
    return slips().contains(Slip.SECOND_ITEM_FORGOTTEN) ? 2 : 1;
  }

  /** Whether the customer speaks of the newest order instead of naming one. */
  boolean newestOrder() {
    return slips().contains(Slip.FURTHER_PAGES_UNREAD);
  }

  /** Whether a warehouse job holds the order. */
  boolean locked() {
    return slips().contains(Slip.LOCK_NOT_RELEASED);
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
