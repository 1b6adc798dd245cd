package dev.trace2skill.gate;

/**
 * A task that nothing was learnt from.
 *
 * @param family what kind of task it is; see {@link Families}
 */
public record HeldOut(String taskId, String family) {}
