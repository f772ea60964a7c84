/**
 * Followers of the event store: one process leads each of them, the others stand by. Everything a follower reads and saves goes through
 * the connection that holds its lock, so a process that has lost the lock can no longer save anything.
 */
@NullMarked
package dev.kept.commitments.follower;

import org.jspecify.annotations.NullMarked;
