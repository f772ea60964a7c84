/** Reads single values out of JSON, strictly, for the verifier and the witness: they run on the JDK alone. See docs/adr/0048. */
@NullMarked
package dev.kept.transparency.json;

import org.jspecify.annotations.NullMarked;
