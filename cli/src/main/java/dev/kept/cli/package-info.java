/**
 * Kept from a terminal or a program: commands that call the API through the generated client. Knows no other module, and nothing
 * but the API decides what may be recorded.
 */
@NullMarked
package dev.kept.cli;

import org.jspecify.annotations.NullMarked;
