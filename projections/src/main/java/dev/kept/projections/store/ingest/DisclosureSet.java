package dev.kept.projections.store.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kept.events.Disclosure;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All texts of one entry that may be read: what a record of the topic of disclosures says. Replaces whatever was said of that entry
 * before; empty after an erasure of all.
 */
record DisclosureSet(Received received, Key key, List<Disclosure> disclosures) {

    private static final byte[] MARKER = Disclosure.MARKER_KEY.getBytes(UTF_8);

    record Key(UUID ledger, long sequence) {}

    /** Whether a record belongs to no entry and holds nothing. */
    static boolean isMarker(Received received) {
        return Arrays.equals(received.key(), MARKER);
    }

    /** @throws UnreadableStatement when the record is none; the message quotes nothing of it */
    static DisclosureSet of(Received received) {
        Key key = key(received.key());
        byte[] value = received.value();
        if (value == null || value.length == 0) {
            return new DisclosureSet(received, key, List.of());
        }
        List<Disclosure> disclosures = new ArrayList<>();
        for (String encoded : split(new String(value, UTF_8))) {
            Disclosure disclosure = Disclosure.parse(encoded);
            if (!Text.isWellFormed(disclosure.value()) || !Text.isWellFormed(disclosure.field())) {
                throw new UnreadableStatement("a disclosure holds what no text may hold");
            }
            if (disclosures.stream().anyMatch(other -> other.field().equals(disclosure.field()))) {
                throw new UnreadableStatement("two disclosures of one field");
            }
            disclosures.add(disclosure);
        }
        return new DisclosureSet(received, key, disclosures);
    }

    private static List<String> split(String joined) {
        return Arrays.asList(joined.split(String.valueOf(Disclosure.SEPARATOR), -1));
    }

    private static Key key(byte @Nullable [] bytes) {
        String key = bytes == null ? "" : new String(bytes, UTF_8);
        int slash = key.indexOf('/');
        try {
            if (slash > 0) {
                return new Key(UUID.fromString(key.substring(0, slash)), Long.parseLong(key.substring(slash + 1)));
            }
        } catch (IllegalArgumentException e) {
            // Falls through: neither part is quoted.
        }
        throw new UnreadableStatement("the key is not a ledger's id and a sequence");
    }
}
