package dev.kept.transparency.verify;

import dev.kept.transparency.head.SignedTreeHead;
import org.jspecify.annotations.Nullable;

/**
 * A head that the record has to have had at its size.
 *
 * @param holds what to say when it had; null when nothing
 * @param wrong what to say when it had not
 */
record ExpectedRoot(SignedTreeHead head, @Nullable String holds, String wrong) {}
