package dev.kept.commitments.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.events.Disclosure;
import dev.kept.events.Statements;
import dev.kept.http.tracing.Traces;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * How entries and tree heads look in Kafka. All topics place a ledger in the same partition, so that who reads a partition of one reads
 * the same of the others.
 *
 * @param partitions of each topic
 */
public record LedgerRecords(int partitions) {

    /** Key: the ledger. Value: the statement's bytes. */
    public static final String STATEMENTS = "ledger.statements";

    /** Key: ledger/sequence. Value: the entry's disclosures joined by {@link Disclosure#SEPARATOR}; none when all are erased. */
    public static final String DISCLOSURES = "ledger.disclosures";

    /** Key: the ledger. Value: a signed tree head (C2SP tlog-checkpoint). */
    public static final String TREE_HEADS = "ledger.tree-heads";

    private static final String CONTENT_TYPE = "content-type";

    /** Where Kafka's own partitioner would place the ledger's statements. */
    public int partitionOf(UUID ledger) {
        return Utils.toPositive(Utils.murmur2(ledger.toString().getBytes(UTF_8))) % partitions;
    }

    public ProducerRecord<String, byte[]> statement(UUID ledger, byte[] statement) {
        return statement(ledger, statement, null);
    }

    /** @param trace stands in a header; null for none */
    public ProducerRecord<String, byte[]> statement(UUID ledger, byte[] statement, @Nullable String trace) {
        RecordHeader type = new RecordHeader(CONTENT_TYPE, Statements.CONTENT_TYPE.getBytes(UTF_8));
        return new ProducerRecord<>(
                STATEMENTS,
                partitionOf(ledger),
                ledger.toString(),
                statement,
                trace == null ? List.of(type) : List.of(type, new RecordHeader(Traces.HEADER, trace.getBytes(UTF_8))));
    }

    /** The texts of an entry that are left, encoded. Without any it is a tombstone: what stood there before is erased. */
    public ProducerRecord<String, byte[]> disclosures(EntryKey entry, List<String> encoded) {
        byte[] value = encoded.isEmpty()
                ? null
                : String.join(String.valueOf(Disclosure.SEPARATOR), encoded).getBytes(UTF_8);
        return new ProducerRecord<>(DISCLOSURES, partitionOf(entry.ledger()), keyOf(entry), value);
    }

    /** @param note a signed tree head of the ledger */
    public ProducerRecord<String, byte[]> head(UUID ledger, byte[] note) {
        return new ProducerRecord<>(
                TREE_HEADS,
                partitionOf(ledger),
                ledger.toString(),
                note,
                List.of(new RecordHeader(CONTENT_TYPE, "text/plain; charset=utf-8".getBytes(UTF_8))));
    }

    /** Belongs to no entry; see {@link Disclosure#MARKER_KEY}. */
    static ProducerRecord<String, byte[]> marker(int partition) {
        return new ProducerRecord<>(DISCLOSURES, partition, Disclosure.MARKER_KEY, null);
    }

    /** The key of an entry's disclosures. */
    public static String keyOf(EntryKey entry) {
        return entry.ledger() + "/" + entry.sequence();
    }
}
