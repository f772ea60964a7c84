package dev.kept.accounts;

import java.util.UUID;

/** What a link is good for. */
public sealed interface LinkState {

    /** @param email the address that it was sent to */
    record Good(UUID owner, LinkPurpose purpose, String email) implements LinkState {
        @Override
        public String toString() {
            return "Good";
        }
    }

    /** It did what it is for. */
    record Used() implements LinkState {}

    /** It is too old, or something happened since that it was not meant for. */
    record Expired() implements LinkState {}

    /** It never was one, was cut off on its way, or is long forgotten. */
    record Unknown() implements LinkState {}
}
