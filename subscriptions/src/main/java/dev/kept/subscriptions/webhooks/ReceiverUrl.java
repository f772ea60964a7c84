package dev.kept.subscriptions.webhooks;

import dev.kept.http.FieldType;
import dev.kept.http.Invalid;
import java.net.URI;
import java.net.URISyntaxException;

/** The form of an address that webhooks may have; {@link CheckedLookup} checks the host behind it. */
final class ReceiverUrl {

    private static final int MAX_LENGTH = 2_000;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int FIRST_FREE = 1_024;
    private static final int LAST = 65_535;

    static final FieldType<URI> KIND = FieldType.parsed(
            "uri",
            "Where messages go: `https`, port 443, 80, or 1024 and above, without user name and fragment. A host whose"
                    + " addresses are private, local or reserved is refused, now and at every attempt.",
            MAX_LENGTH,
            URI.create("https://example.org/"),
            ReceiverUrl::parse);

    private ReceiverUrl() {}

    /** @throws Invalid when it is not one */
    static URI parse(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw notOne();
        }
        if ((!isPlain(url) && !"https".equalsIgnoreCase(url.getScheme())) || url.isOpaque()) {
            throw notOne();
        }
        if (url.getRawUserInfo() != null) {
            throw new Invalid("userinfo", "It must hold no user name or password before the host.");
        }
        if (url.getRawFragment() != null) {
            throw new Invalid("fragment", "It must have no part behind #: that is never sent.");
        }
        String host = url.getHost();
        if (host == null || host.indexOf('%') >= 0 || !text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw notOne();
        }
        int port = portOf(url);
        if (port != HTTPS && port != HTTP && (port < FIRST_FREE || port > LAST)) {
            throw new Invalid("port-not-allowed", "Its port must be 443, 80, or 1024 and above.");
        }
        return url;
    }

    /** Whether it is without TLS, which only the operator may allow. */
    static boolean isPlain(URI url) {
        return "http".equalsIgnoreCase(url.getScheme());
    }

    static int portOf(URI url) {
        return url.getPort() >= 0 ? url.getPort() : isPlain(url) ? HTTP : HTTPS;
    }

    /** As a name service takes it: without the brackets of an IPv6 address. */
    static String hostOf(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Invalid notOne() {
        return new Invalid(
                "invalid-value", "It must be an absolute https address in ASCII, such as https://example.org/kept.");
    }
}
