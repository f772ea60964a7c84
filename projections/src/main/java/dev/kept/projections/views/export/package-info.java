/**
 * A whole ledger as a file: for programs that check it, for spreadsheets, for people. Read in portions and sent as it is read, so that
 * its length costs time and nothing else; whole or visibly cut off.
 */
@NullMarked
package dev.kept.projections.views.export;

import org.jspecify.annotations.NullMarked;
