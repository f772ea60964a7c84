package dev.kept.accounts.openid;

import dev.kept.accounts.ApiCredentials;
import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.secrets.Secrets;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps what people's sign-ins granted to Kept's pages, with three differences from Spring's own store: codes and
 * tokens are stored as digests, so that a copy of the table lets nobody in; a refresh token shown twice ends its
 * sign-in; tokens of API credentials are not stored, since nothing looks them up again.
 */
@Component
class Authorizations implements OAuth2AuthorizationService {

    private static final Logger log = LoggerFactory.getLogger(Authorizations.class);
    private static final String DIGEST_MARK = "sha256:";

    private final OAuth2AuthorizationService stored;
    private final JdbcGrants grants;
    private final ApiCredentials credentials;
    private final TransactionTemplate transactions;

    Authorizations(
            @OfAccounts JdbcTemplate jdbc,
            @OfAccounts TransactionTemplate transactions,
            RegisteredClientRepository clients,
            JdbcGrants grants,
            ApiCredentials credentials) {
        this.stored = new JdbcOAuth2AuthorizationService(jdbc, clients);
        this.grants = grants;
        this.credentials = credentials;
        this.transactions = transactions;
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(authorization.getAuthorizationGrantType())) {
            credentials.used(authorization.getRegisteredClientId());
            return;
        }
        OAuth2Authorization hidden = hidden(authorization);
        OAuth2Authorization.Token<OAuth2RefreshToken> refreshToken = hidden.getRefreshToken();
        try {
            transactions.executeWithoutResult(transaction -> store(hidden, refreshToken));
        } catch (DataIntegrityViolationException e) {
            // The person signed out meanwhile, and what this would grant ended with that.
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
    }

    private void store(
            OAuth2Authorization hidden, OAuth2Authorization.@Nullable Token<OAuth2RefreshToken> refreshToken) {
        if (refreshToken != null) {
            grants.replacing(hidden.getId(), refreshToken.getToken().getTokenValue());
        }
        stored.save(hidden);
        SignInReference.session(hidden.getAttribute(Principal.class.getName()))
                .ifPresent(session -> grants.link(hidden.getId(), session));
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        stored.remove(authorization);
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return stored.findById(id);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        if (type != null && "state".equals(type.getValue())) {
            return stored.findByToken(token, type);
        }
        String digest = digest(token);
        OAuth2Authorization found = stored.findByToken(digest, type);
        if (found != null) {
            return shown(found, digest, token);
        }
        if (type != null && OAuth2TokenType.REFRESH_TOKEN.equals(type) && grants.endSignInOf(digest)) {
            log.warn("A refresh token was shown twice; its sign-in has been ended.");
        }
        return null;
    }

    private static OAuth2Authorization hidden(OAuth2Authorization authorization) {
        OAuth2Authorization.Builder builder = OAuth2Authorization.from(authorization);
        for (Class<? extends OAuth2Token> type : TokenCopy.TYPES) {
            OAuth2Authorization.Token<? extends OAuth2Token> token = authorization.getToken(type);
            if (token != null && !token.getToken().getTokenValue().startsWith(DIGEST_MARK)) {
                TokenCopy.put(builder, token, digest(token.getToken().getTokenValue()));
            }
        }
        return builder.build();
    }

    /** The token that was asked for carries its value again, for callers look it up by value. */
    private static OAuth2Authorization shown(OAuth2Authorization found, String digest, String value) {
        OAuth2Authorization.Token<? extends OAuth2Token> token = found.getToken(digest);
        if (token == null) {
            return found;
        }
        OAuth2Authorization.Builder builder = OAuth2Authorization.from(found);
        TokenCopy.put(builder, token, value);
        return builder.build();
    }

    private static String digest(String value) {
        return DIGEST_MARK + Secrets.digest(value);
    }
}
