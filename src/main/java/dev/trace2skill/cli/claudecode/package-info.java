/** What has Claude Code tell of sessions that end: its settings, our files beside them. */
@NullMarked
package dev.trace2skill.cli.claudecode;

import org.jspecify.annotations.NullMarked;
