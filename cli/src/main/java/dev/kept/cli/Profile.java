package dev.kept.cli;

import org.jspecify.annotations.Nullable;

/** Where Kept is, and as which program one signs in there. */
record Profile(
        String url,
        String clientId,
        String clientSecret,
        @Nullable String ledger) {

    /** Without the secret. */
    @Override
    public String toString() {
        return url + " as " + clientId;
    }
}
