package dev.kept.accounts.web;

import dev.kept.accounts.User;
import dev.kept.accounts.Users;
import dev.kept.accounts.openid.SignInReference;
import dev.kept.accounts.secrets.Secrets;
import dev.kept.accounts.sessions.BrowserSessions;
import dev.kept.accounts.sessions.KnownDevices;
import dev.kept.accounts.settings.AccountsSettings;
import dev.kept.http.browser.FormTokens;
import dev.kept.http.browser.HostCookie;
import dev.kept.http.browser.WantedPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Component;

/**
 * Who is signed in at the provider, in this browser. The cookie holds a secret and the database the rest; before somebody signs in
 * nothing is stored. In one process with Kept's pages, being signed in here is not being signed in there.
 */
@Component
class BrowserSession {

    private static final Set<String> WANTED = Set.of("/oauth2/authorize", "/account", "/account/email/confirmation");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final Users users;
    private final BrowserSessions sessions;
    private final KnownDevices devices;
    private final HostCookie cookie;
    private final HostCookie device;
    private final HostCookie code;
    private final HostCookie invitation;
    private final WantedPage wanted;
    private final FormTokens forms;

    BrowserSession(Users users, BrowserSessions sessions, KnownDevices devices, AccountsSettings settings) {
        this.users = users;
        this.sessions = sessions;
        this.devices = devices;
        boolean tls = settings.servedByTls();
        cookie = HostCookie.named("kept-accounts", tls);
        device = HostCookie.named("kept-device", tls);
        code = HostCookie.named("kept-accounts-code", tls);
        invitation = HostCookie.named(HostCookie.INVITATION, tls);
        forms = new FormTokens(cookie, HostCookie.named("kept-accounts-form", tls));
        wanted = new WantedPage(
                HostCookie.named("kept-accounts-wanted", tls),
                request -> HttpMethod.GET.matches(request.getMethod()) && WANTED.contains(request.getRequestURI()),
                WANTED::contains);
    }

    SecurityContextRepository contexts() {
        return new Contexts();
    }

    RequestCache wanted() {
        return wanted;
    }

    CsrfTokenRepository forms() {
        return forms;
    }

    /** Empty also when the account is gone since. */
    Optional<User> user() {
        Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
        return signedIn instanceof UsernamePasswordAuthenticationToken
                ? users.find(signedIn.getName())
                : Optional.empty();
    }

    /** The id of the session in which this request is made; empty when nobody is signed in. */
    Optional<UUID> id() {
        return SignInReference.session(SecurityContextHolder.getContext().getAuthentication());
    }

    /** What the browser shows to be known by; null in one where nobody signed in yet. */
    @Nullable
    String device(HttpServletRequest request) {
        return secret(device, request);
    }

    /** By what a form of this browser is known: from the session where somebody is signed in, from a cookie of its own before. */
    String formMark(HttpServletRequest request) {
        CsrfToken token = forms.loadToken(request);
        return token == null ? "" : token.getToken();
    }

    /** Remembers in this browser that the password was right and a code is awaited. */
    void awaitCode(String secret, HttpServletResponse response) {
        code.set(response, secret);
    }

    /** What the browser shows of an awaited code; null when none is. */
    @Nullable
    String awaitedCode(HttpServletRequest request) {
        return secret(code, request);
    }

    /** Signs a person in and answers where this person was going, a path on this host. */
    String begin(User user, HttpServletRequest request, HttpServletResponse response) {
        known(request).ifPresent(before -> sessions.end(before.id(), before.owner()));
        BrowserSessions.Begun begun =
                sessions.begin(user.id(), BrowserName.of(request.getHeader(HttpHeaders.USER_AGENT)));
        cookie.set(response, begun.secret());
        if (code.read(request) != null) {
            code.clear(response);
        }
        String known = device(request);
        String deviceSecret = known == null ? Secrets.next() : known;
        devices.remember(user.id(), deviceSecret);
        device.set(response, deviceSecret, KnownDevices.REMEMBERED);
        SecurityContextHolder.setContext(
                new SecurityContextImpl(SignInReference.authentication(user.id(), begun.id())));
        String place = wanted.take(request, response);
        return place == null ? "/account" : place;
    }

    /** Ends what this browser has here, and all that it granted. */
    void end(HttpServletRequest request, HttpServletResponse response) {
        known(request).ifPresent(known -> sessions.end(known.id(), known.owner()));
        if (cookie.read(request) != null) {
            cookie.clear(response);
        }
    }

    /** The link, without its host, of the invitation that Kept's pages last showed in this browser; null when there is none. */
    @Nullable
    String invitation(HttpServletRequest request) {
        return invitation.read(request);
    }

    /** It did what it is for, or is good for nothing. */
    void forgetInvitation(HttpServletRequest request, HttpServletResponse response) {
        if (invitation.read(request) != null) {
            invitation.clear(response);
        }
    }

    /**
     * Ends a session of the person, wherever it is, and whatever this browser has here of the same person.
     *
     * @param session its id; null, or something else, in tokens from before sessions had ids
     */
    void end(@Nullable String session, UUID owner, HttpServletRequest request, HttpServletResponse response) {
        UUID id = session == null ? null : id(session);
        if (id == null) {
            sessions.endWithoutId(owner);
        } else {
            sessions.end(id, owner);
        }
        if (known(request).filter(known -> !known.owner().equals(owner)).isEmpty()) {
            end(request, response);
        }
    }

    private static @Nullable UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Optional<BrowserSessions.Known> known(HttpServletRequest request) {
        String secret = secret(cookie, request);
        return secret == null ? Optional.empty() : sessions.find(secret);
    }

    private static @Nullable String secret(HostCookie cookie, HttpServletRequest request) {
        String value = cookie.read(request);
        return value != null && SECRET.matcher(value).matches() ? value : null;
    }

    /** Loaded when a filter or a page first asks who is there. */
    private final class Contexts implements SecurityContextRepository {

        @Override
        public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
            return new Deferred(() -> known(request));
        }

        @Override
        @SuppressWarnings("deprecation")
        public SecurityContext loadContext(HttpRequestResponseHolder holder) {
            return loadDeferredContext(holder.getRequest()).get();
        }

        /** {@link #begin} and {@link #end} do that. */
        @Override
        public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

        @Override
        public boolean containsContext(HttpServletRequest request) {
            return secret(cookie, request) != null;
        }
    }

    private static final class Deferred implements DeferredSecurityContext {

        private final Supplier<Optional<BrowserSessions.Known>> known;
        private @Nullable SecurityContext loaded;
        private boolean generated;

        Deferred(Supplier<Optional<BrowserSessions.Known>> known) {
            this.known = known;
        }

        @Override
        public SecurityContext get() {
            SecurityContext context = loaded;
            if (context == null) {
                Optional<BrowserSessions.Known> found = known.get();
                generated = found.isEmpty();
                context = found.<SecurityContext>map(each ->
                                new SecurityContextImpl(SignInReference.authentication(each.owner(), each.id())))
                        .orElseGet(SecurityContextImpl::new);
                loaded = context;
            }
            return context;
        }

        @Override
        public boolean isGenerated() {
            get();
            return generated;
        }
    }
}
