/**
 * The language that crosses Kafka: what may be recorded in a ledger, its wire names, and the exact bytes of statements and
 * disclosures. Knows no framework; both services depend on it and on nothing of each other.
 */
@NullMarked
package dev.kept.events;

import org.jspecify.annotations.NullMarked;
