package dev.kept.subscriptions.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.kept.subscriptions.requests.Sealing;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class WebhookSettingsTest {

    private final MockEnvironment environment =
            new MockEnvironment().withProperty("kept.webhooks.key", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

    @Test
    void keep_everybody_out_unless_it_is_said_otherwise() {
        WebhookSettings settings = WebhookSettings.of(environment);

        assertThat(settings.allowed()).isEmpty();
        assertThat(settings.httpAllowed()).isFalse();
        assertThat(settings.retryAfter()).isEqualTo(Backoff.STANDARD);
    }

    @Test
    void name_networks_and_waits() {
        WebhookSettings settings = WebhookSettings.of(environment
                .withProperty("kept.webhooks.allowed-networks", "10.20.0.0/16, fd12::/16")
                .withProperty("kept.webhooks.retry-after", "PT1S, PT1M"));

        assertThat(settings.allowed())
                .anyMatch(network -> network.contains(InetAddress.ofLiteral("10.20.3.4")))
                .hasSize(2);
        assertThat(settings.retryAfter()).containsExactly(Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({
        "kept.webhooks.key, ''",
        "kept.webhooks.key, c2hvcnQ=",
        "kept.webhooks.key, no base64",
        "kept.webhooks.allowed-networks, intranet",
        "kept.webhooks.allowed-networks, 10.0.0.0/99",
        "kept.webhooks.retry-after, soon"
    })
    void that_are_wrong_are_named(String name, String value) {
        assertThatIllegalStateException()
                .isThrownBy(() -> WebhookSettings.of(environment.withProperty(name, value)))
                .withMessageStartingWith(name + " must");
    }

    @Test
    void give_a_key_that_opens_what_it_sealed_and_only_where_it_was_sealed() {
        Sealing sealing = new Sealing(WebhookSettings.of(environment).key());
        byte[] closed = sealing.seal("secret".getBytes(StandardCharsets.UTF_8), "one/secret");

        assertThat(sealing.open(closed, "one/secret")).contains("secret".getBytes(StandardCharsets.UTF_8));
        assertThat(sealing.open(closed, "other/secret")).isEmpty();
        assertThat(new Sealing(new byte[32]).open(closed, "one/secret")).isEmpty();
    }
}
