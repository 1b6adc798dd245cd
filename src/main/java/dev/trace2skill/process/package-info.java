/**
 * Programs of others, kept in their place: every run has folders of its own, an environment that is
 * written out, and limits. Nothing that it starts outlives it, and nothing of it stays on the disk.
 *
 * <p>Where Linux allows it, a run's programs see the rest of the disk but cannot write to it, and
 * live in a process namespace that dies with the first of them and with us, even when we are
 * killed. Elsewhere they have a session of their own and carry a mark in their environment, by
 * which all that is left of them is found; what a later start finds of a program that was killed is
 * cleared away by it.
 */
@NullMarked
package dev.trace2skill.process;

import org.jspecify.annotations.NullMarked;
