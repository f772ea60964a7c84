package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Accounts' pages for whoever reads German. */
class GermanPagesTest {

    private static final ResourceBundle ENGLISH = bundle(Locale.ROOT);
    private static final ResourceBundle GERMAN = bundle(Locale.GERMAN);

    /** What stands alone between two tags in English, and says something else in German. */
    private static final List<String> WORDS = words();

    private final RunningAccounts accounts = RunningAccounts.shared();
    private final Http visitor = new Http(accounts).accepting("de-DE,de;q=0.9,en;q=0.5");
    private final String email = RunningAccounts.freshEmail();

    private static List<String> words() {
        Set<String> german = GERMAN.keySet().stream().map(GERMAN::getString).collect(Collectors.toSet());
        return ENGLISH.keySet().stream()
                .map(ENGLISH::getString)
                .filter(text -> !text.contains("{") && !german.contains(text))
                .toList();
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                "dev.kept.wording.accounts",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    private static String german(HttpResponse<String> page, int status) {
        assertThat(page.statusCode()).as(page.body()).isEqualTo(status);
        assertThat(page.body()).contains("<html lang=\"de\"").doesNotContain("kept:", "??");
        assertThat(WORDS).hasSizeGreaterThan(30);
        assertThat(WORDS.stream()
                        .filter(word -> Pattern.compile(">\\s*" + Pattern.quote(word) + "\\s*<")
                                .matcher(page.body())
                                .find()))
                .isEmpty();
        return page.body();
    }

    @Test
    void signing_in() {
        assertThat(german(visitor.get("/sign-in?signed-out"), 200))
                .contains("<title>Anmelden · Kept</title>", "Sie sind abgemeldet.", "E-Mail-Adresse</label>")
                .contains("<p>Neu hier? <a href=\"/sign-up\">Konto anlegen</a></p>");

        assertThat(german(
                        visitor.fillIn(
                                "/sign-in", "/sign-in", Map.of("email", email, "password", "four words not right")),
                        400))
                .contains("<title>Fehler: Anmelden · Kept</title>", "Es gibt ein Problem")
                .contains("Die E-Mail-Adresse oder das Passwort stimmt nicht.");
    }

    @Test
    void signing_up_and_ones_account() {
        assertThat(german(
                        visitor.fillIn(
                                "/sign-up", "/sign-up", Map.of("email", "nobody", "name", " ", "password", "kurz")),
                        400))
                .contains("Geben Sie einen Namen ein.", "Geben Sie eine E-Mail-Adresse ein, zum Beispiel")
                .contains("Das Passwort muss mindestens 12 Zeichen haben.");

        visitor.fillIn(
                "/sign-up", "/sign-up", Map.of("email", email, "name", "Ada", "password", RunningAccounts.PASSWORD));
        visitor.fillIn("/account", "/account/credentials", Map.of("label", "Ein Programm"));
        assertThat(german(visitor.get("/account"), 200))
                .contains("Neuer Zugang: Ein Programm", "Kopieren Sie das Geheimnis jetzt")
                .contains("aria-label=\"Ein Programm widerrufen\">Widerrufen</button>")
                .containsPattern("<td>\\p{L}+\\., \\d+\\. \\p{L}+\\.? \\d{4}, \\d\\d:\\d\\d UTC</td>");
        assertThat(german(visitor.fillIn("/account", "/account/credentials", Map.of("label", "x".repeat(101))), 400))
                .contains("Die Bezeichnung darf höchstens 100 Zeichen haben.");
    }

    @Test
    void what_one_changes_about_ones_account() {
        visitor.fillIn(
                "/sign-up", "/sign-up", Map.of("email", email, "name", "Ada", "password", RunningAccounts.PASSWORD));

        assertThat(german(visitor.get("/accounts/password/forgotten"), 200)).contains("versendet keine E-Mails");
        assertThat(german(visitor.get("/accounts/password/reset?link=x"), 404)).contains("Dieser Link gilt nicht mehr");
        assertThat(german(
                        visitor.fillIn(
                                "/account/password", "/account/password", Map.of("current", "x", "password", "kurz")),
                        400))
                .contains("Das Passwort stimmt nicht.", "Das Passwort muss mindestens 12 Zeichen haben.");
        assertThat(german(
                        visitor.fillIn("/account/email", "/account/email", Map.of("email", "nobody", "current", "x")),
                        400))
                .contains("Geben Sie eine E-Mail-Adresse ein, zum Beispiel");
        assertThat(german(visitor.get("/account/closing"), 200)).contains("Mein Konto schließen");
        visitor.fillIn(
                "/account/second-factor", "/account/second-factor/setup", Map.of("current", RunningAccounts.PASSWORD));
        assertThat(german(
                        visitor.fillIn(
                                "/account/second-factor",
                                "/account/second-factor/confirmation",
                                Map.of("code", "nonsense")),
                        400))
                .contains("Codes bei der Anmeldung", "Der Code stimmt nicht", "QR-Code für eine");
    }

    @Test
    void a_form_that_is_too_old() {
        assertThat(german(visitor.form("/sign-in", Map.of("email", email)), 403))
                .contains("<p><a href=\"/sign-in\">Anmelden</a> oder <a href=\"/sign-up\">Konto anlegen</a>.</p>");
    }

    @Test
    void the_language_that_was_chosen_on_a_page_of_kept_comes_first() {
        Http english = new Http(accounts).accepting("en");

        HttpResponse<String> chosen = english.send(english.request("/sign-in").header("Cookie", "kept-language=de"));

        german(chosen, 200);
        assertThat(english.get("/sign-in").body()).contains("<html lang=\"en\"", ">Sign in</h1>");
        assertThat(new Http(accounts).accepting("fr").get("/sign-in").body()).contains("<html lang=\"en\"");
    }
}
