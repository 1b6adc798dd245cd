package dev.trace2skill.cli.claudecode;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.trace2skill.model.UserError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a {@code settings.json}, edited in place: what is not our hook stays as it is, byte
 * for byte.
 */
final class SettingsText {

  private static final String BOM = "\uFEFF";

  private static final String HOOKS = "hooks";
  private static final String EVENT = "SessionEnd";

  /** Seconds that Claude Code waits for the hook; without it, about two. */
  static final int TIMEOUT = 10;

  private final String mark;
  private final String text;

  private SettingsText(String mark, String text) {
    this.mark = mark;
    this.text = text;
  }

  static SettingsText of(String whole) {
    return whole.startsWith(BOM)
        ? new SettingsText(BOM, whole.substring(1))
        : new SettingsText("", whole);
  }

  /** Our hook, with the list that it is in and the group in the event's list that this is. */
  private record Place(
      JsonPart hooks, JsonPart event, JsonPart group, JsonPart list, JsonPart hook) {}

  /** The command of our hook; null when there is none. */
  @Nullable String command(HookCommand ours) {
    if (text.isBlank()) {
      return null;
    }
    Place place = find(root(), ours);
    return place == null ? null : command(place.hook()).text();
  }

  /**
   * The same settings with our hook, once.
   *
   * @throws UserError when they cannot be understood
   */
  String with(HookCommand ours) {
    if (text.isBlank()) {
      return mark + "{" + block(ours, "\n", "  ", "") + "\n}\n";
    }
    JsonPart root = root();
    Place there = find(root, ours);
    if (there != null) {
      JsonPart command = command(there.hook());
      return ours.text().equals(command.text())
          ? mark + text
          : mark + spliced(command.valueStart(), command.end(), quoted(ours.text()));
    }
    JsonPart hooks = root.member(HOOKS);
    if (hooks == null) {
      return mark + added(root, quoted(HOOKS), List.of("{", quoted(EVENT), "["), ours);
    }
    JsonPart event = hooks.member(EVENT);
    return mark
        + (event == null
            ? added(hooks, quoted(EVENT), List.of("["), ours)
            : added(event, null, List.of(), ours));
  }

  /**
   * The same settings without our hook, and without what is empty then.
   *
   * @param before the settings before it came; what was empty there may stay so
   */
  String without(HookCommand ours, @Nullable SettingsText before) {
    if (text.isBlank()) {
      return mark + text;
    }
    Place place = find(root(), ours);
    if (place == null) {
      return mark + text;
    }
    JsonPart had = before == null || before.text.isBlank() ? null : before.root();
    JsonPart hadHooks = had == null ? null : had.member(HOOKS);
    JsonPart hadEvent = hadHooks == null ? null : hadHooks.member(EVENT);
    if (place.list().children().size() > 1) {
      return mark + cut(place.list(), place.hook());
    }
    if (place.event().children().size() > 1 || isEmpty(hadEvent)) {
      return mark + cut(place.event(), place.group());
    }
    if (place.hooks().children().size() > 1 || isEmpty(hadHooks)) {
      return mark + cut(place.hooks(), place.event());
    }
    return mark + cut(root(), place.hooks());
  }

  private static boolean isEmpty(@Nullable JsonPart part) {
    return part != null && part.children().isEmpty();
  }

  /** Whether no hook at all is called. */
  boolean hooksAreOff() {
    JsonPart off = text.isBlank() ? null : root().member("disableAllHooks");
    return off != null && off.kind() == JsonToken.VALUE_TRUE;
  }

  /** The whole, understood as far as hooks are concerned. */
  private JsonPart root() {
    JsonPart root = JsonPart.parse(text);
    if (!root.isObject()) {
      throw new UserError("it is no object");
    }
    JsonPart hooks = root.member(HOOKS);
    if (hooks != null && !hooks.isObject()) {
      throw new UserError("its \"hooks\" are no object");
    }
    JsonPart event = hooks == null ? null : hooks.member(EVENT);
    if (event != null && !event.isList()) {
      throw new UserError("its \"hooks.SessionEnd\" is no list");
    }
    return root;
  }

  private static @Nullable Place find(JsonPart root, HookCommand ours) {
    JsonPart hooks = root.member(HOOKS);
    JsonPart event = hooks == null ? null : hooks.member(EVENT);
    if (hooks == null || event == null) {
      return null;
    }
    for (JsonPart group : event.children()) {
      JsonPart list = group.member(HOOKS);
      for (JsonPart hook : list == null ? List.<JsonPart>of() : list.children()) {
        JsonPart command = hook.member("command");
        if (command != null && command.text() != null && ours.is(command.text())) {
          return new Place(hooks, event, group, list, hook);
        }
      }
    }
    return null;
  }

