package dev.kept.subscriptions.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.http.Invalid;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

    private static final Addresses PUBLIC_ONLY = new Addresses(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.100.100.200",
                "127.0.0.1",
                "127.8.9.10",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.251",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::1",
                "3fff::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void that_lead_inside_are_refused(String address) {
        assertThat(PUBLIC_ONLY.allow(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.169.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void of_the_public_internet_are_allowed(String address) {
        assertThat(PUBLIC_ONLY.allow(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void that_the_operator_allows_are_allowed_and_their_neighbours_are_not() {
        Addresses some = new Addresses(List.of(Network.parse("10.20.0.0/15"), Network.parse("fd12::/16")));

        assertThat(some.allow(InetAddress.ofLiteral("10.21.255.255"))).isTrue();
        assertThat(some.allow(InetAddress.ofLiteral("10.22.0.0"))).isFalse();
        assertThat(some.allow(InetAddress.ofLiteral("fd12:3::1"))).isTrue();
        assertThat(some.allow(InetAddress.ofLiteral("fd13::1"))).isFalse();
    }

    @Test
    void of_one_host_must_all_be_allowed() {
        try (CheckedLookup lookup = new CheckedLookup(
                PUBLIC_ONLY,
                host -> new InetAddress[] {InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("10.0.0.1")},
                1)) {
            assertThatExceptionOfType(CheckedLookup.NotAllowed.class).isThrownBy(() -> lookup.resolve("two.example"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "2130706433", "0x7f000001", "127.1", "::1", "::ffff:127.0.0.1", "localhost"})
    void are_judged_however_they_are_spelt(String host) {
        try (CheckedLookup lookup = new CheckedLookup(PUBLIC_ONLY, InetAddress::getAllByName, 1)) {
            assertThatThrownBy(() -> lookup.resolve(host)).isInstanceOf(UnknownHostException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.org/, invalid-value",
        "/kept, invalid-value",
        "https:example.org, invalid-value",
        "https://user:secret@example.org/, userinfo",
        "https://example.org/#part, fragment",
        "https://example.org:22/, port-not-allowed",
        "https://example.org:0/, port-not-allowed",
        "https://[fe80::1%25eth0]/, invalid-value",
        "https://ex ample.org/, invalid-value",
        "https://, invalid-value"
    })
    void of_another_form_are_refused_by_name(String url, String code) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> ReceiverUrl.parse(url))
                .satisfies(invalid -> assertThat(invalid.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org", "https://example.org:8443/kept?token=1", "https://[2606:4700::1]/"})
    void of_the_right_form_are_taken(String url) {
        assertThat(ReceiverUrl.parse(url)).hasToString(url);
    }
}
