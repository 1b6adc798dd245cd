package dev.trace2skill.simulate;

/** A customer and the ticket that the customer has open. */
record Customer(String customerId, String name, String email, String postcode, String ticketId) {}
