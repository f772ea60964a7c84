package dev.kept.commitments.web;

import dev.kept.http.FieldType;

/** What an invited person brings: known to the record by its digest only. */
public final class Secret {

    private static final int MAX_LENGTH = 200;

    /** Read as the digest that the record knows. */
    public static final FieldType<String> DIGEST = FieldType.line(MAX_LENGTH)
            .as(Invitations::digest)
            .describedAs("The secret from the invitation: what stands behind the # of its link.");

    private Secret() {}
}
