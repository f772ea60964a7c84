/**
 * Followers of the event store: one process leads each of them, the others stand by. Everything a follower reads and saves goes through
 * the connection that holds its lock, so who has lost the lock saves nothing any more.
 */
@NullMarked
package dev.kept.commitments.follower;

import org.jspecify.annotations.NullMarked;
