package dev.kept.events;

import java.util.UUID;

/**
 * A file that was handed in as evidence. Its bytes are kept beside the record and can be erased; the statement binds them by the digest of
 * {@code sha256}, which is salted as that of every text. See docs/adr/0095.
 *
 * @param file an opaque id, by which the bytes are found
 * @param size in bytes
 * @param mediaType as whoever handed it in called it, e.g. {@code application/pdf}
 * @param name for display alone
 * @param sha256 of the bytes, hexadecimal in lower case; erasing it erases the bytes
 */
public record EvidenceFile(UUID file, long size, String mediaType, Text name, Text sha256) {

    private static final String DIGEST = "/file/sha256";
    private static final String NAME = "/file/name";

    /** The place of {@link #sha256} in the data of an entry, e.g. {@code evidence/0/file/sha256}. */
    public static String placeOfDigest(int number) {
        return "evidence/" + number + DIGEST;
    }

    /** The place of {@link #name}. */
    public static String placeOfName(int number) {
        return "evidence/" + number + NAME;
    }

    /** The place of a file's name, by the place of its digest. */
    public static String nameBesideDigest(String place) {
        return place.substring(0, place.length() - DIGEST.length()) + NAME;
    }

    /** Whether a text at this place is the digest of a file's bytes. */
    public static boolean isDigest(String place) {
        return place.endsWith(DIGEST);
    }

    /** Whether erasing the text at this place takes something from a file. */
    public static boolean isOfAFile(String place) {
        return place.endsWith(DIGEST) || place.endsWith(NAME);
    }
}
