package dev.trace2skill.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a trajectory was read.
 *
 * @param format the evidence adapter's name
 * @param formatVersion the version that the file states
 * @param uri the file
 * @param record place inside the file, as the format counts; empty when the file holds one
 */
public record Source(String format, @Nullable String formatVersion, String uri, String record) {}
