package dev.kept.pages;

import dev.kept.http.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;

/** The provider as the pages' sign-in needs it. Asked when somebody first signs in, never before: it may run in this very process. */
final class Issuer implements ClientRegistrationRepository {

    static final String REGISTRATION = "kept";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    private final PagesSettings settings;
    private volatile @Nullable ClientRegistration known;

    Issuer(PagesSettings settings) {
        this.settings = settings;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return REGISTRATION.equals(id) ? registration() : null;
    }

    /**
     * The registration.
     *
     * @throws Problem 503 while the provider cannot be asked
     */
    ClientRegistration registration() {
        ClientRegistration ready = known;
        if (ready == null) {
            ready = build();
            known = ready;
        }
        return ready;
    }

    /** Where browsers end their session at the provider; null when it has no such place. */
    @Nullable
    String endSession() {
        Object uri =
                registration().getProviderDetails().getConfigurationMetadata().get("end_session_endpoint");
        return uri instanceof String address ? address : null;
    }

    private ClientRegistration build() {
        boolean complete =
                settings.authorizationUri() != null && settings.tokenUri() != null && settings.jwkSetUri() != null;
        Map<String, Object> metadata = complete ? Map.of() : metadata();
        String endSession = settings.endSessionUri() != null
                ? settings.endSessionUri()
                : (String) metadata.get("end_session_endpoint");
        String secret = settings.clientSecret();
        return ClientRegistration.withRegistrationId(REGISTRATION)
                .clientId(settings.clientId())
                .clientSecret(secret == null ? "" : secret)
                .clientAuthenticationMethod(
                        secret == null
                                ? ClientAuthenticationMethod.NONE
                                : ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri((settings.publicUrl() == null ? "{baseUrl}" : settings.publicUrl()) + "/login/oauth2/code/"
                        + REGISTRATION)
                .scope(Arrays.stream(settings.scopes().split(","))
                        .map(String::strip)
                        .toList())
                .issuerUri(settings.issuer())
                .authorizationUri(either(settings.authorizationUri(), metadata, "authorization_endpoint"))
                .tokenUri(either(settings.tokenUri(), metadata, "token_endpoint"))
                .jwkSetUri(either(settings.jwkSetUri(), metadata, "jwks_uri"))
                .providerConfigurationMetadata(
                        endSession == null ? Map.of() : Map.of("end_session_endpoint", endSession))
                .userNameAttributeName("sub")
                .clientName("Kept")
                .build();
    }

    private static String either(@Nullable String configured, Map<String, Object> metadata, String name) {
        if (configured != null) {
            return configured;
        }
        if (metadata.get(name) instanceof String found) {
            return found;
        }
        throw away();
    }

    private Map<String, Object> metadata() {
        SimpleClientHttpRequestFactory http = new SimpleClientHttpRequestFactory();
        http.setConnectTimeout(CONNECT_TIMEOUT);
        http.setReadTimeout(READ_TIMEOUT);
        try {
            Map<String, Object> found = RestClient.create(new RestTemplate(http))
                    .get()
                    .uri(settings.issuer() + "/.well-known/openid-configuration")
                    .retrieve()
                    .body(new ParameterizedTypeReference<Map<String, Object>>() {});
            if (found != null && settings.issuer().equals(found.get("issuer"))) {
                return found;
            }
        } catch (RestClientException e) {
            throw away();
        }
        throw away();
    }

    private static Problem away() {
        return Problem.temporarilyUnavailable("Nobody can sign in just now.", Duration.ofSeconds(2));
    }
}
