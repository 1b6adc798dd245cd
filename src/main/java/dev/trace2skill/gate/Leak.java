package dev.trace2skill.gate;

/**
 * A held-out task that says nearly the same as one that is learnt from: it measures memory.
 *
 * @param heldOutId the task that judges
 * @param learntId the task that is learnt from
 */
public record Leak(String heldOutId, String learntId, double likeness) {}
