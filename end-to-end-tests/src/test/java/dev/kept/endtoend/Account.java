package dev.kept.endtoend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What a person signed up for, with a token that is renewed before it expires: for tests that last longer than one. */
public final class Account {

    private static final Duration RENEWED_AFTER = Duration.ofMinutes(5);

    private String url;
    private final String name;
    private final UUID member;
    private final String clientId;
    private final String clientSecret;
    private Person person;
    private Instant renewed;

    private Account(String url, String name, JsonNode account) {
        this.url = url;
        this.name = name;
        this.member = UUID.fromString(account.get("member").asString());
        this.clientId = account.get("clientId").asString();
        this.clientSecret = account.get("clientSecret").asString();
        this.renewed = Clock.systemUTC().instant();
        this.person = withNewToken();
    }

    public static Account open(String url, String name, String email) {
        JsonNode account = new Person(url, new UUID(0, 0), name, "")
                .post(
                        "/api/accounts",
                        Map.of("email", email, "name", name, "password", "a long pass phrase of " + name))
                .expect(201)
                .body();
        return new Account(url, name, account);
    }

    /** With a token that holds for some minutes more. */
    public synchronized Person person() {
        Instant now = Clock.systemUTC().instant();
        if (renewed.plus(RENEWED_AFTER).isBefore(now)) {
            person = withNewToken();
            renewed = now;
        }
        return person;
    }

    /** As {@link #person()}, where Kept is reached since it was started again. */
    public synchronized Person at(String urlOfNow) {
        url = urlOfNow;
        return person().at(urlOfNow);
    }

    /** As {@link #at}, with a new token in any case: what the last one says of its time may be wrong. */
    public synchronized Person renewedAt(String urlOfNow) {
        renewed = Instant.EPOCH;
        return at(urlOfNow);
    }

    private Person withNewToken() {
        return new Person(url, member, name, Person.token(url, clientId, clientSecret));
    }
}
