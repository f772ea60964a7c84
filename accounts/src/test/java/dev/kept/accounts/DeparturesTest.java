package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.http.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What follows from a closed account where other services hold something of the person. */
class DeparturesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LedgersApi services = new LedgersApi();
    private final RunningAccounts accounts = RunningAccounts.start(Map.of("kept.accounts.api-url", services.url()));
    private final User user = accounts.person("Ada");
    private final UUID member = Caller.memberOf(accounts.url(), user.id().toString());

    @AfterEach
    void stop() {
        accounts.close();
        services.close();
    }

    @Test
    void the_person_leaves_all_ledgers_and_what_was_theirs_alone_is_deleted() {
        LedgersApi.Ledger one = services.add("A");
        LedgersApi.Ledger mediated = services.add("mediator");
        services.addOwn();

        closeByItsOwner();

        await(() -> services.ledgers().isEmpty());
        await(() -> services.commands().size() >= 6);
        assertThat(services.commands().stream().map(LedgersApi.Command::path))
                .startsWith(
                        "/api/ledgers/" + one.ledger() + "/members/" + member + "/removal",
                        "/api/ledgers/" + mediated.ledger() + "/mediators/own/standing-down",
                        "/api/drafts/d1/discard",
                        "/api/drafts/d2/reader/withdrawal",
                        "/api/reflections/r1/discard",
                        "/api/settings/removal");
        JsonNode token = services.commands().getFirst().token();
        assertThat(token.get("sub").asString()).isEqualTo(user.id().toString());
        assertThat(token.get("aud").asString()).isEqualTo("kept");
        assertThat(token.get("client_id").asString()).isEqualTo("kept-accounts");
        assertThat(token.has("name")).isFalse();
    }

    @Test
    void it_is_tried_again_until_the_services_answer_also_after_a_restart() {
        services.add("B");
        services.answerAll(503);

        accounts.operator().close(user);
        await(() -> failures() > 0);
        assertThat(services.commands()).isEmpty();
        accounts.restart();
        services.answerAll(409);
        dueNow();
        await(() -> failures() > 1);
        services.answerAll(0);
        dueNow();

        await(() -> services.ledgers().isEmpty());
    }

    @Test
    void they_are_told_for_the_last_time_when_no_token_is_good_any_more_and_then_nothing_is_left() {
        closeByItsOwner();
        await(() -> dueAt().isAfter(Clock.systemUTC().instant().plus(Duration.ofMinutes(60))));
        assertThat(accounts.jdbc()
                        .sql("SELECT to_jsonb(closed_account)::text FROM closed_account")
                        .query(String.class)
                        .single())
                .doesNotContain("Ada", user.email());

        // Somebody joined by a token from before.
        services.add("A");
        accounts.jdbc()
                .sql("UPDATE closed_account SET closed_at = closed_at - interval '66 minutes', due_at = now()")
                .update();
        await(() -> services.ledgers().isEmpty());
        dueNow();

        await(() -> accounts.jdbc()
                        .sql("SELECT count(*) FROM closed_account")
                        .query(Long.class)
                        .single()
                == 0);
    }

    @Test
    void the_file_of_ones_account_has_what_one_chose_elsewhere() {
        JsonNode held = Http.tree(browser().get("/account/export"));

        assertThat(held.at("/settings/dates").asString()).isEqualTo("by-language");
        assertThat(held.at("/reminders/mail").asBoolean()).isTrue();
        assertThat(held.at("/calendars/0/texts").asBoolean()).isTrue();
        services.answerAll(503);
        assertThat(browser().get("/account/export").statusCode()).isEqualTo(503);
        IssuedCredential issued = accounts.credentialOf(user);
        String token = Http.tree(
                        new Http(accounts).tokenByBasic(issued.credential().clientId(), issued.secret()))
                .get("access_token")
                .asString();
        assertThat(new Http(accounts).get("/api/accounts/me", token).statusCode())
                .isEqualTo(503);
        services.answerAll(404);
        assertThat(Http.tree(browser().get("/account/export")).has("settings")).isFalse();
    }

    @Test
    void pages_of_the_account_write_times_as_their_reader_chose_else_as_the_browser_has_them() {
        Http browser = browser();
        assertThat(browser.get("/account").body())
                .containsPattern("<td>\\w+, \\d+ \\w+ \\d{4}, \\d\\d:\\d\\d UTC</td>");
        assertThat(browser.send(browser.request("/account").header("Cookie", "kept-zone=Asia/Kolkata"))
                        .body())
                .containsPattern("\\d\\d:\\d\\d IST</td>");

        services.settings(Map.of("zone", "Asia/Tokyo", "dates", "iso"));
        assertThat(browser.send(browser.request("/account").header("Cookie", "kept-zone=Asia/Kolkata"))
                        .body())
                .containsPattern("<td>\\d{4}-\\d\\d-\\d\\d, \\d\\d:\\d\\d JST</td>");

        services.answerAll(503);
        assertThat(browser.send(browser.request("/account").header("Cookie", "kept-zone=Mars/Base"))
                        .body())
                .contains(" UTC</td>");
    }

    @Test
    void an_account_that_is_not_closed_after_all_is_left_alone() {
        services.add("A");
        Http browser = browser();

        browser.fillIn("/account/closing", "/account/closing", Map.of("current", "not the password"));

        assertThat(accounts.jdbc()
                        .sql("SELECT count(*) FROM closed_account")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void closeByItsOwner() {
        browser().fillIn("/account/closing", "/account/closing", Map.of("current", RunningAccounts.PASSWORD));
    }

    private Http browser() {
        Http browser = new Http(accounts);
        browser.fillIn("/sign-in", "/sign-in", Map.of("email", user.email(), "password", RunningAccounts.PASSWORD));
        return browser;
    }

    private int failures() {
        return accounts.jdbc()
                .sql("SELECT coalesce(max(failures), 0) FROM closed_account WHERE due_at > now()")
                .query(Integer.class)
                .single();
    }

    private Instant dueAt() {
        return accounts.jdbc()
                .sql("SELECT due_at FROM closed_account")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private void dueNow() {
        accounts.jdbc().sql("UPDATE closed_account SET due_at = now()").update();
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Clock.systemUTC().instant().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Clock.systemUTC().instant()).isBefore(end);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
