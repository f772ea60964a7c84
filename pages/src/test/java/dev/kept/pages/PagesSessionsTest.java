package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class PagesSessionsTest {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static PagesSide one;
    private static PagesSide two;

    @BeforeAll
    static void start() {
        one = PagesSide.start();
        two = one.replica();
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
    }

    @Test
    void signing_in_and_what_follows_works_whichever_replica_answers() {
        for (int i = 0; i < 12; i++) {
            Browser browser = i % 2 == 0 ? one.browserBetween(two) : two.browserBetween(one);
            String subject = subject();
            if (i % 3 == 0) {
                assertThat(browser.open("/me").statusCode()).isEqualTo(302);
            }

            assertThat(browser.signIn(subject)).endsWith(i % 3 == 0 ? "/me" : "/");

            assertThat(browser.open("/me").statusCode()).isEqualTo(200);
            assertThat(browser.open("/me").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void signing_out_at_one_replica_signs_out_at_the_other_and_keeps_the_token_out_of_every_address() {
        Browser browser = one.browserBetween(two);
        browser.signIn(subject());
        int before = rows();

        HttpResponse<String> out = browser.post("/pages/sign-out", "_csrf=" + csrf(browser));

        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(out.headers().firstValue("Location")).isEmpty();
        assertThat(out.body())
                .contains("action=\"https://issuer.test/logout\"")
                .contains("method=\"post\"")
                .containsPattern("name=\"id_token_hint\" value=\"[^\"]+\\.[^\"]+\\.[^\"]+\"")
                .doesNotContain("_csrf");
        assertThat(out.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("form-action 'self' https://issuer.test;"));
        assertThat(rows()).isEqualTo(before - 1);
        assertThat(browser.open("/me").statusCode()).isEqualTo(302);
        assertThat(browser.open("/me").statusCode()).isEqualTo(302);
    }

    @Test
    void signing_out_ends_the_sessions_streams_and_no_others() throws Exception {
        Story story = Story.opened();
        one.send(story);
        one.fresh(story, "");
        String path = "/ledgers/" + story.ledger + "/stream";
        Browser leaving = one.browser();
        leaving.signIn(story.annaSubject);
        Browser staying = one.browser();
        staying.signIn(story.annaSubject);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                InputStream stays = staying.stream(path).body()) {
            InputStream ends = leaving.stream(path).body();
            CompletableFuture<byte[]> all = CompletableFuture.supplyAsync(() -> read(ends), threads);

            leaving.post("/pages/sign-out", "_csrf=" + csrf(leaving));

            assertThat(new String(all.get(5, TimeUnit.SECONDS))).contains("listening");
            assertThat(stays.read()).isPositive();
        }
    }

    @Test
    void before_somebody_signs_in_nothing_is_stored_and_what_a_browser_keeps_is_small() {
        int before = rows();
        Browser browser = one.browser();

        HttpResponse<String> wanted = browser.open("/ledgers/" + UUID.randomUUID() + "/timeline?q=" + "x".repeat(300));
        HttpResponse<String> tooLong = browser.open("/ledgers?q=" + "x".repeat(6_000));
        HttpResponse<String> first = browser.open("/");
        HttpResponse<String> asked = browser.open("/oauth2/authorization/kept");

        assertThat(rows()).isEqualTo(before);
        for (HttpResponse<String> answer : List.of(wanted, tooLong, first, asked)) {
            assertThat(answer.headers().allValues("Set-Cookie"))
                    .allSatisfy(cookie -> assertThat(cookie)
                            .hasSizeLessThan(1_000)
                            .startsWith("kept-")
                            .contains("HttpOnly")
                            .contains("SameSite=Lax"));
        }
    }

    @Test
    void a_session_that_cannot_be_read_or_was_idle_is_just_over() {
        for (String damage : new String[] {
            "sealed = '\\x00'", "sealed = sealed || '\\x00'", "seen_at = seen_at - interval '31 minutes'"
        }) {
            Browser browser = one.browser();
            String subject = subject();
            browser.signIn(subject);
            assertThat(browser.open("/me").statusCode()).isEqualTo(200);

            sql().sql("update pages_session set " + damage + " where member = :member")
                    .param("member", ReadSide.member(subject))
                    .update();

            assertThat(browser.open("/me").statusCode()).isEqualTo(302);
            assertThat(browser.open("/").statusCode()).isEqualTo(200);
            browser.signIn(subject);
            assertThat(browser.open("/me").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void idle_sessions_are_deleted_and_others_stay() {
        String idle = subject();
        String busy = subject();
        one.browser().signIn(idle);
        one.browser().signIn(busy);
        sql().sql("update pages_session set seen_at = seen_at - interval '31 minutes' where member = :member")
                .param("member", ReadSide.member(idle))
                .update();

        one.bean(PagesSessions.class).deleteIdle();

        assertThat(rows(idle)).isZero();
        assertThat(rows(busy)).isEqualTo(1);
    }

    @Test
    void a_table_of_sessions_shows_neither_a_name_nor_a_token() {
        String subject = subject();
        one.browser().signIn(subject);

        assertThat(sql().sql(
                                "select count(*) from pages_session s where position(:subject in encode(s.sealed, 'escape')"
                                        + " || s.secret_digest) > 0")
                        .param("subject", subject)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void of_a_persons_sessions_the_oldest_ends_when_there_are_too_many() {
        String subject = subject();
        Browser first = one.browser();
        first.signIn(subject);
        for (int i = 0; i < PagesSessions.MOST; i++) {
            one.browser().signIn(subject);
        }

        assertThat(rows(subject)).isEqualTo(PagesSessions.MOST);
        assertThat(first.open("/me").statusCode()).isEqualTo(302);
    }

    @Test
    void of_requests_at_once_on_two_replicas_one_renews_the_token_and_all_are_answered() {
        Browser browser = one.browserBetween(two);
        browser.signIn("renewing-" + UUID.randomUUID());
        Instant ended = Instant.now().plusSeconds(1);
        ReadSide.until(() -> Instant.now().isAfter(ended));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> browser.open("/me").statusCode(), threads))
                    .toList();
            assertThat(answers).allSatisfy(answer -> assertThat(answer.get()).isEqualTo(200));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/authorization/x",
                "/oauth2/authorization/",
                "/error",
                "/login/oauth2/nothing",
                "/pages/nothing"
            })
    void an_address_that_is_none_is_a_page_that_says_so(String path) {
        HttpResponse<String> answer = one.browser().open(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("There is nothing here");
    }

    private static String subject() {
        return "person-" + UUID.randomUUID();
    }

    private static byte[] read(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String csrf(Browser browser) {
        Matcher matcher = CSRF.matcher(browser.open("/me").body());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static int rows() {
        return sql().sql("select count(*) from pages_session")
                .query(Integer.class)
                .single();
    }

    private static int rows(String subject) {
        return sql().sql("select count(*) from pages_session where member = :member")
                .param("member", ReadSide.member(subject))
                .query(Integer.class)
                .single();
    }

    private static JdbcClient sql() {
        return JdbcClient.create(one.bean("pagesDataSource", DataSource.class));
    }
}
