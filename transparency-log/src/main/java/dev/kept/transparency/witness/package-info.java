/** What a witness does (C2SP tlog-witness v1.0.0), over a store of its own; HTTP is its caller's business. */
@NullMarked
package dev.kept.transparency.witness;

import org.jspecify.annotations.NullMarked;
