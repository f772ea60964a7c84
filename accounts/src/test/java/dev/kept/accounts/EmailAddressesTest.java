package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Addresses that are verified and changed. */
class EmailAddressesTest {

    private static final Mailserver mailserver = new Mailserver();
    private static final RunningAccounts accounts = start();

    private final Http browser = new Http(accounts);
    private final String email = RunningAccounts.freshEmail();
    private final String next = RunningAccounts.freshEmail();

    private static RunningAccounts start() {
        Map<String, String> settings = new LinkedHashMap<>(mailserver.settings());
        settings.put("kept.accounts.sign-ups-per-address", "1000000");
        return RunningAccounts.start(settings);
    }

    @AfterAll
    static void stop() {
        accounts.close();
        mailserver.close();
    }

    @Nested
    class Verified {

        @Test
        void by_the_link_that_whoever_signs_up_gets_in_any_browser() {
            signUp();
            assertThat(browser.get("/account").body()).contains(">not confirmed<", "Send a link to confirm it");
            MimeMessage mail = mailserver.mailTo(email);
            assertThat(Mailserver.subject(mail)).isEqualTo("Confirm your e-mail address for Kept");

            Http phone = new Http(accounts);
            HttpResponse<String> page = phone.get(Mailserver.link(mail));
            assertThat(page.body()).contains("Is " + email + " your e-mail address?");
            assertThat(isVerified()).isFalse();
            HttpResponse<String> confirmed = confirm(phone, "/accounts/email/confirmation", mail);

            assertThat(confirmed.statusCode()).isEqualTo(302);
            assertThat(isVerified()).isTrue();
            assertThat(browser.get("/account").body()).contains(">confirmed<").doesNotContain("Send a link to confirm");
            assertThat(phone.get(Mailserver.link(mail)).statusCode()).isEqualTo(410);
        }

        @Test
        void also_after_a_sign_up_by_a_program() {
            browser.json(
                    "/api/accounts",
                    JsonMapper.shared()
                            .writeValueAsString(
                                    Map.of("email", email, "name", "Ada", "password", RunningAccounts.PASSWORD)));

            assertThat(Mailserver.text(mailserver.mailTo(email))).contains("/accounts/email/confirmation?link=");
        }

        @Test
        void by_a_link_sent_again_a_few_times() {
            signUp();
            for (int i = 0; i < 4; i++) {
                browser.fillIn("/account", "/account/email/verification", Map.of());
            }

            assertThat(browser.get("/account").body()).contains("There were many such mails already.");
            confirm(browser, "/accounts/email/confirmation", mailserver.mailTo(email, 4));
            assertThat(isVerified()).isTrue();
        }

        @Test
        void no_more_by_a_link_that_was_sent_before_the_address_changed() {
            signUp();
            MimeMessage old = mailserver.mailTo(email);
            change(next, RunningAccounts.PASSWORD);
            confirm(browser, "/account/email/confirmation", mailserver.mailTo(next));

            assertThat(browser.get(Mailserver.link(old)).body()).contains("It is too old");
        }

        @Test
        void never_without_a_mail_server_and_nothing_is_blocked() {
            Http silent = new Http(RunningAccounts.shared());
            silent.fillIn(
                    "/sign-up",
                    "/sign-up",
                    Map.of("email", email, "name", "Ada", "password", RunningAccounts.PASSWORD));

            assertThat(silent.get("/account").body())
                    .contains(">not confirmed<")
                    .doesNotContain("Send a link to confirm it");
        }
    }

    @Nested
    class Changed {

