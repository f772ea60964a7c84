package dev.kept.commitments.web;

import dev.kept.http.Kind;

/** What an invited person brings: known to the record by its digest only. */
public final class Secret {

    private static final int MAX_LENGTH = 200;

    /** Read as the digest that the record knows. */
    public static final Kind<String> DIGEST = Kind.line(MAX_LENGTH)
            .as(Invitations::digest)
            .describedAs("The secret from the invitation: what stands behind the # of its link.");

    private Secret() {}
}
