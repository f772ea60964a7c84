package dev.kept.accounts.passkey;

import dev.kept.accounts.settings.AccountsSettings;
import java.net.URI;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The host that passkeys are made for: the one of {@code kept.public-url}. On another they are neither shown nor taken. */
@Component
class RelyingParty {

    private static final Pattern IP_ADDRESS = Pattern.compile("\\[.*]|[0-9.]+");
    private static final String LOCALHOST = "localhost";

    private final URI url;

    RelyingParty(AccountsSettings settings) {
        this.url = settings.publicUrl();
    }

    String id() {
        return url.getHost();
    }

    String origin() {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /** Browsers make passkeys for names alone, and by TLS alone but for this very machine. */
    boolean isPossible() {
        return !IP_ADDRESS.matcher(id()).matches() && ("https".equals(url.getScheme()) || LOCALHOST.equals(id()));
    }
}
