package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What whoever runs Kept does on a command line, and a Kept where nobody can sign up. */
class OperatorTest {

    private final RunningAccounts accounts = RunningAccounts.shared();
    private final String email = RunningAccounts.freshEmail();
    private final Http browser = new Http(accounts);

    /** What a command wrote, and how it ended. */
    private record Said(int code, String out, String err) {}

    @Test
    void a_link_of_the_operators_sets_a_new_password_and_verifies_no_address() {
        accounts.person(email, "Ada");

        Said said = run("reset-link", email);

        assertThat(said.code()).as(said.err()).isZero();
        String link = said.out().strip();
        assertThat(link).startsWith(accounts.url() + "/accounts/password/reset?link=");
        browser.fillIn(
                link,
                "/accounts/password/reset",
                Map.of("link", link.replaceAll(".*=", ""), "password", "four other calm words"));
        assertThat(browser.fillIn("/sign-in", "/sign-in", Map.of("email", email, "password", "four other calm words"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(run("list").out()).contains(email + "\tnot confirmed\tAda\tsince ", "\tseen ");
    }

    @Test
    void an_address_is_confirmed_on_the_operators_word() {
        User user = accounts.person(email, "Ada");

        assertThat(run("verify", user.id().toString()).code()).isZero();

        assertThat(run("list").out()).contains(email + "\tconfirmed\tAda");
    }

    @Test
    void somebody_is_signed_out_everywhere() {
        accounts.person(email, "Ada");
        browser.fillIn("/sign-in", "/sign-in", Map.of("email", email, "password", RunningAccounts.PASSWORD));
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);

        assertThat(run("end-sessions", email).code()).isZero();

        assertThat(browser.get("/account").statusCode()).isEqualTo(302);
    }

    @Test
    void whoever_lost_app_and_recovery_codes_signs_in_by_the_password_alone() {
        User user = accounts.person(email, "Ada");
        accounts.jdbc()
                .sql("INSERT INTO second_factor (owner, secret, created_at, confirmed_at)"
                        + " VALUES (:owner, '\\x00', now(), now())")
                .param("owner", user.id())
                .update();
        assertThat(signIn().headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in/code"));
        assertThat(run("list").out()).containsPattern(email + "\t.*\tpassword\t0 passkeys\tsecond factor\n");

        assertThat(run("end-second-factor", email).code()).isZero();

        assertThat(signIn().headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/account"));
    }

    @Test
    void an_account_is_closed_only_by_who_is_sure() {
        accounts.person(email, "Ada");

        Said unsure = run("close", email);
        assertThat(unsure.code()).isEqualTo(2);
        assertThat(unsure.err()).contains("for good", "--yes");
        assertThat(run("list").out()).contains(email);

        assertThat(run("close", email, "--yes").code()).isZero();
        assertThat(run("list").out()).doesNotContain(email);
    }

    @Test
    void what_makes_no_sense_is_refused_in_a_sentence() {
        assertThat(run("reset-link", RunningAccounts.freshEmail()).err()).contains("There is no such account");
        assertThat(run("reset-link", "nonsense").err()).contains("There is no such account");
        assertThat(run("reset-link").err()).contains("Say whose account");
        assertThat(run("list", "somebody").err()).contains("list takes nobody");
        assertThat(run("erase", email).err()).contains("There is no 'erase'");
        assertThat(run("add", "nobody").err())
                .contains("Enter an e-mail address such as name@example.org.", "Enter a name.");
        accounts.person(email, "Ada");
        assertThat(run("add", email, "--name", "Ada").err()).contains("There is an account with this e-mail address.");
    }

    @Test
    void somebody_is_invited_by_a_link_that_is_shown_or_mailed() {
        String link = run("invite").out().strip();
        assertThat(link).matches(accounts.url() + "/sign-up\\?invitation=[A-Za-z0-9_-]{43}");

        Said mailed = run("invite", "--mail", email, "--language", "de");
        assertThat(mailed.code()).as(mailed.err()).isZero();
        assertThat(mailed.out()).contains("as soon as").doesNotContain("http");

        assertThat(run("invite", "somebody").err()).contains("invite takes nobody");
        assertThat(run("invite", "--mail", "nonsense").err()).contains("Enter an e-mail address");
        assertThat(run("invite", "--mail", email, "--language", "xx").err()).contains("no mails in 'xx'");
        assertThat(run("list", "--mail", email).err()).contains("belong to invite");
    }

    @Test
    void what_waits_for_long_is_told_and_what_to_do() {
        Said fine = run("status");
        assertThat(fine.code()).as(fine.err()).isZero();
        assertThat(fine.out()).contains("fine", "closed accounts still in ledgers", "not mailed for an hour");
        accounts.jdbc()
                .sql("INSERT INTO closed_account (id, closed_at, due_at, failures)"
                        + " VALUES (gen_random_uuid(), now() - interval '2 hours', now() + interval '1 hour', 3)")
                .update();
        accounts.jdbc()
                .sql("INSERT INTO sign_up_invitation (id, expires_at, email, language, mail_due_at)"
                        + " VALUES (gen_random_uuid(), now() + interval '6 days', 'ada@example.org', 'en', now())")
                .update();

        Said late = run("status");

        assertThat(late.out())
                .containsPattern("watch +closed accounts still in ledgers +1 account\\s")
                .containsPattern("watch +invitations to sign up not mailed for an hour +1 mail\\s")
                .doesNotContain("ada@");
        accounts.jdbc().sql("DELETE FROM closed_account").update();
        accounts.jdbc().sql("DELETE FROM sign_up_invitation").update();
    }

    @Test
    void only_addresses_of_the_domains_that_the_operator_names_sign_up() {
        try (RunningAccounts some =
                RunningAccounts.start(Map.of("kept.accounts.mail-domains", "One.example, two.example"))) {
            Http visitor = new Http(some);
            HttpResponse<String> refused = visitor.fillIn(
                    "/sign-up",
                    "/sign-up",
                    Map.of(
                            "email", "ada@three.example",
                            "name", "Ada",
                            "password", RunningAccounts.PASSWORD));
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("Addresses of this domain can&#39;t be used here");

            HttpResponse<String> below = visitor.json(
                    "/api/accounts",
                    "{\"email\":\"ada@a.one.example\",\"name\":\"Ada\",\"password\":\"four calm words\"}");
            assertThat(below.statusCode()).isEqualTo(400);
            assertThat(Http.tree(below).at("/errors/0/code").asString()).isEqualTo("not-allowed-here");

            HttpResponse<String> taken = visitor.fillIn(
                    "/sign-up",
                    "/sign-up",
                    Map.of(
                            "email", "ada@ONE.example",
                            "name", "Ada",
                            "password", RunningAccounts.PASSWORD));
            assertThat(taken.statusCode()).isEqualTo(302);
        }
    }

    @Test
    void where_sign_up_is_closed_page_and_api_say_so_and_the_operator_makes_accounts() {
        try (RunningAccounts closed = RunningAccounts.start(Map.of("kept.accounts.sign-up", "closed"))) {
            Http visitor = new Http(closed);
            assertThat(visitor.get("/sign-in").body()).doesNotContain("/sign-up");
            HttpResponse<String> page = visitor.get("/sign-up");
            assertThat(page.body()).contains("Nobody can sign up here.").doesNotContain("<form");
            HttpResponse<String> form = visitor.fillIn(
                    "/sign-in",
                    "/sign-up",
                    Map.of("email", email, "name", "Ada", "password", RunningAccounts.PASSWORD));
            assertThat(form.statusCode()).isEqualTo(403);
            assertThat(form.body()).contains("Nobody can sign up here.");
            HttpResponse<String> program = visitor.json(
                    "/api/accounts",
                    "{\"email\":\"%s\",\"name\":\"Ada\",\"password\":\"four calm words\"}".formatted(email));
            assertThat(program.statusCode()).isEqualTo(403);
            JsonNode problem = Http.tree(program);
            assertThat(problem.get("code").asString()).isEqualTo("sign-up-closed");

            String link = run(closed, "add", email, "--name", "Ada").out().strip();
            visitor.fillIn(
                    link,
                    "/accounts/password/reset",
                    Map.of("link", link.replaceAll(".*=", ""), "password", RunningAccounts.PASSWORD));

            assertThat(visitor.fillIn(
                                    "/sign-in",
                                    "/sign-in",
                                    Map.of("email", email, "password", RunningAccounts.PASSWORD))
                            .statusCode())
                    .isEqualTo(302);
        }
    }

    private HttpResponse<String> signIn() {
        return new Http(accounts)
                .fillIn("/sign-in", "/sign-in", Map.of("email", email, "password", RunningAccounts.PASSWORD));
    }

    private Said run(String... arguments) {
        return run(accounts, arguments);
    }

    /** In this process, with the settings that the service has: where they stand does not matter. */
    private static Said run(RunningAccounts accounts, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream usualOut = System.out;
        PrintStream usualErr = System.err;
        Map<String, String> settings = accounts.operatorSettings();
        try {
            settings.forEach(System::setProperty);
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int code = AccountsCommand.execute(arguments);
            return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(usualOut);
            System.setErr(usualErr);
            settings.keySet().forEach(System::clearProperty);
        }
    }
}
