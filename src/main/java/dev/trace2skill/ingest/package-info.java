/**
 * Reads trace files, writes {@code trajectories}, {@code tasks}, {@code rejects} and {@code
 * ingested_files}.
 */
@NullMarked
package dev.trace2skill.ingest;

import org.jspecify.annotations.NullMarked;
