package dev.kept.pages;

import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Where pages find the rest.
 *
 * @param publicUrl {@code kept.public-url}: where browsers reach Kept; null to go by each request
 * @param issuer {@code kept.oauth.issuer}
 * @param authorizationUri {@code kept.pages.authorization-uri}: where browsers sign in; null to ask the issuer's metadata
 * @param tokenUri {@code kept.pages.token-uri}: where this service exchanges codes; null to ask the issuer's metadata
 * @param endSessionUri {@code kept.pages.end-session-uri}: where browsers sign out; null to ask the issuer's metadata
 * @param jwkSetUri {@code kept.oauth.jwk-set-uri}; null to ask the issuer's metadata
 * @param apiUrl {@code kept.pages.api-url}: where this service reaches the API; null for this very process
 * @param clientId {@code kept.pages.client-id}; {@code kept-pages} when not set
 * @param clientSecret {@code kept.pages.client-secret}, for a provider that wants one beside PKCE
 * @param scopes {@code kept.pages.scopes}, separated by commas; {@code openid,profile} when not set
 */
record PagesSettings(
        @Nullable String publicUrl,
        String issuer,
        @Nullable String authorizationUri,
        @Nullable String tokenUri,
        @Nullable String endSessionUri,
        @Nullable String jwkSetUri,
        @Nullable String apiUrl,
        String clientId,
        @Nullable String clientSecret,
        String scopes) {

    static PagesSettings from(Environment environment) {
        return new PagesSettings(
                url(environment, "kept.public-url"),
                environment.getProperty("kept.oauth.issuer", ""),
                url(environment, "kept.pages.authorization-uri"),
                url(environment, "kept.pages.token-uri"),
                url(environment, "kept.pages.end-session-uri"),
                url(environment, "kept.oauth.jwk-set-uri"),
                url(environment, "kept.pages.api-url"),
                environment.getProperty("kept.pages.client-id", "kept-pages"),
                url(environment, "kept.pages.client-secret"),
                environment.getProperty("kept.pages.scopes", "openid,profile"));
    }

    /** Whether browsers come by TLS, so that a cookie may be kept from any other connection. */
    boolean servedByTls() {
        return publicUrl != null && publicUrl.startsWith("https:");
    }

    /** Where browsers sign in; empty when it is this origin. */
    String issuersOrigin() {
        return foreignOrigin(authorizationUri == null ? issuer : authorizationUri);
    }

    /** Where forms of the sign-in and sign-out may lead, as sources of the content security policy. */
    String formTargets() {
        return Stream.of(issuersOrigin(), endSessionUri == null ? "" : foreignOrigin(endSessionUri))
                .filter(origin -> !origin.isEmpty())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private String foreignOrigin(String address) {
        if (address.isBlank() || (publicUrl != null && address.startsWith(publicUrl))) {
            return "";
        }
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static @Nullable String url(Environment environment, String name) {
        String value = environment.getProperty(name, "").strip();
        if (value.isEmpty()) {
            return null;
        }
        return value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
    }
}
