package dev.kept.http.browser;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * Form tokens against forged requests, without a session on the server: whoever is signed in has one that is derived from the secret of
 * the session's cookie; before that, a random one stands in a cookie of its own.
 */
public final class FormTokens implements CsrfTokenRepository {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int BYTES = 32;

    private final HostCookie session;
    private final HostCookie anonymous;

    /** @param anonymous holds the token of whoever is not signed in */
    public FormTokens(HostCookie session, HostCookie anonymous) {
        this.session = session;
        this.anonymous = anonymous;
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        CsrfToken known = loadToken(request);
        if (known != null) {
            return known;
        }
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return token(encoded(random));
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (token != null && session.read(request) == null && !token.getToken().equals(anonymous.read(request))) {
            anonymous.set(response, token.getToken());
        }
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        String secret = session.read(request);
        if (secret != null) {
            return token(derived(secret));
        }
        String value = anonymous.read(request);
        return value != null && TOKEN.matcher(value).matches() ? token(value) : null;
    }

    private static CsrfToken token(String value) {
        return new DefaultCsrfToken("X-CSRF-TOKEN", "_csrf", value);
    }

    private static String derived(String secret) {
        try {
            return encoded(MessageDigest.getInstance("SHA-256")
                    .digest(("form token\n" + secret).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
