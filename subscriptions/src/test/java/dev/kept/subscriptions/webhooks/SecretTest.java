package dev.kept.subscriptions.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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
    void signs_text_in_every_script_so_that_a_receiver_can_verify_it() throws Exception {
        byte[] body = "{\"title\":\"שלום – Grüße 🙂\"}".getBytes(StandardCharsets.UTF_8);
        Secret secret = Secret.fresh();
        Secret next = Secret.fresh();
        long now = Instant.now().getEpochSecond();
        String signatures = new Message("msg_1", "application/json", body, List.of(next, secret)).signatures(now);

        for (Secret each : List.of(secret, next)) {
            new com.standardwebhooks.Webhook(each.text())
                    .verify(
                            new String(body, StandardCharsets.UTF_8),
                            Map.of(
                                    "webhook-id", List.of("msg_1"),
                                    "webhook-timestamp", List.of(Long.toString(now)),
                                    "webhook-signature", List.of(signatures)));
        }
        assertThat(signatures.split(" ")).hasSize(2).allMatch(signature -> signature.startsWith("v1,"));
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