        @Test
        void by_the_link_sent_to_the_new_one_and_both_are_told() {
            signUp();
            confirm(browser, "/accounts/email/confirmation", mailserver.mailTo(email));
            assertThat(browser.get("/account").body()).contains("Your e-mail address is confirmed.");

            assertThat(change(next, RunningAccounts.PASSWORD).statusCode()).isEqualTo(302);
            assertThat(browser.get("/account").body())
                    .contains("Until you open it", email)
                    .doesNotContain(next);
            HttpResponse<String> confirmed = confirm(browser, "/account/email/confirmation", mailserver.mailTo(next));

            assertThat(confirmed.statusCode()).isEqualTo(302);
            assertThat(browser.get("/account").body())
                    .contains(next, ">confirmed<")
                    .doesNotContain(email);
            assertThat(Mailserver.subject(mailserver.mailTo(email, 2))).contains("was changed");
            assertThat(Mailserver.subject(mailserver.mailTo(next, 2))).contains("was changed");
            assertThat(new Http(accounts)
                            .fillIn("/sign-in", "/sign-in", Map.of("email", next, "password", RunningAccounts.PASSWORD))
                            .statusCode())
                    .isEqualTo(302);
        }

        @Test
        void by_nobody_else_who_gets_the_link() {
            signUp();
            change(next, RunningAccounts.PASSWORD);
            MimeMessage mail = mailserver.mailTo(next);
            Http stranger = new Http(accounts);
            assertThat(stranger.get(Mailserver.link(mail)).headers().firstValue("Location"))
                    .hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in"));
            HttpResponse<String> signedUp = stranger.fillIn(
                    "/sign-up",
                    "/sign-up",
                    Map.of(
                            "email",
                            RunningAccounts.freshEmail(),
                            "name",
                            "Mallory",
                            "password",
                            RunningAccounts.PASSWORD));

            assertThat(signedUp.headers().firstValue("Location").orElseThrow())
                    .contains("/account/email/confirmation?link=");
            assertThat(stranger.get(Mailserver.link(mail)).statusCode()).isEqualTo(404);
            assertThat(confirm(stranger, "/account/email/confirmation", mail).statusCode())
                    .isEqualTo(404);
            assertThat(browser.get("/account").body()).contains(email);
        }

        @Test
        void not_to_one_that_another_account_took_meanwhile() {
            signUp();
            change(next, RunningAccounts.PASSWORD);
            MimeMessage mail = mailserver.mailTo(next);
            accounts.person(next, "Faster");

            HttpResponse<String> late = confirm(browser, "/account/email/confirmation", mail);

            assertThat(late.statusCode()).isEqualTo(409);
            assertThat(late.body()).contains("Another account has this e-mail address by now.");
            assertThat(browser.get("/account").body()).contains(email);
        }

        @Test
        void with_all_errors_at_once() {
            signUp();
            accounts.person(next, "Other");

            HttpResponse<String> taken = change(next, "not the password");
            HttpResponse<String> nonsense = change("nobody", "not the password");

            assertThat(taken.statusCode()).isEqualTo(400);
            assertThat(taken.body()).contains("There is an account with this", "The password is not right.");
            assertThat(nonsense.body()).contains("Enter an e-mail address such as", "The password is not right.");
            assertThat(mailserver.mailsTo(next)).isEmpty();
        }

        @Test
        void at_once_where_no_mail_is_sent() {
            RunningAccounts silent = RunningAccounts.shared();
            silent.person(email, "Ada");
            Http here = new Http(silent);
            here.fillIn("/sign-in", "/sign-in", Map.of("email", email, "password", RunningAccounts.PASSWORD));

            here.fillIn("/account/email", "/account/email", Map.of("email", next, "current", RunningAccounts.PASSWORD));

            assertThat(here.get("/account").body()).contains(next, ">not confirmed<");
        }
    }

    private void signUp() {
        browser.fillIn(
                "/sign-up", "/sign-up", Map.of("email", email, "name", "Ada", "password", RunningAccounts.PASSWORD));
    }

    private HttpResponse<String> change(String address, String password) {
        return browser.fillIn("/account/email", "/account/email", Map.of("email", address, "current", password));
    }

    private boolean isVerified() {
        return accounts.jdbc()
                .sql("SELECT email_verified_at IS NOT NULL FROM user_account WHERE email = :email")
                .param("email", email)
                .query(Boolean.class)
                .single();
    }

    private static HttpResponse<String> confirm(Http browser, String action, MimeMessage mail) {
        String page = browser.get("/account").statusCode() == 200 ? "/account" : "/sign-in";
        return browser.fillIn(page, action, Map.of("link", Mailserver.link(mail).replaceAll(".*=", "")));
    }
}
