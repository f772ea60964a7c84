package dev.kept.transparency.keys;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.UntrustedNote;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.note.VerifierKey.Verified;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which keys may have signed a log's heads, for somebody who trusts some of them, once the entries that change the key are known. Trust
 * goes on from a key to the one that it has handed over to, and back: who signs a handover says whose place it takes. It does not cross a
 * change of which the old key knows nothing.
 */
public final class KeyChain {

    /** A key that no change has ended. */
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final Collection<VerifierKey> given;

    /** Of each trusted key of the chain the largest head that it may have signed; empty when the key never changed. */
    private final Map<VerifierKey, Long> limits = new HashMap<>();

    private final List<String> wrong = new ArrayList<>();
    private final List<KeyChange> followed = new ArrayList<>();
    private final boolean unchanged;

    /**
     * @param origin the log's name
     * @param given keys that are trusted, of the log and of witnesses
     * @param changes the log's entries that change the key, in their order; each is checked here, and passed over when it does not count
     */
    public KeyChain(String origin, Collection<VerifierKey> given, List<KeyChange> changes) {
        this.given = List.copyOf(given);
        List<List<VerifierKey>> trustedTogether = new ArrayList<>();
        Map<VerifierKey, Long> chain = new HashMap<>();
        VerifierKey current = null;
        for (KeyChange change : changes) {
            try {
                requireNext(origin, change, current, chain);
            } catch (UntrustedNote e) {
                wrong.add("Entry %d changes the record's key, but %s.".formatted(change.sequence(), e.getMessage()));
                continue;
            }
            followed.add(change);
            if (current == null) {
                trustedTogether.add(new ArrayList<>(List.of(change.oldKey())));
            }
            if (!change.isRotation()) {
                trustedTogether.add(new ArrayList<>());
            }
            trustedTogether.getLast().add(change.newKey());
            chain.put(change.oldKey(), change.lastOfOldKey());
            chain.put(change.newKey(), NO_LIMIT);
            current = change.newKey();
        }
        unchanged = chain.isEmpty();
        Set<VerifierKey> givenKeys = new HashSet<>(given);
        for (List<VerifierKey> together : trustedTogether) {
            if (together.stream().anyMatch(givenKeys::contains)) {
                together.forEach(key -> limits.put(key, chain.getOrDefault(key, NO_LIMIT)));
            }
        }
    }

    /** What is wrong with the entries that change the key: sentences. */
    public List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** The changes that count, in their order. */
    public List<KeyChange> changes() {
        return List.copyOf(followed);
    }

    /**
     * Reads a signed head.
     *
     * @throws Malformed when it is none
     * @throws UntrustedNote when no trusted key has signed it, a signature is wrong, or the only trusted key that has signed it was replaced
     *     before that many entries
     */
    public SignedTreeHead open(SignedNote note) {
        if (unchanged) {
            return SignedTreeHead.open(note, given);
        }
        List<VerifierKey> keys = new ArrayList<>(limits.keySet());
        given.stream().filter(key -> key.type() == VerifierKey.Type.COSIGNATURE).forEach(keys::add);
        if (limits.isEmpty()) {
            throw new UntrustedNote("none of the keys given is, or was, a key of this record");
        }
        SignedTreeHead head = SignedTreeHead.open(note, keys);
        long largest = head.signatures().stream()
                .map(Verified::key)
                .mapToLong(key -> limits.getOrDefault(key, 0L))
                .max()
                .orElse(0);
        if (head.head().size() > largest) {
            throw new UntrustedNote("it has %d entries, and the key that has signed it was replaced with entry %d"
                    .formatted(head.head().size(), largest - 1));
        }
        return head;
    }

    private static void requireNext(
            String origin, KeyChange change, @Nullable VerifierKey current, Map<VerifierKey, Long> known) {
        change.requireSigned();
        if (!change.newKey().name().equals(origin)) {
            throw new UntrustedNote("it names keys of another record");
        }
        if (current != null && !change.oldKey().equals(current)) {
            throw new UntrustedNote("the key that it ends was not the record's by then");
        }
        if (known.containsKey(change.newKey())) {
            throw new UntrustedNote("the new key was the record's before");
        }
    }
}
