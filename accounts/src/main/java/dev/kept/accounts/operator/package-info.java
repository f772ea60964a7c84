/** What whoever runs Kept does with accounts on a command line. */
@NullMarked
package dev.kept.accounts.operator;

import org.jspecify.annotations.NullMarked;
