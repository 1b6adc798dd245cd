package dev.trace2skill.simulate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A tool of the desk. */
enum Tool {
  FIND_CUSTOMER,
  VERIFY_IDENTITY,
  LIST_ORDERS,
  GET_ORDER,
  GET_TICKET,
  SEARCH_ARTICLES,
  CANCEL_ORDER,
  RELEASE_LOCK,
  ISSUE_REFUND,
  UPDATE_ADDRESS,
  CREATE_REPLACEMENT,
  SCHEDULE_CALLBACK,
  SEND_CONFIRMATION,
  ESCALATE,
  CLOSE_TICKET;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Tool> named(String wireName) {
    return Arrays.stream(values()).filter(t -> t.wireName().equals(wireName)).findFirst();
  }
}
