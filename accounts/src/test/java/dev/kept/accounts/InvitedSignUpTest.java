package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.accounts.invitation.InvitationsOfOperator;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Where only invited people make ACCOUNTS. */
class InvitedSignUpTest {

    private static final LedgersApi LEDGERS = new LedgersApi();
    private static final Mailserver MAIL = new Mailserver();
    private static final RunningAccounts ACCOUNTS = RunningAccounts.start(settings());

    private final String email = RunningAccounts.freshEmail();
    private final Http visitor = new Http(ACCOUNTS);

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(MAIL.settings());
        settings.put("kept.accounts.sign-up", "invitation");
        settings.put("kept.accounts.api-url", LEDGERS.url() + "/");
        settings.put("kept.accounts.sign-ups-per-address", "1000000");
        return settings;
    }

    @AfterAll
    static void stop() {
        ACCOUNTS.close();
        LEDGERS.close();
        MAIL.close();
    }

    @Test
    void whoever_brings_none_is_told_that_one_is_needed_on_the_page_and_by_the_api() {
        HttpResponse<String> form = visitor.get("/sign-up");
        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(form.body())
                .contains("Only invited people can make an account here.", "name=\"invitation\"")
                .doesNotContain("You are invited");
        assertThat(visitor.get("/sign-in").body()).contains("/sign-up");

        HttpResponse<String> page = fillIn(visitor, email, null);
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("Enter the link of an invitation").contains("href=\"#invitation\"");

        HttpResponse<String> program = post(email, null);
        assertThat(program.statusCode()).isEqualTo(403);
        assertThat(Http.tree(program).get("code").asString()).isEqualTo("invitation-needed");
        assertThat(isKnown(email)).isFalse();
    }

    @Test
    void a_link_of_the_operators_makes_one_account() {
        String link = operators();

        HttpResponse<String> form = visitor.get(link);
        assertThat(form.body())
                .contains("You are invited")
                .contains("type=\"hidden\" name=\"invitation\" value=\"" + link.replaceAll(".*=", "") + "\"")
                .doesNotContain("id=\"invitation\"");
        assertThat(fillIn(visitor, email, link).statusCode()).isEqualTo(302);
        assertThat(visitor.get("/account").body()).contains(email);

        HttpResponse<String> again = post(RunningAccounts.freshEmail(), ACCOUNTS.url() + link);
        assertThat(again.statusCode()).isEqualTo(403);
        assertThat(Http.tree(again).get("code").asString()).isEqualTo("invitation-unusable");
        HttpResponse<String> opened = new Http(ACCOUNTS).get(link);
        assertThat(opened.statusCode()).isEqualTo(403);
        assertThat(opened.body()).contains("Nobody can sign up by this invitation");
    }

    @Test
    void what_is_wrong_with_other_fields_does_not_use_it_up() {
        String link = operators();
        assertThat(post("nonsense", link).statusCode()).isEqualTo(400);
        String known = RunningAccounts.freshEmail();
        ACCOUNTS.person(known, "Ada");
        assertThat(post(known, link).statusCode()).isEqualTo(409);

        assertThat(post(email, link).statusCode()).isEqualTo(201);
    }

    @Test
    void one_that_is_too_old_makes_none() {
        String link = operators();
        ACCOUNTS.jdbc()
                .sql("UPDATE sign_up_invitation SET expires_at = now() - interval '1 second' WHERE used_at IS NULL")
                .update();

        assertThat(post(email, link).statusCode()).isEqualTo(403);
    }

    @Test
    void an_invitation_to_a_ledger_makes_one_account_however_its_link_is_written() {
        String link = LEDGERS.invite();

        assertThat(post(email, "https://kept.example.org" + link).statusCode()).isEqualTo(201);

        assertThat(post(RunningAccounts.freshEmail(), link.toUpperCase(Locale.ROOT))
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(RunningAccounts.freshEmail(), " " + upperCaseIds(link) + " ")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void of_many_that_use_one_at_once_one_gets_an_account() throws Exception {
        for (String link : List.of(operators(), LEDGERS.invite())) {
            try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Integer>> answers = IntStream.range(0, 4)
                        .mapToObj(n -> people.submit(
                                () -> post(RunningAccounts.freshEmail(), link).statusCode()))
                        .toList();
                List<Integer> codes =
                        answers.stream().map(InvitedSignUpTest::result).toList();
                assertThat(codes).containsOnlyOnce(201);
                assertThat(codes).allMatch(code -> code == 201 || code == 403 || code == 503);
            }
        }
    }

    @Test
    void one_to_a_ledger_that_was_answered_or_taken_back_makes_none() {
        String link = LEDGERS.invite();
        LEDGERS.end(link);

        HttpResponse<String> answer = post(email, link);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Http.tree(answer).get("code").asString()).isEqualTo("invitation-unusable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "http://elsewhere.example/",
                "/ledgers/1/invitations/2#secret",
                "/ledgers/00000000-0000-4000-8000-000000000000/invitations/00000000-0000-4000-8000-000000000000#"
                        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void what_is_no_invitation_makes_none(String link) {
        assertThat(post(email, link).statusCode()).isEqualTo(403);
        assertThat(fillIn(visitor, email, link).statusCode()).isEqualTo(403);
        assertThat(isKnown(email)).isFalse();
    }

    @Test
    void an_invitation_that_was_read_on_kepts_pages_comes_along_in_a_cookie() {
        String link = LEDGERS.invite();
        String csrf =
                Http.csrf(visitor.send(withInvitation("/sign-up", link).GET()).body());

        HttpResponse<String> answer = visitor.send(withInvitation("/sign-up", link)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Http.encoded(
                        Map.of("email", email, "name", "Ada", "password", RunningAccounts.PASSWORD, "_csrf", csrf)))));

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("kept-invited=;") && cookie.contains("Max-Age=0"));
    }

    @Test
    void who_has_an_account_is_told_to_nobody_without_an_invitation() {
        String known = RunningAccounts.freshEmail();
        ACCOUNTS.person(known, "Ada");
        String ended = LEDGERS.invite();
        LEDGERS.end(ended);

        for (String link : Arrays.asList(null, "nonsense", ended)) {
            assertThat(post(known, link).body()).isEqualTo(post(email, link).body());
        }
    }

    @Test
    void whoever_has_one_cannot_try_many_addresses() {
        String link = operators();
        for (int i = 0; i < 5; i++) {
            String next = RunningAccounts.freshEmail();
            ACCOUNTS.person(next, "Ada");
            assertThat(post(next, link).statusCode()).isEqualTo(409);
        }

        HttpResponse<String> answer = post(RunningAccounts.freshEmail(), link);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void while_the_api_does_not_answer_people_are_asked_to_come_back_and_the_operators_still_work() {
        LedgersApi away = new LedgersApi();
        String link = away.invite();
        Map<String, String> settings =
                Map.of("kept.accounts.sign-up", "invitation", "kept.accounts.api-url", away.url());
        away.close();
        try (RunningAccounts alone = RunningAccounts.start(settings)) {
            Http program = new Http(alone);
            HttpResponse<String> answer = program.json("/api/accounts", body(email, link));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            HttpResponse<String> page = program.fillIn("/sign-up", "/sign-up", fields(email, link));
            assertThat(page.statusCode()).isEqualTo(503);

            String operators = new InvitationsOfOperator(alone.jdbc(), Clock.systemUTC()).make();
            assertThat(program.json("/api/accounts", body(email, operators)).statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void a_mailed_invitation_confirms_the_address_that_it_went_to_and_no_other() throws Exception {
        String address = RunningAccounts.freshEmail();
        new InvitationsOfOperator(ACCOUNTS.jdbc(), Clock.systemUTC()).mail(address, Locale.GERMAN);
        MimeMessage mail = MAIL.mailTo(address);
        assertThat(mail.getSubject()).isEqualTo("Legen Sie bei Kept ein Konto an");
        String link = linkIn(mail);
        assertThat(fillIn(visitor, address, link).statusCode()).isEqualTo(302);
        assertThat(isVerified(address)).isTrue();
        // It needs no second mail to confirm the address.
        assertThat(MAIL.mailsTo(address)).hasSize(1);

        String other = RunningAccounts.freshEmail();
        new InvitationsOfOperator(ACCOUNTS.jdbc(), Clock.systemUTC()).mail(other, Locale.UK);
        assertThat(fillIn(new Http(ACCOUNTS), email, linkIn(MAIL.mailTo(other))).statusCode())
                .isEqualTo(302);
        assertThat(isVerified(email)).isFalse();
        assertThat(ACCOUNTS.jdbc()
                        .sql("SELECT count(*) FROM sign_up_invitation WHERE used_at IS NOT NULL AND email IS NOT NULL")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void the_page_speaks_german_too() {
        Http german = new Http(ACCOUNTS).accepting("de");
        assertThat(german.get("/sign-up").body()).contains("Hier können nur Eingeladene ein Konto anlegen.");
        assertThat(fillIn(german, email, "nonsense").body())
                .contains("Mit dieser Einladung kann niemand ein Konto anlegen");
    }

    private static String operators() {
        return new InvitationsOfOperator(ACCOUNTS.jdbc(), Clock.systemUTC()).make();
    }

    private static String linkIn(MimeMessage mail) throws Exception {
        String text = mail.getContent().toString();
        int begin = text.indexOf("/sign-up?invitation=");
        return text.substring(begin, begin + "/sign-up?invitation=".length() + 43);
    }

    private static Integer result(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String upperCaseIds(String link) {
        int secret = link.indexOf('#');
        return link.substring(0, secret)
                        .toUpperCase(Locale.ROOT)
                        .replace("LEDGERS", "ledgers")
                        .replace("INVITATIONS", "invitations")
                + link.substring(secret);
    }

    private HttpRequest.Builder withInvitation(String path, String link) {
        return visitor.request(path).header("Cookie", "kept-invited=" + link);
    }

    private HttpResponse<String> fillIn(Http person, String address, @Nullable String link) {
        return person.fillIn("/sign-up", "/sign-up", fields(address, link));
    }

    private static Map<String, String> fields(String address, @Nullable String link) {
        Map<String, String> fields =
                new TreeMap<>(Map.of("email", address, "name", "Ada", "password", RunningAccounts.PASSWORD));
        if (link != null) {
            fields.put("invitation", link);
        }
        return fields;
    }

    private HttpResponse<String> post(String address, @Nullable String link) {
        return visitor.json("/api/accounts", body(address, link));
    }

    private static String body(String address, @Nullable String link) {
        return JsonMapper.shared().writeValueAsString(fields(address, link));
    }

    private static boolean isKnown(String address) {
        return ACCOUNTS.jdbc()
                .sql("SELECT EXISTS (SELECT FROM user_account WHERE email_key = :email)")
                .param("email", address)
                .query(Boolean.class)
                .single();
    }

    private static boolean isVerified(String address) {
        return ACCOUNTS.jdbc()
                .sql("SELECT email_verified_at IS NOT NULL FROM user_account WHERE email_key = :email")
                .param("email", address)
                .query(Boolean.class)
                .single();
    }
}
