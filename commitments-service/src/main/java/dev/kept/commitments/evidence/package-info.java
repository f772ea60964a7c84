/**
 * Files as evidence: taken in and given out as streams, kept encrypted beside the event store, and gone with the text that binds them. Exposes
 * what the relay and exports need of them. See docs/adr/0095.
 */
@NullMarked
package dev.kept.commitments.evidence;

import org.jspecify.annotations.NullMarked;
