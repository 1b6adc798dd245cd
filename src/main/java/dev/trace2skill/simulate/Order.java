package dev.trace2skill.simulate;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands when the conversation begins.
 *
 * @param method how it was paid
 * @param lockJob the warehouse job that holds it; null when none does
 */
record Order(
    String orderId,
    String customerId,
    String placedOn,
    String address,
    String method,
    List<Item> items,
    @Nullable String lockJob) {

  Order {
    items = List.copyOf(items);
  }

  Order lockedBy(String job) {
    return new Order(orderId, customerId, placedOn, address, method, items, job);
  }

  Optional<Item> item(String itemId) {
    return items.stream().filter(i -> i.itemId().equals(itemId)).findFirst();
  }

  Item itemOf(String product) {
    return items.stream().filter(i -> i.product().equals(product)).findFirst().orElseThrow();
  }
}
