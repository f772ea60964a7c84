package dev.kept.commitments.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kept.commitments.eventstore.TestStore;
import dev.kept.events.Disclosure;
import dev.kept.local.SharedKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErasedFromKafkaTest {

    private final KafkaSettings settings = new KafkaSettings(
            SharedKafka.bootstrapServers(),
            3,
            (short) 1,
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            false,
            Map.of());
    private final TestStore store = new TestStore();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void an_erased_text_goes_from_a_partition_that_nothing_is_written_to_any_more() {
        Topic.empty(settings);
        UUID ledger = UUID.randomUUID();
        try (Relaying relaying = Relaying.start(store, settings)) {
            store.append(ledger, 0, 2);
            await().atMost(Duration.ofSeconds(30)).until(() -> store.positions().waitingFor(Relay.READER) == 0);
            store.erase(ledger, 2, 1, "reason");
            await().atMost(Duration.ofSeconds(30)).until(() -> store.positions().waitingFor(Relay.READER) == 0);
            assertThat(texts()).contains("Title", "Reason 1");

            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(texts()).contains("Title").doesNotContain("Reason 1"));
        }
    }

    /** Everything that a reader from the beginning still gets. */
    private static List<String> texts() {
        return Topic.records(LedgerRecords.DISCLOSURES).stream()
                .map(ConsumerRecord::value)
                .filter(Objects::nonNull)
                .flatMap(value -> Stream.of(new String(value, UTF_8).split("~")))
                .map(encoded -> Disclosure.parse(encoded).value())
                .toList();
    }
}
