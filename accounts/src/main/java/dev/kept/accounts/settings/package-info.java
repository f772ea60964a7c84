/** What an operator may set for accounts, read once at start. */
@NullMarked
package dev.kept.accounts.settings;

import org.jspecify.annotations.NullMarked;
