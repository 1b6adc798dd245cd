package dev.trace2skill.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The order in which the agent sets about a request: what does not matter is left to chance. */
final class Plan {

  private Plan() {}

  static List<Move> draw(Family family, Set<Slip> slips, Dice dice) {
    List<Move> moves = new ArrayList<>(opening(dice));
    moves.add(Move.READ_ORDER);
    moves.addAll(dice.shuffled(family.errands()));
    insertIdentityCheck(moves, slips, dice);
    if (slips.contains(Slip.NEEDLESS_ESCALATION)) {
      insert(moves, Move.ESCALATE, moves.indexOf(Move.READ_ORDER) + 1, moves.size(), dice);
    }
    List<Move> ending = new ArrayList<>(List.of(Move.CLOSE));
    if (!slips.contains(Slip.CONFIRMATION_LEFT_OUT)) {
      ending.add(Move.CONFIRM);
    }
    moves.addAll(dice.shuffled(ending));
    insertIdleLookups(moves, family, dice);
    return moves;
  }

  private static List<Move> opening(Dice dice) {
    return dice.chance(0.5)
        ? List.of(Move.FIND_CUSTOMER)
        : dice.shuffled(List.of(Move.FIND_CUSTOMER, Move.READ_TICKET));
  }

  /** Anywhere before the refund, or anywhere after it; with other errands the order is free. */
  private static void insertIdentityCheck(List<Move> moves, Set<Slip> slips, Dice dice) {
    int low = moves.indexOf(Move.FIND_CUSTOMER) + 1;
    int high = moves.size();
    int refund = moves.indexOf(Move.REFUND);
    if (slips.contains(Slip.REFUND_BEFORE_IDENTITY)) {
      low = refund + 1;
    } else if (refund >= 0) {
      high = refund;
    }
    insert(moves, Move.VERIFY_IDENTITY, low, high, dice);
  }

  /** Look-ups that change nothing and that no outcome depends on. */
  private static void insertIdleLookups(List<Move> moves, Family family, Dice dice) {
    int known = moves.indexOf(Move.FIND_CUSTOMER) + 1;
    if (!family.newestOrder() && dice.chance(0.35)) {
      insert(moves, Move.BROWSE_ORDERS, known, moves.size(), dice);
    }
    if (dice.chance(0.45)) {
      insert(moves, Move.SEARCH_ARTICLES, 0, moves.size(), dice);
    }
  }

  private static void insert(List<Move> moves, Move move, int low, int high, Dice dice) {
    moves.add(dice.between(low, high), move);
  }
}
