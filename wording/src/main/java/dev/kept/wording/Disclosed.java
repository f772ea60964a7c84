package dev.kept.wording;

import dev.kept.events.Disclosure;
import dev.kept.events.EvidenceFile;

/**
 * A text of an entry that can be read.
 *
 * @param place where it stands in the entry's data, e.g. {@code evidence/0/label}
 */
public record Disclosed(String place, String text) {

    /** Where the name of a file stands, of which this is the digest; empty for any other text. */
    public String placeOfName() {
        return EvidenceFile.isDigest(place) ? EvidenceFile.nameBesideDigest(place) : "";
    }

    /** From a disclosure as the API answers it. */
    public static Disclosed read(Doc disclosure) {
        Disclosure parsed = Disclosure.parse(disclosure.string(""));
        return new Disclosed(parsed.field(), parsed.value());
    }
}
