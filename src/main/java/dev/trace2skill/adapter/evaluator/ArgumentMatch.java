package dev.trace2skill.adapter.evaluator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the arguments of two calls of one tool. Lists of plain values are sets; where a call has
 * several of one length they are columns of a table whose rows may come in any order. An object in
 * a list or in another object needs the members that are expected, and may have more.
 */
final class ArgumentMatch {

  /** Of a text so long nobody can expect the wording. */
  private static final int PROSE_WORDS = 6;

  private ArgumentMatch() {}

  /** Names of the arguments that are not as expected. */
  static Set<String> differing(JsonNode call, JsonNode wanted) {
    JsonNode made = unwrapped(call, wanted);
    Set<String> names = new TreeSet<>();
    made.fieldNames().forEachRemaining(names::add);
    wanted.fieldNames().forEachRemaining(names::add);
    Set<String> lists = new TreeSet<>(names);
    lists.removeIf(name -> !isPlainList(made.path(name)) || !isPlainList(wanted.path(name)));
    boolean sameRows = !lists.isEmpty() && rows(made, lists).equals(rows(wanted, lists));
    names.removeIf(
        name -> (sameRows && lists.contains(name)) || agree(made.path(name), wanted.path(name)));
    return names;
  }

  /** A list or an object that was written as a text is what it says, where one is expected. */
  private static JsonNode unwrapped(JsonNode call, JsonNode wanted) {
    if (!call.isObject()) {
      return call;
    }
    ObjectNode made = call.deepCopy();
    for (Map.Entry<String, JsonNode> member : wanted.properties()) {
      JsonNode value = made.path(member.getKey());
      if (member.getValue().isContainerNode() && value.isTextual()) {
        made.set(member.getKey(), Values.parsed(value.textValue()));
      }
    }
    return made;
  }

  private static boolean isPlainList(JsonNode value) {
    return value.isArray() && value.valueStream().noneMatch(JsonNode::isContainerNode);
  }

  /** The rows of each table, sorted, by the table's columns. */
  private static Map<Integer, List<String>> rows(JsonNode call, Set<String> lists) {
    Map<Integer, List<String>> tables = new TreeMap<>();
    for (String name : lists) {
      int length = call.path(name).size();
      List<String> rows = tables.computeIfAbsent(length, n -> blank(n));
      for (int i = 0; i < length; i++) {
        rows.set(i, rows.get(i) + name + Values.canonical(call.path(name).path(i)));
      }
    }
    tables.values().forEach(rows -> rows.sort(null));
    return tables;
  }

  private static List<String> blank(int length) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      rows.add("");
    }
    return rows;
  }

  private static boolean agree(JsonNode made, JsonNode wanted) {
    if (made.isObject() && wanted.isObject()) {
      return wanted.properties().stream()
          .allMatch(member -> agree(made.path(member.getKey()), member.getValue()));
    }
    if (made.isArray() && wanted.isArray() && made.size() == wanted.size()) {
      for (int i = 0; i < made.size(); i++) {
        if (!agree(made.path(i), wanted.path(i))) {
          return false;
        }
      }
      return true;
    }
    boolean prose =
        wanted.isTextual()
            && made.isTextual()
            && wanted.textValue().strip().split("\\s+").length >= PROSE_WORDS;
    return prose || Values.canonical(made).equals(Values.canonical(wanted));
  }
}
