package dev.kept.commitments.evidence;

import java.util.UUID;

/**
 * What is known of a file whose bytes are here.
 *
 * @param after the ledger's last entry when it was uploaded: only later ones can name it
 * @param store where its bytes are
 * @param sha256 hexadecimal
 */
record StoredFile(
        UUID file,
        UUID ledger,
        UUID content,
        ContentStores.Kind store,
        String name,
        String mediaType,
        long size,
        String sha256,
        long after) {

    /** A name must not reach a log by way of the string form. */
    @Override
    public String toString() {
        return "StoredFile[" + file + "]";
    }
}
