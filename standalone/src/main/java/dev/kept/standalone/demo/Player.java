package dev.kept.standalone.demo;

import java.util.UUID;

/**
 * A played person, with everything needed to sign in.
 *
 * @param side {@code A}, {@code B} or {@code mediator}
 * @param member how ledgers name the person
 */
public record Player(
        String name, String side, String email, String password, String clientId, String clientSecret, UUID member) {

    /** The password must not reach a log by way of the string form. */
    @Override
    public String toString() {
        return "Player[" + member + "]";
    }
}
