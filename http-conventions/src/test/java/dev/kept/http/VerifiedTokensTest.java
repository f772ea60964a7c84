package dev.kept.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class VerifiedTokensTest {

    private static final Instant BEGAN = Instant.parse("2026-03-01T10:00:00Z");

    private final List<String> asked = new ArrayList<>();
    private Duration passed = Duration.ZERO;
    private boolean keyIsWithdrawn;
    private final VerifiedTokens tokens = new VerifiedTokens(this::verify, new MovedClock(), () -> passed.toNanos());

    @Test
    void verifies_a_token_once() {
        Jwt first = tokens.decode("anna");

        assertThat(tokens.decode("anna")).isSameAs(first);
        assertThat(asked).containsExactly("anna");
    }

    @Test
    void takes_no_token_for_another() {
        tokens.decode("anna");

        assertThat(tokens.decode("anne").getSubject()).isEqualTo("anne");
        assertThat(asked).containsExactly("anna", "anne");
    }

    @Test
    void asks_again_about_a_token_that_has_expired() {
        tokens.decode("anna");
        passed = Duration.ofMinutes(2);

        assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> tokens.decode("anna"));
    }

    @Test
    void asks_again_after_a_while_whether_the_issuer_still_stands_by_its_key() {
        tokens.decode("long-lived");
        keyIsWithdrawn = true;

        passed = VerifiedTokens.LONGEST.minusSeconds(1);
        assertThat(tokens.decode("long-lived").getSubject()).isEqualTo("long-lived");

        passed = VerifiedTokens.LONGEST.plusSeconds(1);
        assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> tokens.decode("long-lived"));
    }

    @Test
    void does_not_remember_a_refusal() {
        keyIsWithdrawn = true;
        assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> tokens.decode("anna"));

        keyIsWithdrawn = false;
        assertThat(tokens.decode("anna").getSubject()).isEqualTo("anna");
    }

    private Jwt verify(String token) {
        asked.add(token);
        Instant end = BEGAN.plus(token.equals("long-lived") ? Duration.ofHours(1) : Duration.ofMinutes(1));
        if (keyIsWithdrawn || BEGAN.plus(passed).isAfter(end)) {
            throw new BadJwtException("refused");
        }
        return Jwt.withTokenValue(token)
                .header("alg", "none")
                .subject(token)
                .issuedAt(BEGAN)
                .expiresAt(end)
                .build();
    }

    private final class MovedClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return BEGAN.plus(passed);
        }
    }
}
