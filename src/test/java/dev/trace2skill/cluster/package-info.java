/**
 * What is checked on a real cluster: a master, workers and executors, each a process of its own.
 */
@org.jspecify.annotations.NullMarked
package dev.trace2skill.cluster;
