package dev.kept.commitments.aggregate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kept.commitments.eventstore.CommandGate;
import dev.kept.commitments.eventstore.CommittedEntries;
import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.commitments.eventstore.EntryStore;
import dev.kept.commitments.eventstore.RecordedCommands;
import dev.kept.commitments.eventstore.RepeatedCommand;
import dev.kept.commitments.eventstore.StorePosition;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.eventstore.TestStore;
import dev.kept.commitments.kernel.Appended;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.kernel.LedgerBus;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.commitments.lesson.RecordLesson;
import dev.kept.commitments.membership.MembershipCommand.InviteMember;
import dev.kept.commitments.membership.MembershipCommand.OpenLedger;
import dev.kept.commitments.membership.MembershipCommand.RemoveMember;
import dev.kept.events.Text;
import dev.kept.http.tracing.Traces;
import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.util.unit.DataSize;

class LedgerCommandBusTest {
    private static final UUID OPENER = new UUID(1, 1);

    private final KeptDatabase database = SharedPostgres.freshDatabase();
    private final ConfigurableApplicationContext process = start(database);
    private final CommandBus bus = process.getBean(CommandBus.class);
    private final UUID ledger = UUID.randomUUID();

    @AfterEach
    void stop() {
        process.close();
    }

    @Test
    void a_command_is_decided_and_recorded() {
        Appended opened = open(bus);
        Appended invited = issue(bus, invitation());

        assertThat(opened.sequence()).isZero();
        assertThat(invited.sequence()).isEqualTo(1);
        assertThat(process.getBean(CommittedEntries.class).after(StorePosition.START, 10))
                .extracting(CommittedEntry::type)
                .containsExactly("dev.kept.ledger.opened.v1", "dev.kept.member.invited.v1");
    }

