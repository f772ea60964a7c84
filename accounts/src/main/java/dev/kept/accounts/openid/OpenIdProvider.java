package dev.kept.accounts.openid;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.settings.AccountsSettings;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.web.OAuth2AuthorizationEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.authentication.JwtClientAssertionAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.X509ClientCertificateAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.DelegatingAuthenticationEntryPoint;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/** Puts Spring Authorization Server together from the parts in this package; none of it is a bean others could catch. */
@Component
public class OpenIdProvider {

    private final AccountsSettings settings;
    private final JdbcTemplate jdbc;
    private final SigningKeys keys;
    private final RegisteredClients clients;
    private final Authorizations authorizations;
    private final TokenClaims claims;

    OpenIdProvider(
            AccountsSettings settings,
            @OfAccounts JdbcTemplate jdbc,
            SigningKeys keys,
            RegisteredClients clients,
            Authorizations authorizations,
            TokenClaims claims) {
        this.settings = settings;
        this.jdbc = jdbc;
        this.keys = keys;
        this.clients = clients;
        this.authorizations = authorizations;
        this.claims = claims;
    }

    /**
     * Adds the provider's endpoints to a chain of filters and answers which requests they are.
     *
     * @param signedOut ends the session that the ID token of a sign-out names
     */
    public RequestMatcher serve(HttpSecurity http, AuthenticationSuccessHandler signedOut) {
        OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
        server.addObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationEndpointFilter>() {
            /** Sessions are ours, so Spring's own registry, which would begin an HTTP session, has nothing to learn. */
            @Override
            public <F extends OAuth2AuthorizationEndpointFilter> F postProcess(F filter) {
                filter.setSessionAuthenticationStrategy((who, request, response) -> {});
                return filter;
            }
        });
        http.with(
                        server,
                        provider -> provider.registeredClientRepository(clients)
                                .authorizationService(authorizations)
                                .authorizationConsentService(new JdbcOAuth2AuthorizationConsentService(jdbc, clients))
                                .authorizationServerSettings(AuthorizationServerSettings.builder()
                                        .issuer(settings.issuer())
                                        .build())
                                .tokenGenerator(new DelegatingOAuth2TokenGenerator(jwtGenerator(), new RefreshTokens()))
                                .clientAuthentication(client -> client.errorResponseHandler(new ClientRefusal())
                                        .authenticationConverter(new PublicClient.Converter())
                                        .authenticationProvider(new PublicClient.Provider(clients))
                                        .authenticationConverters(converters -> converters.removeIf(converter ->
                                                converter instanceof JwtClientAssertionAuthenticationConverter
                                                        || converter
                                                                instanceof
                                                                X509ClientCertificateAuthenticationConverter))
                                        .authenticationProviders(providers -> providers.forEach(each -> {
                                            if (each instanceof ClientSecretAuthenticationProvider secrets) {
                                                secrets.setPasswordEncoder(new SecretDigests());
                                            }
                                        })))
                                .authorizationServerMetadataEndpoint(
                                        metadata -> metadata.authorizationServerMetadataCustomizer(
                                                builder -> builder.claims(OpenIdProvider::whatIsServed)))
                                .oidc(oidc -> oidc.providerConfigurationEndpoint(
                                                configuration -> configuration.providerConfigurationCustomizer(
                                                        builder -> builder.claims(OpenIdProvider::whatIsServed)))
                                        .logoutEndpoint(out -> out.authenticationProviders(providers -> {
                                                    providers.clear();
                                                    providers.add(new SignOut(clients, keys, settings.issuer()));
                                                })
                                                .logoutResponseHandler(signedOut))
                                        .userInfoEndpoint(userInfo -> userInfo.userInfoMapper(claims::userInfo))))
                .oauth2ResourceServer(bearer -> bearer.jwt(jwt -> jwt.decoder(accessTokens())));
        http.setSharedObject(com.nimbusds.jose.jwk.source.JWKSource.class, keys);
        return server.getEndpointsMatcher();
    }

    /** Who has not said who they are: people are sent to sign in, programs are told in their own terms. */
    public AuthenticationEntryPoint entryPoint(AuthenticationEntryPoint forPeople) {
        PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
        ClientRefusal refusal = new ClientRefusal();
        return DelegatingAuthenticationEntryPoint.builder()
                .addEntryPointFor(refusal, path.matcher("/oauth2/token"))
                .addEntryPointFor(refusal, path.matcher("/oauth2/revoke"))
                .addEntryPointFor(refusal, path.matcher("/oauth2/introspect"))
                .addEntryPointFor(new BearerTokenAuthenticationEntryPoint(), path.matcher("/userinfo"))
                .defaultEntryPoint(forPeople)
                .build();
    }

    /** Reads access tokens of this provider without asking it over HTTP. */
    public JwtDecoder accessTokens() {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier(
                        new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TokenClaims.ACCESS_TOKEN_TYPE))))
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(),
                new JwtIssuerValidator(settings.issuer()),
                new JwtAudienceValidator(settings.audience())));
        return decoder;
    }

    private JwtGenerator jwtGenerator() {
        NimbusJwtEncoder encoder = new NimbusJwtEncoder(keys);
        encoder.setJwkSelector(List<JWK>::getFirst);
        JwtGenerator generator = new JwtGenerator(encoder);
        generator.setJwtCustomizer(claims);
        return generator;
    }

    /** The metadata name by default what Spring could do; here stands what this provider does. */
    private static void whatIsServed(Map<String, Object> metadata) {
        List<String> methods = List.of(
                ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue(),
                ClientAuthenticationMethod.CLIENT_SECRET_POST.getValue(),
                ClientAuthenticationMethod.NONE.getValue());
        metadata.put("token_endpoint_auth_methods_supported", methods);
        metadata.put("revocation_endpoint_auth_methods_supported", methods);
        metadata.put(
                "grant_types_supported",
                List.of(
                        AuthorizationGrantType.AUTHORIZATION_CODE.getValue(),
                        AuthorizationGrantType.REFRESH_TOKEN.getValue(),
                        AuthorizationGrantType.CLIENT_CREDENTIALS.getValue()));
        metadata.put("scopes_supported", List.of(OidcScopes.OPENID, OidcScopes.PROFILE, OidcScopes.EMAIL));
        metadata.keySet()
                .removeAll(List.of(
                        "introspection_endpoint",
                        "introspection_endpoint_auth_methods_supported",
                        "tls_client_certificate_bound_access_tokens",
                        "dpop_signing_alg_values_supported"));
    }
}
