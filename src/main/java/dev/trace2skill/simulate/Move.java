package dev.trace2skill.simulate;

/** One thing that the agent sets out to do; it may take several calls. */
enum Move {
  FIND_CUSTOMER,
  READ_TICKET,
  READ_ORDER,
  BROWSE_ORDERS,
  SEARCH_ARTICLES,
  VERIFY_IDENTITY,
  CANCEL,
  REFUND,
  REDIRECT,
  REPLACE,
  CALL_BACK,
  ESCALATE,
  CONFIRM,
  CLOSE
}
