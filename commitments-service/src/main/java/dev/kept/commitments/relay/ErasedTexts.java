package dev.kept.commitments.relay;

import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.events.ErasureEvent.Place;
import dev.kept.events.ErasureEvent.TextErased;
import dev.kept.events.Statements;
import dev.kept.events.UnreadableStatement;
import dev.kept.events.WireTypes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The texts that entries say are erased: their fields, by the entry that sealed them. */
final class ErasedTexts {

    private static final String ERASED = WireTypes.nameOf(TextErased.class);

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private ErasedTexts() {}

    static Map<EntryKey, Set<String>> by(List<CommittedEntry> batch) {
        Map<EntryKey, Set<String>> erased = new LinkedHashMap<>();
        for (CommittedEntry entry : batch) {
            if (entry.type().equals(ERASED)) {
                Place place = placeOf(entry);
                erased.computeIfAbsent(new EntryKey(entry.ledger(), place.sequence()), key -> new HashSet<>())
                        .addAll(place.fields());
            }
        }
        return erased;
    }

    private static Place placeOf(CommittedEntry erasure) {
        try {
            if (Statements.read(erasure.statement()).event() instanceof TextErased erased) {
                return erased.place();
            }
        } catch (UnreadableStatement e) {
            // Said below, without what was read.
        }
        log.error("Entry {} should erase texts and cannot be read. Compare the event store with Kafka.", erasure);
        return new Place(erasure.sequence(), List.of());
    }
}
