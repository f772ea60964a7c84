/**
 * How statements and disclosures get from Kafka into the read models: in batches, each with its offsets in one transaction, every
 * entry once and in its ledger's order.
 */
@NullMarked
package dev.kept.projections.store.ingest;

import org.jspecify.annotations.NullMarked;
