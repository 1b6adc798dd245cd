/**
 * The two protocols that nearly every vendor speaks, over one HTTP client for the whole JVM.
 *
 * <p>A request is sent exactly once, whatever happens to it: how often to try is for others to
 * decide, and a request that is sent twice may be paid twice. Redirects are not followed, so that a
 * key goes only where the user sent it, and over plain HTTP a key goes to a local or private
 * address only.
 *
 * <p>An answer is read up to 16 MB and no further, must be JSON in valid UTF-8 and of the shape
 * that the protocol promises. Whatever else comes back is an {@link
 * dev.trace2skill.spi.LLMException} that says in one line what was wrong; what the vendor said is
 * shortened, and everything in it that is or looks like a key is masked.
 *
 * <p>{@code Sampling} is passed on as far as the protocol has a word for it. Neither knows
 * everything: the Messages API takes no seed, chat completions no count of thinking tokens. Such a
 * setting then only tells one question from another in the journal.
 */
@NullMarked
package dev.trace2skill.adapter.llm;

import org.jspecify.annotations.NullMarked;
