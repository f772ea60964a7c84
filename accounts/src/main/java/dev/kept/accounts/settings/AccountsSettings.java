package dev.kept.accounts.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * What an operator may set.
 *
 * @param publicUrl {@code kept.public-url}: where browsers reach Kept, without a slash at its end
 * @param issuer {@code kept.oauth.issuer}: the {@code iss} of all tokens; the public URL when not set
 * @param audience {@code kept.oauth.audience}: the {@code aud} of access tokens; {@code kept} when not set
 * @param signUp {@code kept.accounts.sign-up}: open, invitation or closed; open when not set
 * @param apiUrl {@code kept.accounts.api-url}: where this service reaches the API of ledgers, without a slash at its end; the public URL
 *     when not set
 * @param mailDomains {@code kept.accounts.mail-domains}: the domains, in lower case, that addresses of people who sign up or change theirs
 *     may have; empty for all of them
 * @param signUpsPerAddress {@code kept.accounts.sign-ups-per-address}: so many an hour from one network address
 *     before it has to wait; 30 when not set
 * @param failedSignInsPerAddress {@code kept.accounts.failed-sign-ins-per-address}: so many an hour from one network
 *     address before it has to wait; 50 when not set
 * @param mail the server that takes mail; null when none is named, and then no mail is sent
 * @param database the run-time role's access to the schema {@code accounts}
 * @param migration the owner's access, for migrations only; the run-time role's when not set
 */
public record AccountsSettings(
        URI publicUrl,
        String issuer,
        String audience,
        SignUpMode signUp,
        URI apiUrl,
        Set<String> mailDomains,
        int signUpsPerAddress,
        int failedSignInsPerAddress,
        @Nullable MailServer mail,
        Database database,
        Login migration) {

    private static final Pattern DOMAIN = Pattern.compile("[^\\s@,.]+(\\.[^\\s@,.]+)*");

    /** {@code kept.accounts.datasource.*}: the JDBC URL, the login and the most connections to hold (8 when not set). */
    public record Database(String url, Login login, int poolSize) {}

    /** A database role and its password. */
    public record Login(String username, String password) {
        @Override
        public String toString() {
            return username;
        }
    }

    public static AccountsSettings from(Environment environment) {
        URI publicUrl = url("kept.public-url", required(environment, "kept.public-url"));
        String apiUrl = environment.getProperty("kept.accounts.api-url", "").strip();
        Login login = new Login(
                required(environment, "kept.accounts.datasource.username"),
                required(environment, "kept.accounts.datasource.password"));
        String owner = environment.getProperty("kept.accounts.migration.username");
        Login migration =
                owner == null ? login : new Login(owner, required(environment, "kept.accounts.migration.password"));
        return new AccountsSettings(
                publicUrl,
                required(environment, "kept.oauth.issuer"),
                environment.getProperty("kept.oauth.audience", "kept"),
                signUp(environment.getProperty("kept.accounts.sign-up", "open")),
                apiUrl.isEmpty() ? publicUrl : url("kept.accounts.api-url", apiUrl),
                mailDomains(environment.getProperty("kept.accounts.mail-domains", "")),
                environment.getProperty("kept.accounts.sign-ups-per-address", Integer.class, 30),
                environment.getProperty("kept.accounts.failed-sign-ins-per-address", Integer.class, 50),
                MailServer.from(environment),
                new Database(
                        required(environment, "kept.accounts.datasource.url"),
                        login,
                        environment.getProperty("kept.accounts.datasource.pool-size", Integer.class, 8)),
                migration);
    }

    /** Whether browsers come by TLS, so that a cookie may be kept from any other connection. */
    public boolean servedByTls() {
        return "https".equals(publicUrl.getScheme());
    }

    private static String required(Environment environment, String property) {
        String value = environment.getProperty(property);
        if (value == null || value.isBlank()) {
            throw new WrongSetting(property, "The property %s is not set.".formatted(property));
        }
        return value;
    }

    private static SignUpMode signUp(String value) {
        return switch (value.strip()) {
            case "open", "" -> SignUpMode.OPEN;
            case "invitation" -> SignUpMode.INVITATION;
            case "closed" -> SignUpMode.CLOSED;
            default ->
                throw new WrongSetting(
                        "kept.accounts.sign-up",
                        "The property kept.accounts.sign-up is none of open, invitation and closed.");
        };
    }

    private static Set<String> mailDomains(String value) {
        Set<String> domains = Arrays.stream(value.split(","))
                .map(each -> each.strip().toLowerCase(Locale.ROOT))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (domains.stream().anyMatch(each -> !DOMAIN.matcher(each).matches())) {
            throw new WrongSetting(
                    "kept.accounts.mail-domains",
                    "The property kept.accounts.mail-domains is no list of domains such as example.org, example.com.");
        }
        return domains;
    }

    private static URI url(String property, String value) {
        @Nullable URI url = parsed(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
        if (url == null
                || url.getHost() == null
                || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new WrongSetting(
                    property,
                    "The property %s is no http or https URL such as https://kept.example.org.".formatted(property));
        }
        return url;
    }

    private static @Nullable URI parsed(String value) {
        try {
            return new URI(value);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
