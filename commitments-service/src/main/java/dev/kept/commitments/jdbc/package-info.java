/** How arrays and instants become parameters of statements and come back, for every table of the write side. */
@NullMarked
package dev.kept.commitments.jdbc;

import org.jspecify.annotations.NullMarked;