    @Test
    void a_ledger_nobody_opened_is_unknown() {
        assertThatThrownBy(() -> issue(bus, invitation())).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(Rejected.Reason.UNKNOWN);
            assertThat(rejected.code()).isEqualTo("ledger-not-found");
        });
    }

    @Test
    void after_a_refusal_the_ledger_goes_on_as_before() {
        open(bus);

        assertThatThrownBy(() -> issue(bus, new RemoveMember(ledger, new UUID(9, 9), null)))
                .isInstanceOf(Rejected.class);

        assertThat(issue(bus, invitation()).sequence()).isEqualTo(1);
    }

    @Test
    void an_opening_that_is_refused_does_not_hide_the_ledger_that_is_there() {
        open(bus);
        OpenLedger again = new OpenLedger(ledger, Text.of("T"), Text.of("P"), Text.of("N"));

        assertThatThrownBy(() -> issue(bus, again, Map.of(EntryMetaData.IF_MATCH, -5L)))
                .isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> issue(bus, again, Map.of())).isInstanceOf(StoreUnavailable.class);

        assertThat(issue(bus, invitation()).sequence()).isEqualTo(1);
    }

    @Test
    void a_repeated_command_is_told_and_its_answer_found() {
        open(bus);
        InviteMember invitation = invitation();
        Map<String, Object> key =
                Map.of(EntryMetaData.COMMAND_ID, UUID.randomUUID(), EntryMetaData.COMMAND_DIGEST, "digest");
        Appended first = issue(bus, invitation, key);
        InviteMember other = invitation();

        assertThatThrownBy(() -> issue(bus, other, key))
                .isInstanceOfSatisfying(
                        RepeatedCommand.class,
                        repeated -> assertThat(process.getBean(RecordedCommands.class)
                                        .find(repeated.ledger(), repeated.command()))
                                .hasValueSatisfying(recorded -> {
                                    assertThat(recorded.answer()).isEqualTo(first);
                                    assertThat(recorded.digest()).isEqualTo("digest");
                                }));
    }

    @Test
    void after_an_error_while_it_is_stored_the_next_command_goes_on_where_the_store_is() {
        try (TestStore store = new TestStore()) {
            boolean[] broken = {false};
            DataSource failing = new DelegatingDataSource(store.laneConnections) {
                @Override
                public Connection getConnection() throws SQLException {
                    if (broken[0]) {
                        throw new StackOverflowError("as if");
                    }
                    return super.getConnection();
                }
            };
            CommandBus own = LedgerWiring.bus(
                    new LedgerWiring.Stores(
                            EmbeddedEventStore.builder()
                                    .storageEngine(store.storage())
                                    .build(),
                            new EntryStore(failing, store.signal),
                            store.trees()),
                    1,
                    DataSize.ofMegabytes(8),
                    new CommandGate(),
                    new FixedTime().clock(),
                    Executors.newSingleThreadExecutor(),
                    new SimpleMeterRegistry(),
                    Traces.off());
            open(own);
            broken[0] = true;
            assertThatThrownBy(() -> issue(own, invitation())).isInstanceOf(Throwable.class);
            broken[0] = false;

            assertThat(issue(own, invitation()).sequence()).isEqualTo(1);
            assertThat(store.committed().after(StorePosition.START, 10))
                    .extracting(CommittedEntry::sequence)
                    .containsExactly(0L, 1L);
        }
    }

    @Test
    void two_processes_may_write_to_one_ledger_in_turn() {
        open(bus);
        try (ConfigurableApplicationContext other = start(database)) {
            CommandBus otherBus = other.getBean(CommandBus.class);

            List<Long> sequences = IntStream.range(0, 20)
                    .mapToObj(i ->
                            issue(i % 2 == 0 ? bus : otherBus, invitation()).sequence())
                    .toList();

            assertThat(sequences)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 20).boxed().toList());
        }
    }

    @Test
    void many_callers_on_few_ledgers_leave_each_ledger_without_a_gap() throws Exception {
        List<UUID> ledgers =
                IntStream.range(0, 4).mapToObj(i -> UUID.randomUUID()).toList();
        ledgers.forEach(each -> issue(bus, new OpenLedger(each, Text.of("T"), Text.of("P"), Text.of("N"))));
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Appended>> answers = IntStream.range(0, 200)
                    .mapToObj(i ->
                            callers.submit((Callable<Appended>) () -> issue(bus, invitationTo(ledgers.get(i % 4)))))
                    .toList();
            for (Future<Appended> answer : answers) {
                answer.get();
            }
        }
        List<CommittedEntry> entries = process.getBean(CommittedEntries.class).after(StorePosition.START, 1_000);
        assertThat(entries).hasSize(204).allMatch(CommittedEntry::follows);
        for (UUID each : ledgers) {
            assertThat(entries.stream()
                            .filter(entry -> entry.ledger().equals(each))
                            .map(CommittedEntry::sequence))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(0, 50).boxed().toList());
        }
    }

    @Test
    void a_long_ledger_gets_a_snapshot_from_which_another_process_goes_on() {
        open(bus);
        for (int i = 0; i < 120; i++) {
            issue(bus, lesson());
        }
        JdbcClient jdbc = JdbcClient.create((DataSource) process.getBean("commitmentsDataSource"));
        await().until(() -> jdbc.sql("SELECT coalesce(max(sequence), 0) FROM commitments.snapshot")
                        .query(Long.class)
                        .single()
                >= 99);

        try (ConfigurableApplicationContext other = start(database)) {
            assertThat(issue(other.getBean(CommandBus.class), lesson()).sequence())
                    .isEqualTo(121);
        }
    }

    /** Of a long ledger up to a tenth would have to be read again. */
    @Test
    void a_ledger_gets_a_snapshot_when_its_process_ends() {
        open(bus);
        for (int i = 0; i < 1_220; i++) {
            issue(bus, lesson());
        }

        process.close();

        try (ConfigurableApplicationContext other = start(database)) {
            assertThat(JdbcClient.create((DataSource) other.getBean("commitmentsDataSource"))
                            .sql("SELECT max(sequence) FROM commitments.snapshot")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1_220);
        }
    }

    @Test
    void while_the_store_is_away_commands_are_refused_and_then_taken_again() {
        open(bus);
        SharedPostgres.server().stop();
        try {
            assertThatThrownBy(() -> issue(bus, invitation())).isInstanceOf(StoreUnavailable.class);
            assertThat(health(process)).isEqualTo("DOWN");
        } finally {
            SharedPostgres.server().start();
        }
        await().ignoreExceptionsInstanceOf(StoreUnavailable.class)
                .untilAsserted(
                        () -> assertThat(issue(bus, invitation()).sequence()).isEqualTo(1));
        assertThat(health(process)).isEqualTo("UP");
    }

    private Appended open(CommandBus target) {
        return issue(target, new OpenLedger(ledger, Text.of("Title"), Text.of("Party"), Text.of("Name")));
    }

    private RecordLesson lesson() {
        return new RecordLesson(ledger, UUID.randomUUID(), Text.of("learned"), Text.of("differently"), List.of());
    }

    private InviteMember invitation() {
        return invitationTo(ledger);
    }

    private static InviteMember invitationTo(UUID target) {
        return new InviteMember(target, UUID.randomUUID(), "digest", Instant.parse("2026-04-01T00:00:00Z"), null);
    }

    private static Appended issue(CommandBus target, LedgerCommand<?> command) {
        return issue(target, command, Map.of());
    }

    private static Appended issue(CommandBus target, LedgerCommand<?> command, Map<String, ?> more) {
        Map<String, Object> metaData = new HashMap<>(more);
        metaData.put(EntryMetaData.MEMBER, OPENER);
        return new LedgerBus(target).issue(command, metaData);
    }

    private static ConfigurableApplicationContext start(KeptDatabase database) {
        return new SpringApplicationBuilder(LedgerWiring.class, FixedTime.class)
                .sources(TestStore.wiring())
                .web(WebApplicationType.NONE)
                .properties(Map.of(
                        "spring.main.banner-mode", "off",
                        "kept.commitments.datasource.url", database.jdbcUrl(),
                        "kept.commitments.datasource.username",
                                database.commitmentsApp().username(),
                        "kept.commitments.datasource.password",
                                database.commitmentsApp().password(),
                        "kept.commitments.migration.username",
                                database.commitmentsOwner().username(),
                        "kept.commitments.migration.password",
                                database.commitmentsOwner().password()))
                .run();
    }

    @Configuration(proxyBeanMethods = false)
    static class FixedTime {
        @Bean
        Clock clock() {
            return Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);
        }
    }

    private static String health(ConfigurableApplicationContext process) {
        return requireNonNull(process.getBean("commitmentsStore", HealthIndicator.class)
                        .health())
                .getStatus()
                .getCode();
    }
}
