package dev.kept.commitments.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kept.commitments.eventstore.CommandGate;
import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.commitments.relay.Topic;
import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.local.Durability;
import dev.kept.local.KeptDatabase;
import dev.kept.local.LocalPostgres;
import dev.kept.local.PostgresStandby;
import dev.kept.local.SharedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A service over a PostgreSQL with a standby, at the URL that names both: the runbook 'When a PostgreSQL is lost' of docs/operations.md. */
@Tag("long")
class StandbyTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private LocalPostgres primary;
    private PostgresStandby standby;
    private LiveService service;
    private JdbcClient store;

    @BeforeEach
    void start() throws Exception {
        Topic.empty(KafkaSettings.at(SharedKafka.bootstrapServers(), 3));
        primary = new LocalPostgres(folder.resolve("primary"), Durability.POWER_LOSS).start();
        KeptDatabase database = primary.keptDatabase();
        standby = PostgresStandby.of(
                primary, folder.resolve("primary"), folder.resolve("standby"), Durability.POWER_LOSS);
        store = JdbcClient.create(new DriverManagerDataSource(
                standby.jdbcUrl(),
                database.commitmentsOwner().username(),
                database.commitmentsOwner().password()));
        service = LiveService.with(Map.ofEntries(
                Map.entry("kept.kafka.bootstrap-servers", SharedKafka.bootstrapServers()),
                Map.entry("kept.kafka.partitions", "3"),
                Map.entry("kept.kafka.take-unchecked", "false"),
                Map.entry("kept.kafka.start-check", "60s"),
                Map.entry("kept.commitments.datasource.url", standby.jdbcUrl()),
                Map.entry(
                        "kept.commitments.datasource.password",
                        database.commitmentsApp().password()),
                Map.entry(
                        "kept.commitments.migration.password",
                        database.commitmentsOwner().password())));
    }

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
        if (standby != null) {
            standby.server().kill();
        }
        primary.kill();
    }

    @Test
    void nothing_that_was_acknowledged_is_lost_with_the_primary_and_the_standby_goes_on_in_its_place()
            throws Exception {
        standby.awaited();
        Two two = Two.open(service);
        String updates = two.commitment() + "/updates";
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger number = new AtomicInteger();
        List<Thread> load = IntStream.range(0, 4)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    while (!enough.get()) {
                        update(two, updates, "update-" + number.incrementAndGet(), acknowledged, enough);
                    }
                }))
                .toList();
        awaitMore(acknowledged, 200);

        primary.kill();
        standby.promote();
        awaitMore(acknowledged, 200);
        enough.set(true);
        for (Thread each : load) {
            each.join();
        }

        requireStoredOnce(two, List.copyOf(acknowledged));
        assertThat(lastSequence(two)).isGreaterThanOrEqualTo(acknowledged.size());
    }

    @Test
    void while_the_standby_is_away_nothing_is_acknowledged_and_commands_go_on_when_it_is_back() throws Exception {
        standby.awaited();
        Two two = Two.open(service);
        String updates = two.commitment() + "/updates";
        standby.server().kill();

        Answer away = two.ada().post(updates, Map.of("text", "while it is away"), "Idempotency-Key", "away");
        assertThat(away.status()).as(away.toString()).isEqualTo(503);

        standby.server().start();
        repeat(two, updates, "while it is away", "away");
        requireStoredOnce(two, List.of("while it is away"));
    }

    @Test
    void what_the_primary_alone_has_is_not_acknowledged_to_whoever_asks_again() throws Exception {
        standby.awaited();
        Two two = Two.open(service);
        String updates = two.commitment() + "/updates";
        long before = lastSequence(two);
        standby.server().kill();
        Answer away = two.ada().post(updates, Map.of("text", "alone"), "Idempotency-Key", "alone");
        assertThat(away.status()).as(away.toString()).isEqualTo(503);
        primary.kill();
        primary.with(List.of("synchronous_standby_names = 'kept_standby'")).start();
        // A commit that nobody has confirmed is seen after a restart.
        assertThat(lastSequence(two)).isEqualTo(before + 1);

        Answer again = two.ada().post(updates, Map.of("text", "alone"), "Idempotency-Key", "alone");
        assertThat(again.status()).as(again.toString()).isEqualTo(503);

        standby.server().start();
        repeat(two, updates, "alone", "alone");
        requireStoredOnce(two, List.of("alone"));
    }

    @Test
    void a_standby_that_lacks_what_was_published_takes_no_command_from_a_service_that_runs() throws Exception {
        Two two = Two.open(service);
        String updates = two.commitment() + "/updates";
        standby.server().kill();
        repeat(two, updates, "not on the standby", "lost");
        await().atMost(PATIENCE)
                .until(() -> store.sql(
                                "SELECT coalesce((SELECT xid FROM commitments.reader_position WHERE name = 'relay') >= max(xid), false) FROM commitments.entry")
                        .query(Boolean.class)
                        .single());
        primary.kill();
        standby.server().start();
        standby.promote();

        await().atMost(PATIENCE)
                .until(() -> two.ada()
                        .post(updates, Map.of("text", "after"), "Idempotency-Key", "after")
                        .code()
                        .equals("record-behind"));
        assertThat(service.gate().state()).isEqualTo(CommandGate.State.BEHIND);
    }

    /** As a program does that wants to know. */
    private static void repeat(Two two, String updates, String text, String key) {
        await().atMost(PATIENCE)
                .until(() -> two.ada()
                                .post(updates, Map.of("text", text), "Idempotency-Key", key)
                                .status()
                        == 200);
    }

    private void requireStoredOnce(Two two, List<String> texts) {
        List<String> disclosures = store
                .sql("SELECT disclosure FROM commitments.disclosure WHERE ledger_id = ?::uuid")
                .param(two.path().substring(1))
                .query(String.class)
                .list()
                .stream()
                .map(disclosure -> new String(Base64.getUrlDecoder().decode(disclosure), UTF_8))
                .toList();
        assertThat(texts)
                .allSatisfy(text -> assertThat(disclosures)
                        .filteredOn(each -> each.contains('"' + text + '"'))
                        .hasSize(1));
    }

    /** Of a ledger whose entries are numbered without a gap. */
    private long lastSequence(Two two) {
        List<@Nullable Long> sequences = store.sql(
                        "SELECT sequence FROM commitments.entry WHERE ledger_id = ?::uuid ORDER BY sequence")
                .param(two.path().substring(1))
                .query(Long.class)
                .list();
        assertThat(sequences)
                .isEqualTo(LongStream.range(0, sequences.size()).boxed().toList());
        return sequences.size() - 1L;
    }

    private static void update(Two two, String updates, String key, Queue<String> acknowledged, AtomicBoolean enough) {
        while (!enough.get()) {
            Answer answer = two.ada().post(updates, Map.of("text", key), "Idempotency-Key", key);
            if (answer.status() == 200) {
                acknowledged.add(key);
                return;
            }
            assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        }
    }

    private static void awaitMore(Queue<String> acknowledged, int count) {
        int before = acknowledged.size();
        await().atMost(PATIENCE).until(() -> acknowledged.size() >= before + count);
    }
}
