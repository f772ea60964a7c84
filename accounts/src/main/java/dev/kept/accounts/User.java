package dev.kept.accounts;

import java.util.UUID;

/**
 * A person who signed up.
 *
 * @param id the {@code sub} of this person's tokens
 * @param email as the person typed it
 * @param name as the other members of a ledger see it
 * @param verified whether it is known that mail to the address reaches the person
 */
public record User(UUID id, String email, String name, boolean verified) {
    @Override
    public String toString() {
        return id.toString();
    }
}
