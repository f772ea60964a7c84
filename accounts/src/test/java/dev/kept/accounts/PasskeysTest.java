package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Passkeys as a second way to sign in and as the only one. */
class PasskeysTest {

    private static final String PAGE = "/account/passkeys";
    private static final Pattern OPTIONS = Pattern.compile("data-passkey=\"add\"[^>]* data-options=\"([^\"]+)\"");
    private static final String CODES = PAGE + "/recovery-codes";
    private static final Pattern CODE = Pattern.compile("<code>([A-Z2-7]{4}(?:-[A-Z2-7]{4}){3})</code>");
    private static final Pattern REMOVAL = Pattern.compile("/account/passkeys/([0-9a-f-]{36})/removal");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Mailserver MAILS = new Mailserver();
    private static final RunningAccounts ACCOUNTS = RunningAccounts.startNamed(settings());

    private final String email = RunningAccounts.freshEmail();
    private final Http browser = new Http(ACCOUNTS);
    private final SoftAuthenticator device = new SoftAuthenticator(ACCOUNTS.namedUrl());
    private User user;

    /** Behind a proxy, so that a test can come from several addresses. */
    private static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(MAILS.settings());
        settings.put("kept.http.trusted-proxies", "127.0.0.1");
        settings.put("kept.accounts.sign-ups-per-address", "1000000");
        return settings;
    }

    @AfterAll
    static void stop() {
        ACCOUNTS.close();
        MAILS.close();
    }

    @BeforeEach
    void someone() {
        // All tests come from one address.
        ACCOUNTS.jdbc().sql("DELETE FROM attempt").update();
        user = ACCOUNTS.person(email, "Ada");
        signInByPassword(browser);
    }

    @Test
    void a_passkey_is_named_listed_and_opens_the_account_elsewhere_without_password_or_code() {
        ACCOUNTS.jdbc()
                .sql("INSERT INTO second_factor (owner, secret, created_at, confirmed_at)"
                        + " VALUES (:owner, '\\x00', now(), now())")
                .param("owner", user.id())
                .update();

        HttpResponse<String> added = add(browser, device, "Key on my ring");

        assertThat(added.statusCode()).isEqualTo(302);
        assertThat(browser.get(PAGE).body()).contains("Key on my ring", "never", "Your passkey is added");
        Http elsewhere = new Http(ACCOUNTS);
        HttpResponse<String> signedIn = signIn(elsewhere, device);
        assertThat(signedIn.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/account"));
        assertThat(elsewhere.get("/account").body()).contains(email);
        assertThat(elsewhere.get(PAGE).body()).doesNotContain(">never<");
        JsonNode held = Http.tree(elsewhere.get("/account/export"));
        assertThat(held.get("hasPassword").asBoolean()).isTrue();
        assertThat(held.get("passkeys").get(0).get("name").asString()).isEqualTo("Key on my ring");
        assertThat(held.get("passkeys").get(0).has("lastUsedAt")).isTrue();
    }

    @Test
    void to_add_one_takes_a_name_and_the_password_and_all_that_is_wrong_is_said_at_once() {
        HttpResponse<String> refused = browser.fillIn(PAGE, PAGE + "/new", Map.of("passkey", " ", "current", "wrong"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("Enter a name for the passkey.", "The password is not right.", "href=\"#passkey\"")
                .doesNotContain("data-passkey=\"add\"");
        assertThat(new Http(ACCOUNTS).get(PAGE).statusCode()).isEqualTo(302);
    }

    @Test
    void no_more_than_twenty_are_had_at_once() {
        twenty();

        HttpResponse<String> refused =
                browser.fillIn(PAGE, PAGE + "/new", Map.of("passkey", "Another", "current", RunningAccounts.PASSWORD));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("You have 20 passkeys; remove one first.");
    }

    @Test
    void nor_when_the_twentieth_and_one_more_are_begun_at_once() {
        String page = browser.fillIn(
                        PAGE, PAGE + "/new", Map.of("passkey", "Phone", "current", RunningAccounts.PASSWORD))
                .body();
        twenty();

        HttpResponse<String> refused = answered(browser, page, device, "Phone");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("You have 20 passkeys; remove one first.");
        assertThat(ACCOUNTS.jdbc()
                        .sql("SELECT count(*) FROM passkey WHERE owner = :owner")
                        .param("owner", user.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(20);
    }

    private void twenty() {
        ACCOUNTS.jdbc().sql("""
                    INSERT INTO passkey (id, owner, credential_id, credential, name, sign_count, backup_eligible, created_at)
                    SELECT gen_random_uuid(), :owner, uuid_send(gen_random_uuid()), '\\x00', 'one of them', 0, false, now()
                    FROM generate_series(1, 20)
                    """).param("owner", user.id()).update();
    }

    @Test
    void an_answer_is_taken_once() {
        add(browser, device, "Phone");
        Http elsewhere = new Http(ACCOUNTS);
        String answer = device.get(question(elsewhere));
        assertThat(signIn(elsewhere, answer).statusCode()).isEqualTo(302);
        elsewhere.fillIn("/account", "/sign-out", Map.of());

        HttpResponse<String> again = signIn(elsewhere, answer);

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("its answer was used already", "href=\"#passkey\"");
    }

    @Test
    void an_answer_that_comes_too_late_is_refused() {
        add(browser, device, "Phone");
        Http elsewhere = new Http(ACCOUNTS);
        String answer = device.get(question(elsewhere));
        ACCOUNTS.jdbc().sql("UPDATE passkey_challenge SET expires_at = now()").update();

        HttpResponse<String> late = signIn(elsewhere, answer);

        assertThat(late.statusCode()).isEqualTo(400);
        assertThat(late.body()).contains("too long ago");
        assertThat(elsewhere.get("/account").statusCode()).isEqualTo(302);
    }

    @Test
    void an_answer_to_what_another_browser_was_asked_is_refused() {
        add(browser, device, "Phone");
        Http victim = new Http(ACCOUNTS);
        Http thief = new Http(ACCOUNTS);
        question(thief);

        HttpResponse<String> stolen = signIn(thief, device.get(question(victim)));

        assertThat(stolen.statusCode()).isEqualTo(400);
        assertThat(stolen.body()).contains("too long ago");
    }

    @Test
    void an_answer_to_a_challenge_that_nobody_gave_is_refused() {
        add(browser, device, "Phone");
        Http elsewhere = new Http(ACCOUNTS);
        JsonNode made = JSON.readTree("{\"challenge\":\"%s\",\"rpId\":\"localhost\"}".formatted("A".repeat(43)));

        assertThat(signIn(elsewhere, device.get(made)).body()).contains("too long ago");
    }

    @Test
    void what_was_signed_on_another_site_is_refused() {
        add(browser, device, "Phone");
        Http elsewhere = new Http(ACCOUNTS);

        for (String origin : new String[] {"https://kept.example.org", "http://localhost:1", "http://localhost"}) {
            HttpResponse<String> refused = signIn(elsewhere, device.at(origin).get(question(elsewhere)));
            assertThat(refused.statusCode()).as(origin).isEqualTo(400);
            assertThat(refused.body()).contains("could not be checked");
        }
        SoftAuthenticator phished = new SoftAuthenticator("https://kept.example.org");
        assertThat(add(browser, phished, "Phished").body()).contains("could not be checked");
    }

    @Test
    void a_device_that_did_not_check_who_holds_it_neither_signs_in_nor_is_added() {
        add(browser, device, "Phone");
        Http elsewhere = new Http(ACCOUNTS);

        HttpResponse<String> refused = signIn(elsewhere, device.unverified());

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("did not check that it is you");
        SoftAuthenticator other = new SoftAuthenticator(ACCOUNTS.namedUrl()).unverified();
        assertThat(add(browser, other, "Other").body()).contains("did not check that it is you");
    }

    @Test
    void a_passkey_that_is_not_known_or_was_removed_opens_nothing() {
        add(browser, device, "Phone");
        String unused = new SoftAuthenticator(ACCOUNTS.namedUrl())
                .claiming(device.handle())
                .get(question(browser));
        assertThat(signIn(browser, unused).body()).contains("not known here");

        HttpResponse<String> removed = remove(RunningAccounts.PASSWORD);

        assertThat(removed.statusCode()).isEqualTo(302);
        assertThat(browser.get(PAGE).body()).contains("The passkey is removed").doesNotContain(">Phone<");
        HttpResponse<String> refused = signIn(new Http(ACCOUNTS), device);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("not known here");
    }

    @Test
    void a_passkey_says_whose_it_is_and_that_has_to_be_true() {
        add(browser, device, "Phone");
        Http elsewhere = new Http(ACCOUNTS);
        User other = ACCOUNTS.person("Eve");
        Http eve = new Http(ACCOUNTS);
        signInByPassword(eve, other.email());
        SoftAuthenticator hers = new SoftAuthenticator(ACCOUNTS.namedUrl());
        add(eve, hers, "Hers");

        assertThat(signIn(elsewhere, device.claiming(hers.handle())).body()).contains("could not be checked");
        assertThat(signIn(elsewhere, device.claiming("")).statusCode()).isEqualTo(400);
    }

    @Test
    void a_passkey_of_another_account_confirms_nothing_and_cannot_be_added_again() {
        add(browser, device, "Phone");
        User other = ACCOUNTS.person("Eve");
        Http eve = new Http(ACCOUNTS);
        signInByPassword(eve, other.email());
        SoftAuthenticator hers = new SoftAuthenticator(ACCOUNTS.namedUrl());
        add(eve, hers, "Hers");

        HttpResponse<String> answer = confirm(browser, hers);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Http.tree(answer).get("problem").asString()).contains("not known here");
        assertThat(add(eve, device.copy(), "Ada's").body())
                .contains("There is a passkey of this account on that device already.");
    }

    @Test
    void a_copy_that_lags_behind_is_refused() {
        add(browser, device, "Phone");
        SoftAuthenticator copy = device.copy();
        assertThat(signIn(new Http(ACCOUNTS), device).statusCode()).isEqualTo(302);
        assertThat(signIn(new Http(ACCOUNTS), device).statusCode()).isEqualTo(302);

        HttpResponse<String> refused = signIn(new Http(ACCOUNTS), copy);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("could not be checked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "x",
                "{\"id\":1}",
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\"}",
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{}}",
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"e30\"}}",
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"e30\","
                        + "\"authenticatorData\":\"AA\",\"signature\":\"AA\",\"attestationObject\":\"AA\"}}",
                "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":"
                        + "\"eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiQUFBQSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3QifQ\","
                        // {"fmt":"none","attStmt":{}}
                        + "\"attestationObject\":\"omNmbXRkbm9uZWdhdHRTdG10oA\"}}",
                "{\"id\":\"ÿ\",\"rawId\":\"***\",\"type\":\"password\",\"response\":\"\"}"
            })
    void what_is_no_answer_at_all_is_refused_in_a_sentence(String garbage) {
        Http elsewhere = new Http(ACCOUNTS);

        HttpResponse<String> signIn = signIn(elsewhere, garbage);
        HttpResponse<String> add = browser.fillIn(PAGE, PAGE, Map.of("passkey", "Phone", "credential", garbage));
        HttpResponse<String> confirm = browser.fillIn(PAGE, PAGE + "/answer", Map.of("credential", garbage));

        assertThat(signIn.statusCode()).isEqualTo(400);
        assertThat(signIn.body()).contains("There is a problem");
        assertThat(add.statusCode()).isEqualTo(400);
        assertThat(confirm.statusCode()).isEqualTo(400);
    }

    @Test
    void whoever_sends_what_is_not_right_has_to_wait_and_nobody_elsewhere_does() {
        add(browser, device, "Phone");
        Http thief = new Http(ACCOUNTS).from("192.0.2.77");
        for (int i = 0; i < 20; i++) {
            assertThat(signIn(thief, "{}").statusCode()).isEqualTo(400);
        }

        HttpResponse<String> late = signIn(thief, device);

        assertThat(late.statusCode()).isEqualTo(429);
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
        assertThat(signIn(new Http(ACCOUNTS).from("192.0.2.78"), device).statusCode())
                .isEqualTo(302);
    }

    @Test
    void whoever_asks_for_questions_without_end_has_to_wait_and_nobody_elsewhere_does() {
        Http flood = new Http(ACCOUNTS).from("192.0.2.79");
        Map<String, String> form =
                Map.of("_csrf", Http.csrf(flood.get("/sign-in").body()));
        for (int i = 0; i < 300; i++) {
            assertThat(flood.form("/sign-in/passkey/options", form).statusCode())
                    .isEqualTo(200);
        }
        long stored = questions();

        HttpResponse<String> late = flood.form("/sign-in/passkey/options", form);

        assertThat(late.statusCode()).isEqualTo(429);
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
        assertThat(Http.tree(late).get("problem").asString()).contains("too many attempts");
        assertThat(questions()).isEqualTo(stored);
        Http elsewhere = new Http(ACCOUNTS).from("192.0.2.80");
        assertThat(question(elsewhere).get("challenge").asString()).isNotEmpty();
    }

    private static long questions() {
        return ACCOUNTS.jdbc()
                .sql("SELECT count(*) FROM passkey_challenge")
                .query(Long.class)
                .single();
    }

    @Test
    void at_an_open_browser_wrong_answers_have_to_wait() {
        add(browser, device, "Phone");
        for (int i = 0; i < 5; i++) {
            assertThat(browser.fillIn(PAGE, PAGE + "/answer", Map.of("credential", "{}"))
                            .statusCode())
                    .isEqualTo(400);
        }

        HttpResponse<String> late = confirm(browser, device);

        assertThat(late.statusCode()).isEqualTo(429);
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
        assertThat(Http.tree(late).get("problem").asString()).contains("too many attempts");
    }

    @Test
    void a_passkey_confirms_one_change_in_the_place_of_the_password() {
        add(browser, device, "Phone");
        String confirmation = confirmation();

        HttpResponse<String> changed = browser.fillIn(
                "/account/password",
                "/account/password",
                Map.of("current", confirmation, "password", "four other calm words"));
        HttpResponse<String> again = browser.fillIn(
                "/account/password",
                "/account/password",
                Map.of("current", confirmation, "password", "four more calm words"));

        assertThat(changed.statusCode()).isEqualTo(302);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("The password is not right.");
    }

    @Test
    void a_confirmation_is_good_for_its_owner_alone_and_not_for_long() {
        add(browser, device, "Phone");
        User other = ACCOUNTS.person("Eve");
        Http eve = new Http(ACCOUNTS);
        signInByPassword(eve, other.email());

        assertThat(eve.fillIn("/account/closing", "/account/closing", Map.of("current", confirmation()))
                        .statusCode())
                .isEqualTo(400);
        String late = confirmation();
        ACCOUNTS.jdbc()
                .sql("UPDATE passkey_confirmation SET expires_at = now()")
                .update();
        assertThat(browser.fillIn("/account/closing", "/account/closing", Map.of("current", late))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void an_answer_at_sign_in_is_no_confirmation_and_the_other_way_round() {
        add(browser, device, "Phone");

        HttpResponse<String> confirmed =
                browser.fillIn(PAGE, PAGE + "/answer", Map.of("credential", device.get(question(browser))));
        HttpResponse<String> signedIn = signIn(browser, device.get(again(browser)));

        assertThat(Http.tree(confirmed).get("problem").asString()).contains("too long ago");
        assertThat(signedIn.body()).contains("too long ago");
    }

    @Test
    void whoever_has_a_passkey_and_a_verified_address_can_do_without_a_password_and_comes_back_by_mail() {
        assertThat(browser.get(PAGE).body()).doesNotContain("/account/password/removal");
        add(browser, device, "Phone");
        assertThat(browser.get(PAGE).body()).contains("Confirm your e-mail address if you want to do without");
        assertThat(browser.fillIn(PAGE, "/account/password/removal", Map.of("current", RunningAccounts.PASSWORD))
                        .statusCode())
                .isEqualTo(302);
        assertThat(signInByPassword(new Http(ACCOUNTS)).statusCode()).isEqualTo(302);
        verify();
        Http elsewhere = new Http(ACCOUNTS);
        signIn(elsewhere, device);
        assertThat(browser.fillIn("/account/password/removal", "/account/password/removal", Map.of("current", "no"))
                        .statusCode())
                .isEqualTo(400);

        HttpResponse<String> removed = browser.fillIn(
                "/account/password/removal", "/account/password/removal", Map.of("current", RunningAccounts.PASSWORD));

        assertThat(removed.statusCode()).isEqualTo(302);
        assertThat(browser.get(PAGE).body()).contains("Your password is removed", "Set a password");
        assertThat(elsewhere.get("/account").statusCode()).isEqualTo(302);
        assertThat(signInByPassword(new Http(ACCOUNTS)).statusCode()).isEqualTo(400);
        assertThat(Mailserver.subject(MAILS.mailTo(email, 1))).isEqualTo("Your password for Kept was removed");
        assertThat(signIn(elsewhere, device).statusCode()).isEqualTo(302);
        HttpResponse<String> refused =
                browser.fillIn("/account/closing", "/account/closing", Map.of("current", RunningAccounts.PASSWORD));
        assertThat(refused.body()).contains("Confirm with a passkey first.", "id=\"current\"");
        HttpResponse<String> onlyWay = remove(confirmation());
        assertThat(onlyWay.statusCode()).isEqualTo(400);
        assertThat(onlyWay.body()).contains("This is your only way to sign in.");

        browser.fillIn("/accounts/password/forgotten", "/accounts/password/forgotten", Map.of("email", email));
        String link = Mailserver.link(MAILS.mailTo(email, 2));
        browser.fillIn(
                link.substring(ACCOUNTS.namedUrl().length()),
                "/accounts/password/reset",
                Map.of("link", link.replaceAll(".*=", ""), "password", RunningAccounts.PASSWORD));

        assertThat(signInByPassword(new Http(ACCOUNTS)).statusCode()).isEqualTo(302);
    }

    @Test
    void where_no_mail_is_sent_recovery_codes_make_passkeys_the_only_way_and_bring_their_owner_back() {
        try (RunningAccounts withoutMail = RunningAccounts.startNamed(Map.of())) {
            withoutMail.person(email, "Ada");
            Http ada = new Http(withoutMail);
            SoftAuthenticator phone = new SoftAuthenticator(withoutMail.namedUrl());
            signInByPassword(ada, email);
            assertThat(ada.get(CODES).statusCode()).isEqualTo(302);
            add(ada, phone, "Phone");
            assertThat(ada.get(PAGE).body())
                    .contains("Make recovery codes first")
                    .doesNotContain("/account/password/removal");
            assertThat(ada.fillIn(CODES, CODES, Map.of("current", "wrong")).statusCode())
                    .isEqualTo(400);
            List<String> codes = codes(ada, RunningAccounts.PASSWORD);
            assertThat(codes).hasSize(10).doesNotHaveDuplicates();
            assertThat(ada.get(CODES).body()).contains("10 recovery codes").doesNotContain(codes.getFirst());
            assertThat(withoutMail
                            .jdbc()
                            .sql("SELECT code_digest FROM account_recovery_code")
                            .query(String.class)
                            .list())
                    .hasSize(10)
                    .doesNotContain(codes.getFirst().replace("-", ""));

            HttpResponse<String> removed = ada.fillIn(
                    "/account/password/removal",
                    "/account/password/removal",
                    Map.of("current", RunningAccounts.PASSWORD));

            assertThat(removed.statusCode()).isEqualTo(302);
            assertThat(signInByPassword(new Http(withoutMail), email).statusCode())
                    .isEqualTo(400);
            Http elsewhere = new Http(withoutMail);
            assertThat(elsewhere.get("/sign-in").body()).contains("/accounts/recovery");
            String link = recover(
                            elsewhere, email, codes.getFirst().replace("-", " ").toLowerCase(Locale.ROOT))
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            assertThat(link).contains("/accounts/password/reset?link=");
            reset(elsewhere, link);
            assertThat(signInByPassword(elsewhere, email).statusCode()).isEqualTo(302);
            // Whoever was signed in by what is lost is not any more.
            assertThat(ada.get("/account").statusCode()).isEqualTo(302);
            assertThat(recover(elsewhere, email, codes.getFirst()).statusCode()).isEqualTo(400);
            assertThat(elsewhere.get(CODES).body()).contains("9 recovery codes");

            codes(elsewhere, RunningAccounts.PASSWORD);
            assertThat(recover(elsewhere, email, codes.get(1)).body()).contains("or the code was used already");
        }
    }

    @Test
    void recovery_codes_are_told_by_mail_when_they_are_made_and_when_one_is_used() {
        verify();
        add(browser, device, "Phone");
        List<String> codes = codes(browser, confirmation());
        assertThat(Mailserver.subject(MAILS.mailTo(email, 2)))
                .isEqualTo("Recovery codes were made for your account at Kept");

        recover(new Http(ACCOUNTS), email, codes.getFirst());

        assertThat(Mailserver.subject(MAILS.mailTo(email, 3)))
                .isEqualTo("A recovery code of your account at Kept was used");
    }

    @Test
    void of_two_that_use_one_recovery_code_at_once_one_gets_a_link() throws Exception {
        add(browser, device, "Phone");
        String code = codes(browser, RunningAccounts.PASSWORD).getFirst();
        List<Http> visitors = List.of(new Http(ACCOUNTS), new Http(ACCOUNTS), new Http(ACCOUNTS));

        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> answers = new ArrayList<>();
            for (Future<HttpResponse<String>> each : visitors.stream()
                    .map(visitor -> people.submit(() -> recover(visitor, email, code)))
                    .toList()) {
                answers.add(each.get().statusCode());
            }
            assertThat(answers).containsExactlyInAnyOrder(302, 400, 400);
        }
    }

    @Test
    void a_recovery_code_leads_to_a_password_and_the_second_factor_is_asked_for_after_it() {
        add(browser, device, "Phone");
        List<String> codes = codes(browser, RunningAccounts.PASSWORD);
        ACCOUNTS.jdbc()
                .sql("INSERT INTO second_factor (owner, secret, created_at, confirmed_at)"
                        + " VALUES (:owner, '\\x00', now(), now())")
                .param("owner", user.id())
                .update();
        Http elsewhere = new Http(ACCOUNTS);
        String first = location(recover(elsewhere, email, codes.get(0)));
        String second = location(recover(elsewhere, email, codes.get(1)));

        reset(elsewhere, second);

        assertThat(location(signInByPassword(elsewhere))).endsWith("/sign-in/code");
        // Of several links that were given out only the first that is used is good for anything.
        assertThat(elsewhere.get(first).statusCode()).isEqualTo(410);
    }

    @Test
    void recovery_codes_of_others_and_of_nobody_are_refused_alike_and_have_to_wait() {
        add(browser, device, "Phone");
        String code = codes(browser, RunningAccounts.PASSWORD).getFirst();
        User other = ACCOUNTS.person("Eve");
        Http guesser = new Http(ACCOUNTS).from("192.0.2.81");

        HttpResponse<String> wrong = recover(guesser, email, "AAAA-BBBB-CCCC-DDDD");
        HttpResponse<String> nobodys = recover(guesser, RunningAccounts.freshEmail(), code);
        HttpResponse<String> anothers = recover(guesser, other.email(), code);

        for (HttpResponse<String> each : List.of(wrong, nobodys, anothers)) {
            assertThat(each.statusCode()).isEqualTo(400);
            assertThat(each.body()).contains("The e-mail address or the code is not right");
        }
        for (String nonsense : new String[] {"", " ", "\0", "x".repeat(5000)}) {
            assertThat(recover(guesser, email, nonsense).statusCode()).isEqualTo(400);
        }
        HttpResponse<String> late = recover(guesser, email, code);
        assertThat(late.statusCode()).isEqualTo(429);
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
        // Whoever guesses keeps nobody else from coming back.
        assertThat(recover(new Http(ACCOUNTS).from("192.0.2.82"), email, code).statusCode())
                .isEqualTo(302);
    }

    @Test
    void recovery_codes_are_explained_in_german_too() {
        add(browser, device, "Phone");
        Http german = new Http(ACCOUNTS).accepting("de");
        signInByPassword(german);
        assertThat(german.get("/accounts/recovery").body()).contains("Wiederherstellungscode</label>");
        assertThat(german.get(CODES).body()).contains("Sie haben noch keine Wiederherstellungscodes.");
        assertThat(recover(german, email, "nonsense").body()).contains("oder der Code stimmt nicht");
    }

    private static List<String> codes(Http at, String current) {
        HttpResponse<String> made = at.fillIn(CODES, CODES, Map.of("current", current));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        return CODE.matcher(made.body()).results().map(each -> each.group(1)).toList();
    }

    private static HttpResponse<String> recover(Http at, String email, String code) {
        return at.fillIn("/accounts/recovery", "/accounts/recovery", Map.of("email", email, "code", code));
    }

    private static void reset(Http at, String link) {
        String secret = link.replaceAll(".*=", "");
        at.fillIn(
                "/accounts/password/reset?link=" + secret,
                "/accounts/password/reset",
                Map.of("link", secret, "password", RunningAccounts.PASSWORD));
    }

    private static String location(HttpResponse<String> answer) {
        String to = answer.headers().firstValue("Location").orElseThrow();
        return to.replaceFirst("^https?://[^/]+", "");
    }

    @Test
    void each_change_is_told_by_mail_and_a_removal_signs_out_everywhere_else() {
        verify();
        add(browser, device, "Phone");
        assertThat(Mailserver.subject(MAILS.mailTo(email, 1))).isEqualTo("A passkey was added to your account at Kept");
        Http elsewhere = new Http(ACCOUNTS);
        signIn(elsewhere, device);
        assertThat(remove("not the password").statusCode()).isEqualTo(400);

        remove(confirmation());

        assertThat(Mailserver.subject(MAILS.mailTo(email, 2)))
                .isEqualTo("A passkey was removed from your account at Kept");
        assertThat(elsewhere.get("/account").statusCode()).isEqualTo(302);
        assertThat(browser.get("/account").statusCode()).isEqualTo(200);
    }

    @Test
    void somebody_elses_passkey_cannot_be_removed() {
        add(browser, device, "Phone");
        String id = id();
        User other = ACCOUNTS.person("Eve");
        Http eve = new Http(ACCOUNTS);
        signInByPassword(eve, other.email());

        HttpResponse<String> refused =
                eve.fillIn(PAGE, PAGE + "/" + id + "/removal", Map.of("current", RunningAccounts.PASSWORD));

        assertThat(refused.statusCode()).isEqualTo(302);
        assertThat(eve.get(PAGE + "/" + id + "/removal").statusCode()).isEqualTo(302);
        assertThat(browser.get(PAGE).body()).contains(">Phone<");
    }

    @Test
    void nothing_is_left_of_it_when_the_account_is_closed() {
        add(browser, device, "Phone");
        confirmation();
        again(browser);

        browser.fillIn("/account/closing", "/account/closing", Map.of("current", confirmation()));

        for (String table :
                new String[] {"passkey", "passkey_challenge", "passkey_confirmation", "account_recovery_code"}) {
            assertThat(ACCOUNTS.jdbc()
                            .sql("SELECT count(*) FROM %s WHERE owner = :owner".formatted(table))
                            .param("owner", user.id())
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        assertThat(signIn(new Http(ACCOUNTS), device).body()).contains("not known here");
    }

    @Test
    void where_browsers_make_no_passkeys_none_are_offered() {
        RunningAccounts byNumber = RunningAccounts.shared();
        Http visitor = new Http(byNumber);
        String there = RunningAccounts.freshEmail();
        byNumber.person(there, "Ada");
        signInByPassword(visitor, there);

        assertThat(visitor.get(PAGE).body())
                .contains("Passkeys need an address with a name")
                .doesNotContain("<form");
        assertThat(new Http(byNumber).get("/sign-in").body()).doesNotContain("data-passkey");
        assertThat(new Http(byNumber)
                        .fillIn("/sign-in", "/sign-in/passkey/options", Map.of())
                        .statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<String> add(Http at, SoftAuthenticator by, String name) {
        HttpResponse<String> page =
                at.fillIn(PAGE, PAGE + "/new", Map.of("passkey", name, "current", RunningAccounts.PASSWORD));
        return answered(at, page.body(), by, name);
    }

    private static HttpResponse<String> answered(Http at, String page, SoftAuthenticator by, String name) {
        Matcher options = OPTIONS.matcher(page);
        assertThat(options.find()).as(page).isTrue();
        JsonNode wanted = JSON.readTree(HtmlUtils.htmlUnescape(options.group(1)));
        return at.form(PAGE, Map.of("_csrf", Http.csrf(page), "passkey", name, "credential", by.create(wanted)));
    }

    private HttpResponse<String> remove(String current) {
        String path = PAGE + "/" + id() + "/removal";
        return browser.fillIn(path, path, Map.of("current", current));
    }

    private String id() {
        Matcher id = REMOVAL.matcher(browser.get(PAGE).body());
        assertThat(id.find()).isTrue();
        return UUID.fromString(id.group(1)).toString();
    }

    private static JsonNode question(Http at) {
        return Http.tree(at.fillIn("/sign-in", "/sign-in/passkey/options", Map.of()));
    }

    private static JsonNode again(Http at) {
        return Http.tree(at.fillIn(PAGE, PAGE + "/question", Map.of()));
    }

    private static HttpResponse<String> signIn(Http at, SoftAuthenticator by) {
        return signIn(at, by.get(question(at)));
    }

    private static HttpResponse<String> signIn(Http at, String answer) {
        return at.fillIn("/sign-in", "/sign-in/passkey", new TreeMap<>(Map.of("credential", answer)));
    }

    private static HttpResponse<String> confirm(Http at, SoftAuthenticator by) {
        return at.fillIn(PAGE, PAGE + "/answer", Map.of("credential", by.get(again(at))));
    }

    private String confirmation() {
        return Http.tree(confirm(browser, device)).get("confirmation").asString();
    }

    private HttpResponse<String> signInByPassword(Http at) {
        return signInByPassword(at, email);
    }

    private static HttpResponse<String> signInByPassword(Http at, String email) {
        return at.fillIn("/sign-in", "/sign-in", Map.of("email", email, "password", RunningAccounts.PASSWORD));
    }

    private void verify() {
        ACCOUNTS.jdbc()
                .sql("UPDATE user_account SET email_verified_at = now() WHERE id = :id")
                .param("id", user.id())
                .update();
    }
}
