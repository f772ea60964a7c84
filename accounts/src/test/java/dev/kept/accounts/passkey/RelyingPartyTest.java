package dev.kept.accounts.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelyingPartyTest {

    @ParameterizedTest
    @CsvSource({
        "https://Kept.Example.org, kept.example.org, https://kept.example.org, true",
        "https://kept.example.org:443, kept.example.org, https://kept.example.org, true",
        "https://kept.example.org:8443/kept, kept.example.org, https://kept.example.org:8443, true",
        "http://LOCALHOST:8080, localhost, http://localhost:8080, true",
        "http://localhost:80, localhost, http://localhost, true",
        "http://kept.example.org, kept.example.org, http://kept.example.org, false",
        "https://192.0.2.1, 192.0.2.1, https://192.0.2.1, false",
        "https://[2001:DB8::1]:8443, [2001:db8::1], https://[2001:db8::1]:8443, false"
    })
    void is_written_as_browsers_write_it(String url, String id, String origin, boolean possible) {
        RelyingParty party = new RelyingParty(URI.create(url));

        assertThat(party.id()).isEqualTo(id);
        assertThat(party.origin()).isEqualTo(origin);
        assertThat(party.isPossible()).isEqualTo(possible);
    }
}
