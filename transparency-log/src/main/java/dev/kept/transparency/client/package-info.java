/** A witness for a party of a ledger, as a command line: reads the ledger's log by HTTP, remembers, and cosigns. */
@NullMarked
package dev.kept.transparency.client;

import org.jspecify.annotations.NullMarked;
