package dev.kept.subscriptions.webhooks;

import static dev.kept.projections.ReadSide.json;
import static dev.kept.projections.ReadSide.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.kept.events.Disclosure;
import dev.kept.events.Entry;
import dev.kept.events.Statements;
import dev.kept.http.tracing.Traces;
import dev.kept.projections.Story;
import dev.kept.projections.readmodels.Memberships;
import dev.kept.projections.readmodels.StoredEntries;
import dev.kept.subscriptions.SubscriptionsDatabase;
import dev.kept.subscriptions.requests.Sealing;
import dev.kept.subscriptions.webhooks.Receiver.Answer;
import dev.kept.subscriptions.webhooks.Receiver.Received;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class DeliveryTest extends WebhookFixture {

    @Nested
    class Entries {

        @Test
        void go_out_in_order_with_the_statements_very_bytes_and_a_signature() {
            known();
            JsonNode webhook = created(Map.of("url", receiver.url(), "fromSequence", 0));
            Map<Long, String> statements = new HashMap<>();
            for (int i = 0; i < 20; i++) {
                Entry entry = story.updated(story.made("Promise " + i), "Still on it");
                statements.put(
                        entry.sequence() - 1,
                        text(side.kafka.send(story.entries().get((int) entry.sequence() - 1))));
                statements.put(entry.sequence(), text(side.kafka.send(entry)));
            }

            awaitSequence(story.head());

            assertThat(receiver.sequences()).isEqualTo(numbers(0, story.head()));
            assertThat(receiver.received()).allSatisfy(received -> {
                assertThat(received.isSignedBy(webhook.get("secret").stringValue()))
                        .isTrue();
                assertThat(received.header("Content-type")).isEqualTo("application/cloudevents+json");
                assertThat(received.id()).isEqualTo("msg_" + id(webhook).replace("-", "") + "_" + received.sequence());
            });
            statements.forEach((sequence, statement) -> assertThat(
                            receiver.received().get(sequence.intValue()).body())
                    .isEqualTo(statement));
        }

        @Test
        void begin_with_what_is_recorded_after_the_making() {
            known();
            created(Map.of("url", receiver.url()));

            story.made("One more");
            side.kafka.send(story.last());

            awaitSequence(3);
            assertThat(receiver.sequences()).containsExactly(3L);
        }

        @Test
        void of_other_kinds_than_those_wished_for_are_passed_over() {
            known();
            created(Map.of(
                    "url", receiver.url(), "kinds", List.of("dev.kept.commitment.update-delivered.v1", "member")));
            UUID commitment = story.made("One");
            story.updated(commitment, "Here");
            story.made("Two");
            story.updated(commitment, "And here");
            side.kafka.sendAll(story.entries().subList(3, 7));

            awaitSequence(6);
            assertThat(receiver.sequences()).containsExactly(4L, 6L);
        }

        @Test
        void go_with_their_texts_when_that_is_wished_and_can_be_checked() {
            UUID commitment = story.made("Publish the timeline");
            story.updated(commitment, "Half of it");
            erase(story.entries().get(3), "title");
            known();
            created(Map.of(
                    "url",
                    receiver.url(),
                    "disclosures",
                    true,
                    "kinds",
                    List.of("decision", "commitment"),
                    "fromSequence",
                    0));

            awaitSequence(story.head());

            assertThat(receiver.sequences())
                    .as("the erasure comes though nobody chose it")
                    .containsExactly(3L, 4L, 5L);
            JsonNode made = JSON.readTree(receiver.received().getFirst().body());
            List<Disclosure> disclosures = new ArrayList<>();
            made.get("disclosures").forEach(each -> disclosures.add(Disclosure.parse(each.stringValue())));
            assertThat(disclosures)
                    .extracting(Disclosure::field)
                    .contains("terms/details")
                    .doesNotContain("terms/title");
            byte[] statement = Base64.getDecoder().decode(made.get("statement").stringValue());
            assertThat(Statements.read(statement, disclosures).sequence()).isEqualTo(3);
            assertThat(receiver.received().getFirst().body()).doesNotContain("Publish the timeline");
        }

        @Test
        void wait_for_the_one_before_and_come_again_under_the_same_id() {
            known();
            created(Map.of("url", receiver.url(), "fromSequence", 0));
            AtomicInteger failures = new AtomicInteger();
            receiver.behave(
                    received -> Answer.of(received.sequence() == 1 && failures.incrementAndGet() <= 3 ? 503 : 200));

            awaitSequence(2);

            assertThat(receiver.sequences()).endsWith(1L, 1L, 1L, 1L, 2L);
            assertThat(receiver.received().stream()
                            .filter(each -> each.sequence() == 1)
                            .map(Received::id))
                    .hasSize(4)
                    .containsOnly(receiver.received().get(1).id());
        }

        @Test
        void of_one_receiver_do_not_wait_for_another_that_is_slow() {
            known();
            CountDownLatch over = new CountDownLatch(1);
            try (Receiver slow = new Receiver()) {
                slow.behave(received -> {
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Answer.of(200);
                });
                created(Map.of("url", slow.url(), "fromSequence", 0));
                until(() -> !slow.received().isEmpty());
                assertThat(side.bean(JdbcProgress.class).claim(Set.of(story.ledger), Duration.ofSeconds(1), 10))
                        .as("nobody else sends for it meanwhile")
                        .isEmpty();
                created(Map.of("url", receiver.url(), "fromSequence", 0));

                awaitSequence(2);

                assertThat(slow.sequences()).hasSize(1);
                over.countDown();
            }
        }

        @Test
        void are_sent_once_more_when_the_sender_is_killed_after_delivery_and_none_is_left_out() {
            known();
            JsonNode webhook = created(Map.of("url", receiver.url(), "description", "pause first"));
            change(webhook, Map.of("paused", true));
            story.made("One");
            story.made("Two");
            side.kafka.sendAll(story.entries().subList(3, 5));
            side.json(story, "");
            JdbcProgress.Claim claim =
                    new JdbcProgress.Claim(uuid(webhook), story.ledger, lease(webhook, Duration.ofHours(1)));
            HikariDataSource own = new SubscriptionsDatabase(
                            side.database.jdbcUrl(),
                            side.database.subscriptionsOwner().username(),
                            side.database.subscriptionsOwner().password())
                    .pool(2);
            receiver.behave(received -> {
                own.close();
                return Answer.of(200);
            });
            JdbcWebhooks hooks = new JdbcWebhooks(own, side.bean(Sealing.class));
            JdbcProgress progress = new JdbcProgress(own, hooks);
            Delivery doomed = new Delivery(
                    side.bean(Memberships.class),
                    side.bean(StoredEntries.class),
                    hooks,
                    progress,
                    new TransactionTemplate(new JdbcTransactionManager(own)),
                    side.bean(HttpSender.class),
                    new Backoff(Backoff.STANDARD, () -> 0),
                    Duration.ofHours(1),
                    new DeliveryMetrics(new SimpleMeterRegistry()),
                    Traces.off());

            assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> doomed.run(claim, () -> true));
            assertThat(receiver.sequences()).containsExactly(3L);
            receiver.behave(received -> Answer.of(200));
            rows().sql("update webhook set leased_until = now() where webhook_id = ?")
                    .param(uuid(webhook))
                    .update();
            side.bean(Dispatcher.class).look(story.ledger);

            awaitSequence(4);
            assertThat(receiver.sequences()).containsExactly(3L, 3L, 4L);
            assertThat(receiver.received().get(1).id())
                    .isEqualTo(receiver.received().getFirst().id());
        }

        @Test
        void of_many_ledgers_come_in_the_order_of_each() {
            Map<String, UUID> ledgers = new HashMap<>();
            for (int i = 0; i < 12; i++) {
                Story each = Story.opened();
                for (int j = 0; j < 25; j++) {
                    each.made("Promise " + j);
                }
                side.send(each);
                side.json(each, "");
                JsonNode webhook = made(each, Map.of("url", receiver.url(), "fromSequence", 0));
                ledgers.put(id(webhook).replace("-", ""), each.ledger);
            }

            until(() -> receiver.received().size() == 12 * 28);

            Map<UUID, List<Long>> byLedger = new HashMap<>();
            receiver.received()
                    .forEach(each -> byLedger.computeIfAbsent(ledgers.get(each.webhook()), ledger -> new ArrayList<>())
                            .add(each.sequence()));
            assertThat(byLedger)
                    .hasSize(12)
                    .allSatisfy((ledger, sequences) -> assertThat(sequences).isEqualTo(numbers(0, 27)));
        }
    }

    @Nested
    class A_receiver_that_fails {

        @Test
        void for_days_gets_nothing_more_until_its_member_lets_it_go_on() {
            known();
            receiver.behave(received -> Answer.of(500));
            JsonNode webhook = created(Map.of("url", receiver.url(), "fromSequence", 1));

            until(() -> state(webhook).equals("stopped"));

            assertThat(one(webhook).get("stoppedBecause").stringValue()).isEqualTo("not-answering");
            assertThat(receiver.sequences()).containsExactly(1L, 1L, 1L, 1L, 1L);
            JsonNode dead = deadLetters(webhook);
            assertThat(dead).hasSize(1);
            assertThat(dead.get(0).get("sequence").longValue()).isEqualTo(1);
            assertThat(dead.get(0).get("attempts").intValue()).isEqualTo(5);
            assertThat(dead.get(0).get("status").intValue()).isEqualTo(500);
            assertThat(problem(replay(webhook, Map.of()), 409)).isEqualTo("webhook-not-active");

            receiver.behave(received -> Answer.of(200));
            change(webhook, Map.of("paused", false));
            awaitSequence(2);
            assertThat(state(webhook)).isEqualTo("active");
            assertThat(receiver.sequences()).endsWith(2L);

            assertThat(json(replay(webhook, Map.of("sequence", 1)))
                            .get("replaying")
                            .intValue())
                    .isEqualTo(1);
            until(() -> deadLetters(webhook).isEmpty());
            assertThat(receiver.sequences()).endsWith(2L, 1L);
            assertThat(receiver.received().getLast().id())
                    .isEqualTo(receiver.received().getFirst().id());
        }

        @Test
        void gets_a_replay_that_is_asked_for_while_its_sender_finds_nothing_new() {
            known();
            receiver.behave(received -> Answer.of(received.sequence() == 1 ? 422 : 200));
            JsonNode webhook = created(Map.of("url", receiver.url(), "fromSequence", 1));
            awaitSequence(2);
            until(() -> leasedBy(webhook).isEmpty());
            receiver.behave(received -> Answer.of(200));
            JdbcProgress progress = side.bean(JdbcProgress.class);
            JdbcProgress.Claim claim =
                    new JdbcProgress.Claim(uuid(webhook), story.ledger, lease(webhook, Duration.ofHours(1)));
            Memberships asksMeanwhile = new Memberships() {
                @Override
                public Optional<String> roleOf(UUID ledger, UUID member) {
                    assertThat(progress.replay(claim.webhook(), 1L)).isEqualTo(1);
                    return side.bean(Memberships.class).roleOf(ledger, member);
                }

                @Override
                public Map<UUID, Set<UUID>> ledgersOf(Collection<UUID> members) {
                    return side.bean(Memberships.class).ledgersOf(members);
                }
            };
            Delivery findsNothing = new Delivery(
                    asksMeanwhile,
                    side.bean(StoredEntries.class),
                    side.bean(JdbcWebhooks.class),
                    progress,
                    new TransactionTemplate(
                            new JdbcTransactionManager(side.bean("subscriptionsDataSource", DataSource.class))),
                    side.bean(HttpSender.class),
                    new Backoff(Backoff.STANDARD, () -> 0),
                    Duration.ofHours(1),
                    new DeliveryMetrics(new SimpleMeterRegistry()),
                    Traces.off());

            assertThat(findsNothing.run(claim, () -> true)).isFalse();
            progress.release(claim);

            until(() -> deadLetters(webhook).isEmpty());
            assertThat(receiver.sequences()).endsWith(2L, 1L);
        }

        @Test
        void only_at_one_entry_loses_no_other_and_gets_it_by_replay() {
            known();
            receiver.behave(received -> Answer.of(received.sequence() <= 1 ? 422 : 200));
            JsonNode webhook = created(Map.of("url", receiver.url(), "fromSequence", 0));

            awaitSequence(2);

            assertThat(receiver.sequences()).containsExactly(0L, 0L, 0L, 0L, 1L, 1L, 1L, 1L, 2L);
            assertThat(state(webhook)).isEqualTo("active");
            assertThat(deadLetters(webhook)).hasSize(2);
            JsonNode page = json(get(story.annaSubject, path(webhook, "/dead-letters?limit=1")));
            assertThat(page.get("items").get(0).get("sequence").longValue()).isZero();
            JsonNode rest = json(get(
                    story.annaSubject,
                    path(
                            webhook,
                            "/dead-letters?limit=1&cursor=" + page.get("next").stringValue())));
            assertThat(rest.get("items").get(0).get("sequence").longValue()).isEqualTo(1);
            assertThat(rest.has("next")).isFalse();

            replay(webhook, Map.of());
            until(() -> deadLetters(webhook).get(0).get("attempts").intValue() == 5
                    && !deadLetters(webhook).get(1).get("replaying").booleanValue());
            assertThat(deadLetters(webhook))
                    .as("the first that fails ends a replay")
                    .hasSize(2);

            receiver.behave(received -> Answer.of(200));
            replay(webhook, Map.of());
            until(() -> deadLetters(webhook).isEmpty());
            assertThat(receiver.sequences()).endsWith(0L, 1L);
            assertThat(problem(replay(webhook, Map.of("sequence", 1)), 404)).isEqualTo("dead-letter-not-found");
        }

        @Test
        void because_it_is_gone_gets_nothing_more_and_loses_nothing() {
            known();
            receiver.behave(received -> Answer.of(410));
            JsonNode webhook = created(Map.of("url", receiver.url(), "fromSequence", 2));

            until(() -> state(webhook).equals("stopped"));

            assertThat(one(webhook).get("stoppedBecause").stringValue()).isEqualTo("gone");
            assertThat(receiver.sequences()).containsExactly(2L);
            assertThat(deadLetters(webhook)).isEmpty();
            receiver.behave(received -> Answer.of(200));
            change(webhook, Map.of("paused", false));
            until(() -> receiver.received().size() == 2);
            assertThat(receiver.sequences()).containsExactly(2L, 2L);
        }

        @Test
        void is_told_of_by_its_attempts_without_a_word_of_its_answers() {
            known();
            receiver.behave(received -> received.sequence() == 2 ? Answer.of(503) : Answer.of(201));
            JsonNode webhook = created(Map.of("url", receiver.url(), "fromSequence", 1));

            until(() -> state(webhook).equals("stopped"));

            JsonNode deliveries = json(get(story.annaSubject, "/webhooks/" + id(webhook) + "/deliveries"));
            assertThat(deliveries.get("position").longValue()).isEqualTo(2);
            assertThat(deliveries.get("head").longValue()).isEqualTo(2);
            assertThat(deliveries.get("deadLetters").longValue()).isEqualTo(1);
            assertThat(deliveries.get("items")).hasSize(6);
            JsonNode first = deliveries.get("items").get(5);
            assertThat(first.get("delivered").booleanValue()).isTrue();
            assertThat(first.get("status").intValue()).isEqualTo(201);
            MeterRegistry metrics = side.bean(MeterRegistry.class);
            for (String outcome : List.of("delivered", "failed", "dead")) {
                assertThat(metrics.counter("kept.webhooks.attempts", "outcome", outcome)
                                .count())
                        .as(outcome)
                        .isPositive();
            }
            JsonNode second = deliveries.get("items").get(4);
            assertThat(second.get("failure").stringValue()).isEqualTo("status");
            assertThat(second.has("nextTryAt")).isTrue();
        }
    }
}
