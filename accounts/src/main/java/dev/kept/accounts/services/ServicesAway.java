package dev.kept.accounts.services;

/** The API does not answer, or not as it should; to be tried again in a few seconds. */
public final class ServicesAway extends RuntimeException {

    ServicesAway() {
        // What an answer holds belongs into no message.
        super("the API does not answer", null, false, false);
    }
}
