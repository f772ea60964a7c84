package dev.kept.accounts.openid;

import dev.kept.accounts.ApiCredentials;
import dev.kept.accounts.settings.AccountsSettings;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/**
 * Who may ask for tokens: Kept's own pages, known from the settings alone, and the API credentials in the database. A
 * revoked credential is not found, nor is one whose owner has no account any more.
 */
@Component
class RegisteredClients implements RegisteredClientRepository {

    static final String PAGES = "kept-pages";

    private static final Duration API_ACCESS = Duration.ofHours(1);
    private static final Duration PAGES_ACCESS = Duration.ofMinutes(15);
    private static final Duration PAGES_REFRESH = Duration.ofDays(14);
    private static final String OWNER = "kept.owner";
    private static final String OWNER_NAME = "kept.owner-name";

    private final ApiCredentials credentials;
    private final RegisteredClient pages;

    RegisteredClients(ApiCredentials credentials, AccountsSettings settings) {
        this.credentials = credentials;
        this.pages = pages(settings.publicUrl().toString());
    }

    /** For whom an API credential acts; null for Kept's own pages, which act for whoever signed in. */
    static @Nullable Owner owner(RegisteredClient client) {
        UUID id = client.getClientSettings().getSetting(OWNER);
        String name = client.getClientSettings().getSetting(OWNER_NAME);
        return id == null || name == null ? null : new Owner(id, name);
    }

    record Owner(UUID id, String name) {}

    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("Clients come from the settings and from API credentials alone.");
    }

    /** Both identifiers of a client are the same one. */
    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return PAGES.equals(clientId)
                ? pages
                : credentials.holder(clientId).map(RegisteredClients::api).orElse(null);
    }

    private static RegisteredClient api(ApiCredentials.Holder holder) {
        return RegisteredClient.withId(holder.clientId())
                .clientId(holder.clientId())
                .clientSecret(holder.secretDigest())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .clientSettings(ClientSettings.builder()
                        .setting(OWNER, holder.owner())
                        .setting(OWNER_NAME, holder.ownerName())
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(API_ACCESS)
                        .build())
                .build();
    }

    private static RegisteredClient pages(String publicUrl) {
        return RegisteredClient.withId(PAGES)
                .clientId(PAGES)
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUri(publicUrl + "/login/oauth2/code/kept")
                .postLogoutRedirectUri(publicUrl + "/")
                .scope(OidcScopes.OPENID)
                .scope(OidcScopes.PROFILE)
                .scope(OidcScopes.EMAIL)
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(PAGES_ACCESS)
                        .refreshTokenTimeToLive(PAGES_REFRESH)
                        .reuseRefreshTokens(false)
                        .build())
                .build();
    }
}
