/**
 * The lanes: each is the single writer of its ledgers. Decides queued commands one after the other, stores their entries in one
 * commit, and keeps ledgers in memory between two commands. Knows neither what a ledger's state is nor how a command is decided.
 */
@NullMarked
package dev.kept.commitments.lane;

import org.jspecify.annotations.NullMarked;
