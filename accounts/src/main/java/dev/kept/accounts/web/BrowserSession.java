package dev.kept.accounts.web;

import dev.kept.accounts.User;
import dev.kept.accounts.Users;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.stereotype.Component;

/**
 * Who is signed in at the provider, in this browser. Its attributes have names of their own: in one process with
 * Kept's pages both keep theirs in the same HTTP session, and being signed in here is not being signed in there.
 */
@Component
class BrowserSession {

    private static final String SIGNED_IN = "kept.accounts.signed-in";
    private static final String WANTED = "kept.accounts.wanted";
    private static final String CSRF = "kept.accounts.csrf";

    private final Users users;
    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final HttpSessionRequestCache wanted = new HttpSessionRequestCache();
    private final HttpSessionCsrfTokenRepository csrf = new HttpSessionCsrfTokenRepository();
    private final SessionAuthenticationStrategy afresh = new CompositeSessionAuthenticationStrategy(
            List.of(new ChangeSessionIdAuthenticationStrategy(), new CsrfAuthenticationStrategy(csrf)));

    BrowserSession(Users users) {
        this.users = users;
        PathPatternRequestMatcher.Builder get = PathPatternRequestMatcher.withDefaults();
        contexts.setSpringSecurityContextKey(SIGNED_IN);
        csrf.setSessionAttributeName(CSRF);
        wanted.setSessionAttrName(WANTED);
        withoutMark(wanted);
        wanted.setRequestMatcher(new OrRequestMatcher(
                get.matcher(HttpMethod.GET, "/oauth2/authorize"), get.matcher(HttpMethod.GET, "/account")));
    }

    SecurityContextRepository contexts() {
        return contexts;
    }

    RequestCache wanted() {
        return wanted;
    }

    CsrfTokenRepository csrf() {
        return csrf;
    }

    /** Empty also when the account is gone since. */
    Optional<User> user() {
        Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
        return signedIn instanceof UsernamePasswordAuthenticationToken
                ? users.find(signedIn.getName())
                : Optional.empty();
    }

    /** Signs a person in and answers where this person was going, a path on this host. */
    String begin(User user, HttpServletRequest request, HttpServletResponse response) {
        // The id alone: this is stored with each authorization, where no name or address belongs.
        Authentication signedIn = UsernamePasswordAuthenticationToken.authenticated(
                user.id().toString(), null, List.of(FactorGrantedAuthority.fromAuthority("FACTOR_PASSWORD")));
        afresh.onAuthentication(signedIn, request, response);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(signedIn);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        SavedRequest saved = wanted.getRequest(request, response);
        if (saved == null) {
            return "/account";
        }
        wanted.removeRequest(request, response);
        return pathAndQuery(URI.create(saved.getRedirectUrl()));
    }

    /** Without a parameter of its own in the address, which would end up in the authorization request. */
    @SuppressWarnings("NullAway")
    private static void withoutMark(HttpSessionRequestCache cache) {
        cache.setMatchingRequestParameterName(null);
    }

    private static String pathAndQuery(URI uri) {
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }
}
