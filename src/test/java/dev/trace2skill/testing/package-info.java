/** What tests of several packages share. */
@NullMarked
package dev.trace2skill.testing;

import org.jspecify.annotations.NullMarked;
