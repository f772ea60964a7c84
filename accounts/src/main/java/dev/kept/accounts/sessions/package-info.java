/** Who is signed in at the provider in which browser, and which browsers are known: rows that any replica reads. */
@NullMarked
package dev.kept.accounts.sessions;

import org.jspecify.annotations.NullMarked;
