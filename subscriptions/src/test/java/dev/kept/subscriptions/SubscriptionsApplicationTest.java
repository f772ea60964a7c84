package dev.kept.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import dev.kept.projections.readmodels.ReadModelState;
import dev.kept.subscriptions.reminders.Mailserver;
import dev.kept.subscriptions.webhooks.Receiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Subscriptions as a process of its own: it reads, by its own role, what a read side beside it fills. */
class SubscriptionsApplicationTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static ReadSide readSide;
    private static Mailserver mails;
    private static ConfigurableApplicationContext alone;

    private final Story story = Story.opened();

    @BeforeAll
    static void start() {
        readSide = ReadSide.start();
        mails = new Mailserver();
        Map<String, Object> settings =
                new LinkedHashMap<>(SubscriptionsSide.settings(readSide.database, mails.settings()));
        settings.put("server.port", "0");
        settings.put("server.address", "127.0.0.1");
        settings.put("kept.oauth.issuer", "https://issuer.test");
        settings.put("kept.kafka.topic-prefix", readSide.kafka.prefix());
        settings.put("kept.projections.datasource.url", readSide.database.jdbcUrl());
        settings.put(
                "kept.projections.datasource.username",
                readSide.database.subscriptionsOwner().username());
        settings.put(
                "kept.projections.datasource.password",
                readSide.database.subscriptionsOwner().password());
        SpringApplication application = SubscriptionsApplication.application();
        application.addInitializers(starting -> ((GenericApplicationContext) starting)
                .registerBean("apiJwtDecoder", JwtDecoder.class, () -> ReadSide::decoded));
        alone = application.run(settings.entrySet().stream()
                .map(each -> "--" + each.getKey() + "=" + each.getValue())
                .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        alone.close();
        mails.close();
        readSide.close();
    }

    private void known() {
        readSide.send(story);
        readSide.json(story, "");
    }

    private static HttpResponse<String> ask(
            @Nullable String subject, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + alone.getEnvironment().getProperty("local.server.port") + path));
        if (subject != null) {
            request.header("Authorization", "Bearer " + subject);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body != null) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void sends_new_entries_to_a_webhook_without_being_told_by_the_read_side() {
        known();
        try (Receiver receiver = new Receiver()) {
            HttpResponse<String> created = ask(
                    story.annaSubject,
                    "/api/ledgers/" + story.ledger + "/webhooks",
                    "{\"url\":\"" + receiver.url() + "\"}");
            assertThat(created.statusCode()).as(created.body()).isEqualTo(201);

            story.made("The API notes");
            readSide.kafka.send(story.last());

            ReadSide.until(() -> receiver.sequences().equals(List.of(story.head())));
        }
    }

    @Test
    void lists_what_waits_as_of_the_readers_own_write_and_gives_dates_to_a_calendar() {
        story.delivered(story.made("The API notes", Instant.now().plus(Duration.ofDays(3))));
        readSide.send(story);

        HttpResponse<String> reminders =
                ask(story.borisSubject, "/api/reminders", null, "Kept-At-Least", story.ledger + "=" + story.head());
        HttpResponse<String> created = ask(story.annaSubject, "/api/calendars", "{\"texts\":true}");
        String address = ReadSide.json(created).get("address").stringValue();
        HttpResponse<String> feed = ask(null, URI.create(address).getPath(), null);

        assertThat(reminders.statusCode()).as(reminders.body()).isEqualTo(200);
        assertThat(ReadSide.json(reminders).at("/items/0/title").stringValue()).isEqualTo("The API notes");
        assertThat(feed.body()).contains("The API notes");
    }

    @Test
    void brings_reminders_forward_when_something_is_recorded() {
        known();
        JdbcClient subscriptions = JdbcClient.create(alone.getBean("subscriptionsDataSource", DataSource.class));
        ask(story.borisSubject, "/api/reminders/settings", """
                {"rhythm":"as-it-happens","at":"08:00","zone":"Europe/Berlin","daysBefore":[1],"kinds":["delivery"]}
                """);
        subscriptions
                .sql("update reminder_person set address = 'boris@example.org', next_run = now() + interval '6 minutes'"
                        + " where member = ?")
                .param(story.boris)
                .update();
        // Whoever is new is checked in five minutes; from then on, only new entries bring a check forward.
        ReadSide.until(
                () -> nextRun(subscriptions).isBefore(OffsetDateTime.now().plusMinutes(5)));
        subscriptions
                .sql("update reminder_person set next_run = now() + interval '1 hour' where member = ?")
                .param(story.boris)
                .update();

        story.delivered(story.made("The API notes"));
        readSide.kafka.sendAll(story.entries().subList(3, story.entries().size()));

        ReadSide.until(
                () -> nextRun(subscriptions).isBefore(OffsetDateTime.now().plusMinutes(6)));
    }

    private OffsetDateTime nextRun(JdbcClient subscriptions) {
        return subscriptions
                .sql("select next_run from reminder_person where member = ?")
                .param(story.boris)
                .query(OffsetDateTime.class)
                .single();
    }

    @Test
    void knows_when_the_read_models_can_be_relied_on() {
        ReadModelState state = alone.getBean(ReadModelState.class);

        ReadSide.until(state::isUpToDate);

        assertThat(ask(null, "/actuator/health/readiness", null).statusCode()).isEqualTo(200);
    }
}
