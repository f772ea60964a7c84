package dev.kept.subscriptions.webhooks;

import static dev.kept.projections.ReadSide.json;
import static dev.kept.projections.ReadSide.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Disclosure;
import dev.kept.events.Entry;
import dev.kept.events.Statements;
import dev.kept.projections.Story;
import dev.kept.subscriptions.SubscriptionsSide;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A ledger of its own, a program that receives, and what to ask of the API for them. */
abstract class WebhookFixture {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final SubscriptionsSide side = SubscriptionsSide.shared();

    final Story story = Story.opened();
    final Receiver receiver = new Receiver();

    @AfterEach
    void stop() {
        receiver.close();
    }

    void known() {
        side.send(story);
        side.json(story, "");
    }

    void erase(Entry entry, String field) {
        List<String> fields = Statements.write(entry).disclosures().stream()
                .map(Disclosure::field)
                .filter(each -> each.endsWith(field))
                .toList();
        story.erased(entry, fields.toArray(String[]::new));
    }

    JsonNode created(Map<String, Object> body) {
        return made(story, body);
    }

    static JsonNode made(Story of, Map<String, Object> body) {
        HttpResponse<String> answer =
                side.post(of.annaSubject, "/api/ledgers/" + of.ledger + "/webhooks", JSON.writeValueAsString(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location"))
                .contains("/api/ledgers/" + of.ledger + "/webhooks/" + id(json(answer)));
        return json(answer);
    }

    void change(JsonNode webhook, Map<String, Object> body) {
        HttpResponse<String> answer = post(story.annaSubject, path(webhook, "/changes"), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    HttpResponse<String> replay(JsonNode webhook, Map<String, Object> body) {
        return post(story.annaSubject, path(webhook, "/replays"), body);
    }

    JsonNode one(JsonNode webhook) {
        return json(get(story.annaSubject, path(webhook, "")));
    }

    String state(JsonNode webhook) {
        return one(webhook).get("state").stringValue();
    }

    JsonNode deadLetters(JsonNode webhook) {
        return json(get(story.annaSubject, path(webhook, "/dead-letters"))).get("items");
    }

    HttpResponse<String> post(String subject, String path, Map<String, Object> body) {
        return side.post(subject, "/api/ledgers/" + story.ledger + path, JSON.writeValueAsString(body));
    }

    HttpResponse<String> get(String subject, String path) {
        return side.get(subject, "/api/ledgers/" + story.ledger + path);
    }

    void awaitSequence(long sequence) {
        until(() -> receiver.sequences().contains(sequence));
    }

    static String problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json(answer).get("code").stringValue();
    }

    static String path(JsonNode webhook, String more) {
        return "/webhooks/" + id(webhook) + more;
    }

    static String id(JsonNode webhook) {
        return webhook.get("id").stringValue();
    }

    static UUID uuid(JsonNode webhook) {
        return UUID.fromString(id(webhook));
    }

    static JdbcClient rows() {
        return JdbcClient.create(side.bean("subscriptionsDataSource", DataSource.class));
    }

    /** Makes a webhook active and gives it to a sender that the test plays; returns the lease. */
    static UUID lease(JsonNode webhook, Duration duration) {
        UUID lease = UUID.randomUUID();
        rows().sql("""
                        update webhook
                           set state = 'active', leased_by = ?, leased_until = now() + make_interval(secs => ?)
                         where webhook_id = ?
                        """).params(lease, duration.toSeconds(), uuid(webhook)).update();
        return lease;
    }

    static Optional<UUID> leasedBy(JsonNode webhook) {
        return rows().sql("select leased_by from webhook where webhook_id = ? and leased_by is not null")
                .param(uuid(webhook))
                .query(UUID.class)
                .optional();
    }

    static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    static String text(Statements.Written written) {
        return new String(written.bytes(), StandardCharsets.UTF_8);
    }
}
