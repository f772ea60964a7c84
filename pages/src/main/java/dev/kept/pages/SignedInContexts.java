package dev.kept.pages;

import dev.kept.pages.PagesSessions.Content;
import dev.kept.pages.PagesSessions.Session;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;

/** Who is signed in, as Spring Security asks for it. {@link PagesSessions} begins and ends sessions by itself. */
record SignedInContexts(PagesSessions sessions) implements SecurityContextRepository {

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new Deferred(sessions, request);
    }

    @Override
    @SuppressWarnings("deprecation")
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return loadDeferredContext(holder.getRequest()).get();
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return sessions.of(request) != null;
    }

    private static SecurityContext context(Session session) {
        Content content = session.content();
        Map<String, Object> claims = new HashMap<>(Map.of(StandardClaimNames.SUB, content.subject()));
        if (content.name() != null) {
            claims.put(StandardClaimNames.NAME, content.name());
        }
        if (content.email() != null) {
            claims.put(StandardClaimNames.EMAIL, content.email());
        }
        DefaultOidcUser person = new DefaultOidcUser(
                List.of(new SimpleGrantedAuthority("OIDC_USER")),
                new OidcIdToken(content.idToken(), null, null, claims));
        return new SecurityContextImpl(
                new OAuth2AuthenticationToken(person, person.getAuthorities(), Issuer.REGISTRATION));
    }

    private static final class Deferred implements DeferredSecurityContext {

        private final PagesSessions sessions;
        private final HttpServletRequest request;
        private @Nullable SecurityContext loaded;
        private boolean generated;

        Deferred(PagesSessions sessions, HttpServletRequest request) {
            this.sessions = sessions;
            this.request = request;
        }

        @Override
        public SecurityContext get() {
            SecurityContext context = loaded;
            if (context == null) {
                Session session = sessions.of(request);
                generated = session == null;
                context = session == null ? new SecurityContextImpl() : context(session);
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
