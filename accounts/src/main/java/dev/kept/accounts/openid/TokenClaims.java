package dev.kept.accounts.openid;

import dev.kept.accounts.User;
import dev.kept.accounts.Users;
import dev.kept.accounts.settings.AccountsSettings;
import java.util.Collections;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcUserInfoAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.stereotype.Component;

/** What tokens say: whoever asks for one, {@code sub} is a person and {@code name} this person's name. */
@Component
class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    static final String CLIENT_ID = "client_id";
    static final String SESSION = "sid";

    /** RFC 9068: by it nobody takes an ID token for an access token. */
    static final String ACCESS_TOKEN_TYPE = "at+jwt";

    private final Users users;
    private final String audience;

    TokenClaims(Users users, AccountsSettings settings) {
        this.users = users;
        this.audience = settings.audience();
    }

    @Override
    public void customize(JwtEncodingContext context) {
        RegisteredClients.@Nullable Owner owner = RegisteredClients.owner(context.getRegisteredClient());
        Authentication principal = Objects.requireNonNull(context.getPrincipal());
        String subject = owner == null ? principal.getName() : owner.id().toString();
        String name = owner == null ? existing(subject).name() : owner.name();
        context.getClaims().subject(subject);
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            context.getJwsHeader().type(ACCESS_TOKEN_TYPE);
            context.getClaims()
                    // The store reads back lists of this kind, and not those of List.of.
                    .audience(Collections.singletonList(audience))
                    .claim(StandardClaimNames.NAME, name)
                    .claim(CLIENT_ID, context.getRegisteredClient().getClientId());
        } else {
            SignInReference.session(principal)
                    .ifPresent(session -> context.getClaims().claim(SESSION, session.toString()));
            if (context.getAuthorizedScopes().contains(OidcScopes.PROFILE)) {
                context.getClaims().claim(StandardClaimNames.NAME, name);
            }
        }
    }

    /** The answer of the user info endpoint. */
    OidcUserInfo userInfo(OidcUserInfoAuthenticationContext context) {
        User user = existing(context.getAuthorization().getPrincipalName());
        OidcUserInfo.Builder info = OidcUserInfo.builder().subject(user.id().toString());
        if (context.getAuthorization().getAuthorizedScopes().contains(OidcScopes.PROFILE)) {
            info.name(user.name());
        }
        // Here alone: tokens travel and are kept, and an address is nobody else's.
        if (context.getAuthorization().getAuthorizedScopes().contains(OidcScopes.EMAIL)) {
            info.email(user.email()).emailVerified(user.verified());
        }
        return info.build();
    }

    private User existing(String subject) {
        return users.find(subject).orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
    }
}
