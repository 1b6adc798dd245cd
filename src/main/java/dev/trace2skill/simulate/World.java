package dev.trace2skill.simulate;

import dev.trace2skill.model.ToolCall;
import dev.trace2skill.model.ToolResult;
import java.util.List;

/** The service desk of one conversation: every tool result comes from here. */
final class World {

  /** How often a tool that no outcome depends on times out. */
  private static final double TIMEOUT_RATE = 0.12;

  private final Lookups lookups;
  private final Actions actions;
  private final long weather;
  private int callCount;

  /**
   * @param weather seed of the time-outs, which hit the n-th call of a conversation
   */
  World(Catalog catalog, long weather) {
    this.lookups = new Lookups(catalog);
    this.actions = new Actions(lookups);
    this.weather = weather;
  }

  ToolResult call(ToolCall call) {
    callCount++;
    try {
      Tool tool =
          Tool.named(call.tool())
              .orElseThrow(() -> new ToolException("no tool \"" + call.tool() + "\""));
      String content = run(tool, Arguments.parse(call.arguments()));
      return new ToolResult(call.callId(), call.tool(), content, false);
    } catch (ToolException e) {
      return new ToolResult(call.callId(), call.tool(), "Error: " + e.getMessage(), true);
    }
  }

  /** The state that counts, sorted: two worlds in the same state have equal facts. */
  List<String> facts() {
    return actions.facts();
  }

  private String run(Tool tool, Arguments arguments) throws ToolException {
    return switch (tool) {
      case FIND_CUSTOMER -> lookups.findCustomer(arguments);
      case LIST_ORDERS -> lookups.listOrders(arguments);
      case GET_ORDER -> lookups.getOrder(arguments);
      case GET_TICKET -> {
        timeOut(tool);
        yield lookups.getTicket(arguments);
      }
      case SEARCH_ARTICLES -> {
        timeOut(tool);
        yield lookups.searchArticles(arguments);
      }
      case VERIFY_IDENTITY -> actions.verifyIdentity(arguments);
      case CANCEL_ORDER -> actions.cancelOrder(arguments);
      case RELEASE_LOCK -> actions.releaseLock(arguments);
      case ISSUE_REFUND -> actions.issueRefund(arguments);
      case UPDATE_ADDRESS -> actions.updateAddress(arguments);
      case CREATE_REPLACEMENT -> actions.createReplacement(arguments);
      case SCHEDULE_CALLBACK -> actions.scheduleCallback(arguments);
      case SEND_CONFIRMATION -> actions.sendConfirmation(arguments);
      case ESCALATE -> actions.escalate(arguments);
      case CLOSE_TICKET -> actions.closeTicket(arguments);
    };
  }

  private void timeOut(Tool tool) throws ToolException {
    Dice dice = Dice.of(weather, "time-out", Integer.toString(callCount));
    if (dice.chance(TIMEOUT_RATE)) {
      throw new ToolException(
          tool.wireName() + " timed out, request " + dice.between(100_000, 999_999));
    }
  }
}
