package dev.trace2skill.simulate;

/** One thing in an order. */
record Item(String itemId, String product, int price) {}
