/** Texts with signatures (C2SP signed-note v1.0.0): keys, notes, and which given key signed what. */
@NullMarked
package dev.kept.transparency.note;

import org.jspecify.annotations.NullMarked;
