package dev.kept.subscriptions.webhooks;

import static dev.kept.projections.ReadSide.json;
import static dev.kept.projections.ReadSide.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.MembershipEvent.MemberInvited;
import dev.kept.events.MembershipEvent.MemberJoined;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import dev.kept.subscriptions.requests.Sealing;
import dev.kept.subscriptions.webhooks.Receiver.Received;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class WebhooksTest extends WebhookFixture {

    @Nested
    class The_right_to_read {

        @Test
        void decides_at_every_attempt() {
            String subject = "carla-" + story.ledger;
            UUID carla = ReadSide.member(subject);
            UUID invitation = UUID.randomUUID();
            story.a(new MemberInvited(invitation, Side.A, "digest", Story.BEGIN, Text.of("Come along")));
            story.append(
                    new dev.kept.events.Actor.Member(carla, Side.A),
                    new MemberJoined(invitation, Side.A, carla, Text.of("Carla")));
            known();
            JsonNode webhook = json(post(subject, "/webhooks", Map.of("url", receiver.url(), "fromSequence", 0)));
            awaitSequence(4);

            side.kafka.send(story.removed(carla, Side.A));

            until(() -> state(webhook).equals("stopped"));
            assertThat(one(webhook).get("stoppedBecause").stringValue()).isEqualTo("no-longer-member");
            assertThat(receiver.sequences()).doesNotContain(5L);
            assertThat(problem(post(story.annaSubject, path(webhook, "/changes"), Map.of("paused", false)), 409))
                    .isEqualTo("webhook-of-another-member");
            assertThat(post(story.annaSubject, path(webhook, "/removal"), Map.of())
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void is_the_own_sides_while_the_other_side_and_a_mediator_learn_nothing() {
            story.mediated();
            known();
            JsonNode annas = created(Map.of("url", receiver.url() + "?token=hers"));
            JsonNode miras = json(post(story.miraSubject, "/webhooks", Map.of("url", receiver.url())));

            for (String other : List.of(story.borisSubject, story.miraSubject)) {
                assertThat(json(get(other, "/webhooks")).get("items")).noneMatch(each -> id(each).equals(id(annas)));
                for (String query : List.of("", "/deliveries", "/dead-letters")) {
                    assertThat(problem(get(other, path(annas, query)), 404)).isEqualTo("webhook-not-found");
                }
                for (String command : List.of("/changes", "/secrets", "/removal", "/pings", "/replays")) {
                    assertThat(problem(post(other, path(annas, command), Map.of()), 404))
                            .isEqualTo("webhook-not-found");
                }
            }
            assertThat(json(get(story.miraSubject, "/webhooks")).get("items"))
                    .extracting(WebhooksTest::id)
                    .containsExactly(id(miras));
            for (String query : List.of("", "/deliveries", "/dead-letters")) {
                assertThat(problem(get("outsider", path(annas, query)), 404)).isEqualTo("ledger-not-found");
            }
            assertThat(problem(post("outsider", "/webhooks", Map.of("url", receiver.url())), 404))
                    .isEqualTo("ledger-not-found");
        }

        @Test
        void of_a_sides_other_members_ends_at_the_address() {
            String subject = "carla-" + story.ledger;
            UUID carla = ReadSide.member(subject);
            UUID invitation = UUID.randomUUID();
            story.a(new MemberInvited(invitation, Side.A, "digest", Story.BEGIN, Text.of("Come along")));
            story.append(
                    new dev.kept.events.Actor.Member(carla, Side.A),
                    new MemberJoined(invitation, Side.A, carla, Text.of("Carla")));
            known();
            JsonNode annas = created(Map.of("url", receiver.url() + "?token=hers"));

            HttpResponse<String> seen = get(subject, path(annas, ""));

            assertThat(seen.body()).doesNotContain("hers").doesNotContain("whsec_");
            assertThat(json(seen).get("host").stringValue()).isEqualTo("127.0.0.1");
            assertThat(json(seen).get("mine").booleanValue()).isFalse();
            for (String command : List.of("/changes", "/secrets", "/pings", "/replays")) {
                assertThat(problem(post(subject, path(annas, command), Map.of()), 409))
                        .isEqualTo("webhook-of-another-member");
            }
        }
    }

    @Nested
    class What_a_member_decides {

        @ParameterizedTest
        @CsvSource({
            "http://10.0.0.1:8080/, address-not-allowed",
            "http://[::1]:8080/, address-not-allowed",
            "https://169.254.169.254/latest, address-not-allowed",
            "https://no-such-host.invalid/, unknown-host",
            "ftp://127.0.0.1/, invalid-value",
            "https://anna:secret@127.0.0.1:8080/, userinfo"
        })
        void is_refused_where_the_address_leads_nowhere_or_inside(String url, String code) {
            known();

            HttpResponse<String> answer = post(story.annaSubject, "/webhooks", Map.of("url", url));

            assertThat(problem(answer, 400)).isEqualTo("invalid-fields");
            assertThat(json(answer).get("errors").get(0).get("pointer").stringValue())
                    .isEqualTo("#/url");
            assertThat(json(answer).get("errors").get(0).get("code").stringValue())
                    .isEqualTo(code);
            JsonNode webhook = created(Map.of("url", receiver.url()));
            assertThat(problem(post(story.annaSubject, path(webhook, "/changes"), Map.of("url", url)), 400))
                    .isEqualTo("invalid-fields");
        }

        @Test
        void is_refused_with_all_that_is_wrong_at_once() {
            known();

            HttpResponse<String> answer = post(
                    story.annaSubject,
                    "/webhooks",
                    Map.of("url", "here", "kinds", List.of("novel"), "fromSequence", -1, "secret", "mine"));

            assertThat(json(answer).get("errors"))
                    .extracting(error -> error.get("pointer").stringValue())
                    .containsExactlyInAnyOrder("#/url", "#/kinds/0", "#/fromSequence", "#/secret");
            assertThat(problem(
                            post(
                                    story.annaSubject,
                                    "/webhooks",
                                    Map.of("url", receiver.url(), "fromSequence", story.head() + 2)),
                            400))
                    .isEqualTo("invalid-fields");
        }

        @Test
        void is_ten_of_them_for_each_side_and_no_more() {
            known();
            for (int i = 0; i < 10; i++) {
                created(Map.of("url", receiver.url()));
            }

            assertThat(problem(post(story.annaSubject, "/webhooks", Map.of("url", receiver.url())), 409))
                    .isEqualTo("too-many-webhooks");
            assertThat(post(story.borisSubject, "/webhooks", Map.of("url", receiver.url()))
                            .statusCode())
                    .isEqualTo(201);
        }

        @Test
        void is_a_new_secret_beside_which_the_old_one_signs_for_a_while() {
            known();
            JsonNode webhook = created(Map.of("url", receiver.url()));

            HttpResponse<String> rotated = post(story.annaSubject, path(webhook, "/secrets"), Map.of());
            JsonNode renewed = json(rotated);

            assertThat(rotated.headers().firstValue("ETag")).contains("\"2\"");
            assertThat(renewed.has("oldSecretUntil")).isTrue();
            story.made("After it");
            side.kafka.send(story.last());
            awaitSequence(3);
            Received received = receiver.received().getFirst();
            assertThat(received.header("Webhook-signature").split(" ")).hasSize(2);
            assertThat(received.isSignedBy(webhook.get("secret").stringValue())).isTrue();
            assertThat(received.isSignedBy(renewed.get("secret").stringValue())).isTrue();
            rows().sql("update webhook set old_secret_until = now() where webhook_id = ?")
                    .param(uuid(webhook))
                    .update();
            story.made("Later");
            side.kafka.send(story.last());
            awaitSequence(4);
            assertThat(receiver.received()
                            .getLast()
                            .isSignedBy(webhook.get("secret").stringValue()))
                    .isFalse();
        }

        @Test
        void is_a_pause_after_which_it_goes_on_where_it_was() {
            known();
            JsonNode webhook = created(Map.of("url", receiver.url()));
            change(webhook, Map.of("paused", true));
            story.made("Meanwhile");
            side.kafka.send(story.last());
            side.json(story, "");
            story.made("And more");
            side.kafka.send(story.last());

            change(webhook, Map.of("paused", false, "description", "Our dashboard"));

            awaitSequence(4);
            assertThat(receiver.sequences()).containsExactly(3L, 4L);
            assertThat(one(webhook).get("description").stringValue()).isEqualTo("Our dashboard");
        }

        @Test
        void stands_only_on_what_was_seen() {
            known();
            JsonNode webhook = created(Map.of("url", receiver.url()));
            change(webhook, Map.of("description", "Changed"));

            for (String command : List.of("/changes", "/secrets", "/removal", "/replays")) {
                assertThat(problem(
                                side.post(
                                        story.annaSubject,
                                        "/api/ledgers/" + story.ledger + path(webhook, command),
                                        "{}",
                                        "If-Match",
                                        "\"1\""),
                                412))
                        .isEqualTo("stale");
            }
        }

        @Test
        void is_done_once_under_one_key() {
            known();
            String path = "/api/ledgers/" + story.ledger + "/webhooks";
            String body = JSON.writeValueAsString(Map.of("url", receiver.url()));
            String key = UUID.randomUUID().toString();

            HttpResponse<String> first = side.post(story.annaSubject, path, body, "Idempotency-Key", key);
            HttpResponse<String> second = side.post(story.annaSubject, path, body, "Idempotency-Key", key);

            assertThat(second.statusCode()).isEqualTo(201);
            assertThat(json(second)).isEqualTo(json(first));
            assertThat(json(get(story.annaSubject, "/webhooks")).get("items")).hasSize(1);
            assertThat(problem(
                            side.post(
                                    story.annaSubject,
                                    path,
                                    JSON.writeValueAsString(Map.of("url", receiver.url() + "/other")),
                                    "Idempotency-Key",
                                    key),
                            422))
                    .isEqualTo("idempotency-key-reused");
            String secrets = path + "/" + id(json(first)) + "/secrets";
            assertThat(json(side.post(story.annaSubject, secrets, "{}", "Idempotency-Key", "r" + key)))
                    .isEqualTo(json(side.post(story.annaSubject, secrets, "{}", "Idempotency-Key", "r" + key)));
            assertThat(rows().sql("select encode(answer, 'escape') from webhook_request")
                            .query(String.class)
                            .list())
                    .allSatisfy(stored -> assertThat(stored).doesNotContain("whsec_", "127.0.0.1"));
        }

        @Test
        void is_stored_in_clear_nowhere_where_it_opens_a_door() {
            known();
            JsonNode webhook = created(Map.of("url", receiver.url() + "?token=open-sesame"));
            byte[] secret = Base64.getDecoder()
                    .decode(webhook.get("secret").stringValue().substring("whsec_".length()));

            assertThat(rows().sql("select encode(url, 'hex') || encode(secret, 'hex') from webhook")
                            .query(String.class)
                            .list())
                    .allSatisfy(stored -> assertThat(stored)
                            .doesNotContain(java.util.HexFormat.of().formatHex(secret))
                            .doesNotContain(java.util.HexFormat.of()
                                    .formatHex("open-sesame".getBytes(StandardCharsets.UTF_8))));
        }

        @Test
        void can_be_tried_with_a_test_message() {
            known();
            JsonNode webhook = created(Map.of("url", receiver.url()));

            JsonNode attempt = json(post(story.annaSubject, path(webhook, "/pings"), Map.of()));

            assertThat(attempt.get("delivered").booleanValue()).isTrue();
            assertThat(attempt.get("status").intValue()).isEqualTo(204);
            Received ping = receiver.received().getFirst();
            assertThat(ping.isSignedBy(webhook.get("secret").stringValue())).isTrue();
            assertThat(JSON.readTree(ping.body()).get("type").stringValue()).isEqualTo(Messages.PING);
            HttpResponse<String> again = post(story.annaSubject, path(webhook, "/pings"), Map.of());
            assertThat(problem(again, 429)).isEqualTo("too-many-requests");
            assertThat(again.headers().firstValue("Retry-After")).isPresent();
            assertThat(json(get(story.annaSubject, path(webhook, "/deliveries")))
                            .get("items")
                            .get(0)
                            .has("sequence"))
                    .isFalse();
        }

        @Test
        void ends_with_its_removal() {
            known();
            JsonNode webhook = created(Map.of("url", receiver.url()));

            assertThat(post(story.annaSubject, path(webhook, "/removal"), Map.of())
                            .statusCode())
                    .isEqualTo(200);

            assertThat(problem(get(story.annaSubject, path(webhook, "")), 404)).isEqualTo("webhook-not-found");
            story.made("Unheard");
            side.kafka.send(story.last());
            side.json(story, "");
            assertThat(receiver.received()).isEmpty();
        }

        @Test
        void waits_for_a_new_address_and_secret_when_the_operators_key_is_another() {
            known();
            JsonNode webhook = created(Map.of("url", receiver.url()));
            Sealing other = new Sealing(new byte[32]);
            rows().sql("update webhook set url = ?, secret = ? where webhook_id = ?")
                    .params(
                            other.seal(new byte[] {1}, "webhook/" + id(webhook) + "/url"),
                            other.seal(new byte[] {1}, "webhook/" + id(webhook) + "/secret"),
                            uuid(webhook))
                    .update();
            story.made("One");
            side.kafka.send(story.last());

            until(() -> state(webhook).equals("stopped"));

            assertThat(one(webhook).get("stoppedBecause").stringValue()).isEqualTo("key-changed");
            assertThat(one(webhook).has("url")).isFalse();
            for (Map<String, Object> body : List.<Map<String, Object>>of(
                    Map.of("paused", false), Map.of("paused", false, "url", receiver.url()))) {
                assertThat(problem(post(story.annaSubject, path(webhook, "/changes"), body), 409))
                        .isEqualTo("webhook-key-changed");
            }
            assertThat(problem(post(story.annaSubject, path(webhook, "/pings"), Map.of()), 409))
                    .isEqualTo("webhook-key-changed");
            post(story.annaSubject, path(webhook, "/secrets"), Map.of());
            change(webhook, Map.of("paused", false, "url", receiver.url()));
            awaitSequence(3);
        }
    }
}
