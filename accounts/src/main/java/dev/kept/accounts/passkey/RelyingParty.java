package dev.kept.accounts.passkey;

import dev.kept.accounts.settings.AccountsSettings;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The host that passkeys are made for: the one of {@code kept.public-url}, however it is written there. On another they are neither shown
 * nor taken.
 */
@Component
class RelyingParty {

    private static final Pattern IP_ADDRESS = Pattern.compile("\\[.*]|[0-9.]+");
    private static final String LOCALHOST = "localhost";

    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);

    private final String scheme;
    private final String host;
    private final int port;

    @Autowired
    RelyingParty(AccountsSettings settings) {
        this(settings.publicUrl());
    }

    RelyingParty(URI url) {
        this.scheme = url.getScheme().toLowerCase(Locale.ROOT);
        this.host = url.getHost().toLowerCase(Locale.ROOT);
        this.port = url.getPort();
    }

    String id() {
        return host;
    }

    /** As browsers write it: in lower case, without the scheme's own port. */
    String origin() {
        boolean isDefault = port == -1 || Integer.valueOf(port).equals(DEFAULT_PORTS.get(scheme));
        return scheme + "://" + host + (isDefault ? "" : ":" + port);
    }

    /** Browsers make passkeys for names alone, and by TLS alone but for this very machine. */
    boolean isPossible() {
        return !IP_ADDRESS.matcher(id()).matches() && ("https".equals(scheme) || LOCALHOST.equals(id()));
    }
}
