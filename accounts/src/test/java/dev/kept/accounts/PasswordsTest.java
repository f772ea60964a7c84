package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.accounts.housekeeping.Chore;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords that are changed or forgotten. */
class PasswordsTest {

    private static final String NEXT = "four other calm words";
    private static final Pattern CHANGING = Pattern.compile("value=\"[^\"]*\"");

    private static final Mailserver mailserver = new Mailserver();
    private static final RunningAccounts accounts = start();

    private final Http visitor = new Http(accounts);
    private final String email = RunningAccounts.freshEmail();

    private static RunningAccounts start() {
        Map<String, String> settings = new LinkedHashMap<>(mailserver.settings());
        settings.put("kept.accounts.failed-sign-ins-per-address", "1000000");
        return RunningAccounts.start(settings);
    }

    @AfterAll
    static void stop() {
        accounts.close();
        mailserver.close();
    }

    @Nested
    class Forgotten {

        @Test
        void a_link_by_mail_sets_a_new_password_ends_all_sessions_and_shows_whose_the_address_is() {
            User user = accounts.person(email, "Ada Example");
            Http elsewhere = signedIn(RunningAccounts.PASSWORD);

            HttpResponse<String> asked = ask(email);
            assertThat(asked.statusCode()).isEqualTo(200);
            assertThat(asked.body()).contains("If there is an account with this e-mail address");
            MimeMessage mail = mailserver.mailTo(email);
            assertThat(Mailserver.subject(mail)).isEqualTo("A new password for Kept");
            assertThat(Mailserver.text(mail)).contains("Hello Ada Example,", "It works once, for 30 minutes");
            HttpResponse<String> set = visitor.fillIn(
                    Mailserver.link(mail), "/accounts/password/reset", Map.of("link", secret(mail), "password", NEXT));

            assertThat(set.headers().firstValue("Location"))
                    .hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in"));
            assertThat(visitor.get("/sign-in").body()).contains("Your new password is set");
            assertThat(elsewhere.get("/account").statusCode()).isEqualTo(302);
            assertThat(signIn(new Http(accounts), RunningAccounts.PASSWORD).statusCode())
                    .isEqualTo(400);
            assertThat(signIn(new Http(accounts), NEXT).statusCode()).isEqualTo(302);
            assertThat(accounts.bean(Users.class)
                            .find(user.id().toString())
                            .orElseThrow()
                            .verified())
                    .isTrue();
            assertThat(Mailserver.subject(mailserver.mailTo(email, 2))).isEqualTo("Your password for Kept was changed");
        }

        @Test
        void the_answer_is_the_same_whether_there_is_an_account_or_not_and_nothing_goes_to_a_stranger() {
            accounts.person(email, "Ada");
            String stranger = RunningAccounts.freshEmail();

            HttpResponse<String> unknown = ask(stranger);
            HttpResponse<String> known = ask(email);

            mailserver.mailTo(email);
            assertThat(unknown.statusCode()).isEqualTo(known.statusCode());
            assertThat(same(unknown)).isEqualTo(same(known));
            assertThat(mailserver.mailsTo(stranger)).isEmpty();
        }

        @Test
        void a_link_works_once_and_says_so_afterwards() {
            accounts.person(email, "Ada");
            ask(email);
            ask(email);
            MimeMessage second = mailserver.mailTo(email, 2);
            MimeMessage first = mailserver.mailsTo(email).getFirst();
            String page = Mailserver.link(first);
            assertThat(visitor.get(page).statusCode()).isEqualTo(200);
            visitor.fillIn(page, "/accounts/password/reset", Map.of("link", secret(first), "password", NEXT));

            HttpResponse<String> again = visitor.get(page);
            assertThat(again.statusCode()).isEqualTo(410);
            assertThat(again.body()).contains("It was used already, and works only once.");
            assertThat(post(secret(first)).statusCode()).isEqualTo(410);
            assertThat(visitor.get(Mailserver.link(second)).body()).contains("It is too old, or another one was used");
            assertThat(signIn(visitor, NEXT).statusCode()).isEqualTo(302);
        }

