package dev.kept.subscriptions.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SecretTest {

    /** The vector that the reference implementations of Standard Webhooks test themselves with. */
    @Test
    void signs_as_the_reference_implementations_do() {
        Secret secret = Secret.of(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        assertThat(secret.signature(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1_614_265_330L,
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void is_shown_as_the_specification_has_it_and_never_by_accident() {
        Secret secret = Secret.fresh();

        assertThat(Base64.getDecoder().decode(secret.text().substring("whsec_".length())))
                .isEqualTo(secret.bytes())
                .hasSize(32);
        assertThat(secret).asString().isEqualTo("Secret");
        assertThat(Secret.fresh().text()).isNotEqualTo(secret.text());
    }
}
