package dev.trace2skill.simulate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The data of the desk when a conversation begins. */
record Catalog(List<Customer> customers, List<Order> orders) {

  static final List<String> METHODS = List.of("card", "paypal", "invoice");

  private static final List<String> FIRST_NAMES =
      List.of("Ada", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hugo");
  private static final List<String> LAST_NAMES =
      List.of("Alder", "Brandt", "Costa", "Dupont", "Ek", "Fischer", "Garcia", "Hansen");
  private static final List<String> PRODUCTS =
      List.of("kettle", "desk lamp", "coffee filters", "notebook", "rain jacket", "water bottle");
  private static final List<String> STREETS =
      List.of("Elm Street", "Harbour Road", "Mill Lane", "Station Square", "Church Hill");
  private static final int CUSTOMERS = 6;

  Catalog {
    customers = List.copyOf(customers);
    orders = List.copyOf(orders);
  }

  static Catalog generate(Dice dice) {
    Numbers numbers = new Numbers(dice);
    List<Customer> customers = new ArrayList<>();
    List<Order> orders = new ArrayList<>();
    List<String> firstNames = dice.shuffled(FIRST_NAMES);
    for (int i = 0; i < CUSTOMERS; i++) {
      Customer customer = customer(firstNames.get(i), dice, numbers);
      customers.add(customer);
      orders.addAll(orders(customer, dice, numbers));
    }
    return new Catalog(customers, orders);
  }

  /** An address nobody lives at yet. */
  static String address(Dice dice) {
    return dice.between(1, 98) + " " + dice.pick(STREETS);
  }

  Optional<Customer> customer(String customerId) {
    return customers.stream().filter(c -> c.customerId().equals(customerId)).findFirst();
  }

  Optional<Order> order(String orderId) {
    return orders.stream().filter(o -> o.orderId().equals(orderId)).findFirst();
  }

  /** A customer's orders, oldest first. */
  List<Order> ordersOf(String customerId) {
    return orders.stream().filter(o -> o.customerId().equals(customerId)).toList();
  }

  Catalog with(Order changed) {
    return new Catalog(
        customers,
        orders.stream().map(o -> o.orderId().equals(changed.orderId()) ? changed : o).toList());
  }

  private static Customer customer(String firstName, Dice dice, Numbers numbers) {
    String lastName = dice.pick(LAST_NAMES);
    String email = (firstName + "." + lastName + "@mail.example").toLowerCase(Locale.ROOT);
    return new Customer(
        "C-" + numbers.next(4),
        firstName + " " + lastName,
        email,
        numbers.next(5),
        "T-" + numbers.next(4));
  }

  /**
   * More orders than fit on one page, all of the same products and paid alike: an agent that stops
   * at the first page finds what it looks for, and only the order is wrong.
   */
  private static List<Order> orders(Customer customer, Dice dice, Numbers numbers) {
    String address = address(dice);
    String method = dice.pick(METHODS);
    List<String> products = dice.shuffled(PRODUCTS).subList(0, 3);
    LocalDate day = LocalDate.of(2025, 1, dice.between(1, 28));
    List<Order> orders = new ArrayList<>();
    int count = dice.between(4, 8);
    for (int i = 0; i < count; i++) {
      day = day.plusDays(dice.between(9, 40));
      List<Item> items =
          products.stream()
              .map(p -> new Item("I-" + numbers.next(5), p, dice.between(5, 90)))
              .toList();
      orders.add(
          new Order(
              "W-" + numbers.next(5),
              customer.customerId(),
              day.toString(),
              address,
              method,
              items,
              null));
    }
    return orders;
  }

  /** Numbers that occur only once in a catalog. */
  private record Numbers(Dice dice, TreeSet<Integer> taken) {

    Numbers(Dice dice) {
      this(dice, new TreeSet<>());
    }

    String next(int digits) {
      int low = (int) Math.pow(10, digits - 1);
      int number = dice.between(low, 10 * low - 1);
      while (!taken.add(number)) {
        number = dice.between(low, 10 * low - 1);
      }
      return Integer.toString(number);
    }
  }
}