        @Test
        void a_link_is_good_for_half_an_hour_and_forgotten_a_week_after_that() {
            accounts.person(email, "Ada");
            ask(email);
            MimeMessage mail = mailserver.mailTo(email);
            passTime("29 minutes");
            assertThat(visitor.get(Mailserver.link(mail)).statusCode()).isEqualTo(200);
            passTime("2 minutes");

            assertThat(visitor.get(Mailserver.link(mail)).statusCode()).isEqualTo(410);
            assertThat(post(secret(mail)).body()).contains("It is too old");
            assertThat(signIn(visitor, RunningAccounts.PASSWORD).statusCode()).isEqualTo(302);
            passTime("7 days");
            accounts.beans(Chore.class).forEach(Chore::tidy);
            assertThat(visitor.get(Mailserver.link(mail)).statusCode()).isEqualTo(404);
        }

        @Test
        void a_password_that_is_too_short_leaves_the_link_good() {
            accounts.person(email, "Ada");
            ask(email);
            String page = Mailserver.link(mailserver.mailTo(email));

            HttpResponse<String> refused = visitor.fillIn(
                    page, "/accounts/password/reset", Map.of("link", page.replaceAll(".*=", ""), "password", "short"));

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("href=\"#password\"", "at least 12 characters");
            assertThat(visitor.get(page).statusCode()).isEqualTo(200);
        }

        @Test
        void no_table_holds_what_a_link_holds() {
            accounts.person(email, "Ada");
            ask(email);
            String secret = secret(mailserver.mailTo(email));

            assertThat(accounts.jdbc()
                            .sql("SELECT count(*) FROM account_link l WHERE l::text LIKE '%' || :secret || '%'")
                            .param("secret", secret)
                            .query(Long.class)
                            .single())
                    .isZero();
        }

        @Test
        void whoever_asks_too_often_has_to_wait_with_an_account_or_without() {
            accounts.person(email, "Ada");
            String stranger = RunningAccounts.freshEmail();
            for (int i = 0; i < 3; i++) {
                assertThat(ask(email).statusCode()).isEqualTo(200);
                assertThat(ask(stranger).statusCode()).isEqualTo(200);
            }

            HttpResponse<String> known = ask(email);
            HttpResponse<String> unknown = ask(stranger);

            assertThat(known.statusCode()).isEqualTo(429);
            assertThat(known.headers().firstValue("Retry-After")).isPresent();
            assertThat(same(known)).isEqualTo(same(unknown));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "link=", "link=x", "link=%00", "link=a&link=b", "link=%ED%A0%80"})
        void what_is_no_link_is_not_known(String query) {
            HttpResponse<String> page = visitor.get("/accounts/password/reset?" + query);

            assertThat(page.statusCode()).isIn(400, 404);
            assertThat(page.body()).doesNotContain("name=\"password\"");
        }

        @Test
        void an_address_that_is_none_is_said_to_be() {
            HttpResponse<String> refused = ask("nobody");

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("Enter an e-mail address such as", "value=\"nobody\"");
        }

        @Test
        void in_german_page_and_mail_are_german() {
            accounts.person(email, "Ada");
            Http german = new Http(accounts).accepting("de");
            german.fillIn("/accounts/password/forgotten", "/accounts/password/forgotten", Map.of("email", email));

            MimeMessage mail = mailserver.mailTo(email);

            assertThat(Mailserver.subject(mail)).isEqualTo("Ein neues Passwort für Kept");
            assertThat(german.get(Mailserver.link(mail)).body()).contains("<html lang=\"de\"", "Neues Passwort setzen");
        }