  private static JsonPart command(JsonPart hook) {
    JsonPart command = hook.member("command");
    if (command == null) {
      throw new IllegalStateException("a hook of ours without a command");
    }
    return command;
  }

  // --- Adding ------------------------------------------------------------------------------------

  /** A new last child of a part, laid out as what stands around it. */
  private String added(
      JsonPart part, @Nullable String key, List<String> opening, HookCommand ours) {
    List<JsonPart> children = part.children();
    String newline = text.contains("\r\n") ? "\r\n" : "\n";
    boolean empty = children.isEmpty();
    int at = empty ? part.valueStart() + 1 : children.get(children.size() - 1).end();
    boolean oneLine =
        empty
            ? !text.strip().contains("\n") && text.strip().length() > 2
            : !between(part.valueStart(), children.get(0).start()).contains("\n");
    List<String> words = new ArrayList<>();
    if (key != null) {
      words.add(key);
    }
    words.addAll(opening);
    if (oneLine) {
      return spliced(at, at, (empty ? "" : ", ") + rendered(words, ours, "", "", ""));
    }
    String outer = indent(part.valueStart());
    String inner = empty ? outer + unit() : indent(children.get(0).start());
    String piece = newline + inner + rendered(words, ours, newline, unit(), inner);
    if (!empty) {
      return spliced(at, at, "," + piece);
    }
    // An empty object may be spread over lines: its closing brace then has a line already.
    boolean closed = between(at, part.end() - 1).contains("\n");
    return spliced(at, at, closed ? piece : piece + newline + outer);
  }

  private static String block(HookCommand ours, String newline, String unit, String indent) {
    return newline
        + indent
        + unit
        + rendered(
            List.of(quoted(HOOKS), "{", quoted(EVENT), "["), ours, newline, unit, indent + unit);
  }

  /** Keys and opening brackets, our group, and what closes the brackets. */
  private static String rendered(
      List<String> words, HookCommand ours, String newline, String unit, String indent) {
    StringBuilder out = new StringBuilder();
    StringBuilder closing = new StringBuilder();
    String space = newline.isEmpty() ? "" : newline;
    String now = indent;
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("{", quoted(HOOKS), "[", "{"));
    boolean fresh = false;
    for (String word : all) {
      if (word.equals("{") || word.equals("[")) {
        if (fresh) {
          out.append(space).append(now);
        }
        closing.insert(0, space + (space.isEmpty() ? "" : now) + (word.equals("{") ? "}" : "]"));
        out.append(word);
        now += unit;
        fresh = true;
      } else {
        if (fresh) {
          out.append(space).append(now);
        }
        out.append(word).append(": ");
        fresh = false;
      }
    }
    String separator = newline.isEmpty() ? ", " : "," + newline + now;
    return out.append(space)
        .append(space.isEmpty() ? "" : now)
        .append("\"type\": \"command\"")
        .append(separator)
        .append("\"command\": ")
        .append(quoted(ours.text()))
        .append(separator)
        .append("\"timeout\": ")
        .append(TIMEOUT)
        .append(closing)
        .toString();
  }

  /** What one level is indented by: what stands before the first key of the whole. */
  private String unit() {
    JsonPart root = JsonPart.parse(text);
    if (root.children().isEmpty()) {
      return "  ";
    }
    String first = indent(root.children().get(0).start());
    return first.isEmpty() ? "  " : first;
  }

  /** The white space at the start of the line that a place is in. */
  private String indent(int at) {
    int line = text.lastIndexOf('\n', at - 1) + 1;
    int end = line;
    while (end < at && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(line, end);
  }

  // --- Texts -------------------------------------------------------------------------------------

  private String cut(JsonPart parent, JsonPart child) {
    List<JsonPart> children = parent.children();
    int index = children.indexOf(child);
    if (children.size() == 1) {
      return spliced(parent.valueStart() + 1, parent.end() - 1, "");
    }
    return index > 0
        ? spliced(children.get(index - 1).end(), child.end(), "")
        : spliced(child.start(), children.get(1).start(), "");
  }

  private String between(int start, int end) {
    return text.substring(start, end);
  }

  private String spliced(int start, int end, String piece) {
    return text.substring(0, start) + piece + text.substring(end);
  }

  private static String quoted(String value) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + "\"";
  }
}
