package dev.kept.subscriptions.reminders.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class MailSettingsTest {

    private static final Map<String, Object> GOOD = Map.of(
            "kept.mail.host", "smtp.example.org",
            "kept.mail.username", "kept",
            "kept.mail.password", "a secret",
            "kept.mail.from", "Kept <kept@example.org>",
            "kept.public-url", "https://kept.example.org/");

    private static @Nullable MailSettings from(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        return MailSettings.from(environment);
    }

    @Test
    void without_a_host_there_is_no_mail() {
        assertThat(from(Map.of())).isNull();
        assertThat(from(Map.of("kept.mail.host", " ", "kept.mail.port", ""))).isNull();
    }

    @Test
    void are_encrypted_unless_said_otherwise_and_never_show_the_password() {
        assertThat(from(GOOD)).isNotNull().satisfies(settings -> {
            assertThat(settings.port()).isEqualTo(587);
            assertThat(settings.encryption()).isEqualTo(MailSettings.Encryption.STARTTLS);
            assertThat(settings.publicUrl()).isEqualTo("https://kept.example.org");
            assertThat(settings.domain()).isEqualTo("kept.example.org");
            assertThat(settings).asString().doesNotContain("secret");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "kept.mail.from, '', 'kept.mail.from is not: give it'",
        "kept.mail.from, nobody, kept.mail.from is no e-mail address",
        "kept.public-url, '', 'kept.public-url is not: give it'",
        "kept.mail.port, 70000, kept.mail.port is no port",
        "kept.mail.port, smtp, kept.mail.port is no port",
        "kept.mail.encryption, ssl, 'make it ''starttls'''",
        "kept.mail.encryption, none, kept.mail.password would be readable",
        "kept.mail.password, '', only one is set"
    })
    void that_cannot_be_right_are_told_with_what_to_do(String name, String value, String told) {
        Map<String, Object> settings = new HashMap<>(GOOD);
        settings.put(name, value);

        assertThatThrownBy(() -> from(settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(told)
                .hasMessageNotContaining("a secret");
    }
}