        @Test
        void a_mail_server_that_hangs_holds_up_no_answer() throws IOException {
            try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                    RunningAccounts own = RunningAccounts.start(Map.of(
                            "kept.mail.host", "127.0.0.1",
                            "kept.mail.port", Integer.toString(silent.getLocalPort()),
                            "kept.mail.encryption", "none",
                            "kept.mail.from", "kept@kept.test"))) {
                Http page = new Http(own);
                Instant before = Instant.now();
                for (int i = 0; i < 6; i++) {
                    String address = RunningAccounts.freshEmail();
                    own.person(address, "Ada");
                    assertThat(page.fillIn(
                                            "/accounts/password/forgotten",
                                            "/accounts/password/forgotten",
                                            Map.of("email", address))
                                    .statusCode())
                            .isEqualTo(200);
                }
                // Each conversation is given up after ten seconds at the earliest.
                assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(60));
            }
        }

        @Test
        void without_a_mail_server_the_page_says_who_can_help() {
            RunningAccounts silent = RunningAccounts.shared();
            HttpResponse<String> page = new Http(silent).get("/accounts/password/forgotten");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("This Kept sends no mail.").doesNotContain("<form");
        }
    }

    @Nested
    class Changed {

        @Test
        void the_old_one_is_asked_and_all_other_sessions_end() {
            User user = accounts.person(email, "Ada");
            Http here = signedIn(RunningAccounts.PASSWORD);
            Http elsewhere = signedIn(RunningAccounts.PASSWORD);
            verified(user);

            HttpResponse<String> changed = change(here, RunningAccounts.PASSWORD, NEXT);

            assertThat(changed.statusCode()).isEqualTo(302);
            assertThat(here.get("/account").body()).contains("Your password is changed.");
            assertThat(elsewhere.get("/account").statusCode()).isEqualTo(302);
            assertThat(signIn(new Http(accounts), RunningAccounts.PASSWORD).statusCode())
                    .isEqualTo(400);
            assertThat(signIn(new Http(accounts), NEXT).statusCode()).isEqualTo(302);
            assertThat(Mailserver.text(mailserver.mailTo(email))).contains("If it was not you");
        }

        @Test
        void all_errors_are_shown_at_once() {
            accounts.person(email, "Ada");

            HttpResponse<String> refused = change(signedIn(RunningAccounts.PASSWORD), "not the right one", "short");

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body())
                    .contains("href=\"#current\"", "The password is not right.")
                    .contains("href=\"#password\"", "at least 12 characters")
                    .doesNotContain("not the right one");
            assertThat(signIn(new Http(accounts), RunningAccounts.PASSWORD).statusCode())
                    .isEqualTo(302);
        }

        @Test
        void guesses_at_an_open_browser_have_to_wait() {
            accounts.person(email, "Ada");
            Http open = signedIn(RunningAccounts.PASSWORD);
            for (int i = 0; i < 5; i++) {
                assertThat(change(open, "guess " + i, NEXT).statusCode()).isEqualTo(400);
            }

            assertThat(change(open, RunningAccounts.PASSWORD, NEXT).statusCode())
                    .isEqualTo(429);
        }

        @Test
        void nobody_changes_it_without_being_signed_in() {
            assertThat(visitor.get("/account/password").statusCode()).isEqualTo(302);
            assertThat(visitor.form("/account/password", Map.of("current", "x", "password", NEXT))
                            .statusCode())
                    .isEqualTo(403);
        }

        private HttpResponse<String> change(Http browser, String current, String next) {
            return browser.fillIn(
                    "/account/password", "/account/password", Map.of("current", current, "password", next));
        }

        private static void verified(User user) {
            accounts.jdbc()
                    .sql("UPDATE user_account SET email_verified_at = now() WHERE id = :id")
                    .param("id", user.id())
                    .update();
        }
    }

    private HttpResponse<String> ask(String address) {
        return visitor.fillIn("/accounts/password/forgotten", "/accounts/password/forgotten", Map.of("email", address));
    }

    private HttpResponse<String> post(String secret) {
        return visitor.fillIn(
                "/sign-in", "/accounts/password/reset", Map.of("link", secret, "password", "some more calm words"));
    }

    private Http signedIn(String password) {
        Http browser = new Http(accounts);
        assertThat(signIn(browser, password).statusCode()).isEqualTo(302);
        return browser;
    }

    private HttpResponse<String> signIn(Http browser, String password) {
        return browser.fillIn("/sign-in", "/sign-in", Map.of("email", email, "password", password));
    }

    private static String secret(MimeMessage mail) {
        return Mailserver.link(mail).replaceAll(".*=", "");
    }

    private static String same(HttpResponse<String> answer) {
        return CHANGING.matcher(answer.body()).replaceAll("");
    }

    private static void passTime(String time) {
        accounts.jdbc()
                .sql("UPDATE account_link SET expires_at = expires_at - cast(:time AS interval)")
                .param("time", time)
                .update();
    }
}
