package dev.kept.accounts;

import java.util.UUID;

/**
 * A person who signed up.
 *
 * @param id the {@code sub} of this person's tokens
 * @param email as typed at sign-up
 * @param name as the other members of a ledger see it
 */
public record User(UUID id, String email, String name) {
    @Override
    public String toString() {
        return id.toString();
    }
}
