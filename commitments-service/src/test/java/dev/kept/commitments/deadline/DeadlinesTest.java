package dev.kept.commitments.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kept.commitments.checkin.CheckInCommand.AgreeCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.HoldCheckIn;
import dev.kept.commitments.checkin.CheckInCommand.PauseCheckIns;
import dev.kept.commitments.checkin.CheckInCommand.ProposeCheckIns;
import dev.kept.commitments.checkpoint.CheckpointCommand.ScheduleCheckpoint;
import dev.kept.commitments.commitment.CommitmentCommand.AcceptTerms;
import dev.kept.commitments.commitment.CommitmentCommand.ConfirmDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.DeliverCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.MakeCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.ProposeTerms;
import dev.kept.commitments.eventstore.CommittedEntries;
import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.commitments.eventstore.StorePosition;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.kernel.LedgerBus;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.membership.MembershipCommand.AcceptInvitation;
import dev.kept.commitments.membership.MembershipCommand.InviteParty;
import dev.kept.commitments.membership.MembershipCommand.OpenLedger;
import dev.kept.events.CheckInEvent.CheckInMissed;
import dev.kept.events.CheckpointEvent.CheckpointMissed;
import dev.kept.events.CommitmentEvent.DeadlineMissed;
import dev.kept.events.CommitmentEvent.DeliveryUncontested;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.Due;
import dev.kept.events.Entry;
import dev.kept.events.Statements;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Terms.Recurrence;
import dev.kept.events.Text;
import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DeadlinesTest {
    private static final UUID ANN = new UUID(1, 1);
    private static final UUID BEN = new UUID(2, 1);
    private static final UUID INVITATION = new UUID(5, 1);
    private static final Text WORDS = Text.of("words");
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant DUE = START.plus(DAY);

    private final KeptDatabase database = SharedPostgres.freshDatabase();
    private final TestClock clock = new TestClock();
    private @Nullable ConfigurableApplicationContext process = start();

    @AfterEach
    void stop() {
        end();
    }

    @Test
    void a_due_instant_that_passes_is_recorded_as_missed_by_the_system() throws InterruptedException {
        UUID ledger = joined();
        UUID commitment = make(ledger, DUE);
        clock.now = DUE;
        deadlines().run();
        assertThat(misses()).isEmpty();

        clock.now = DUE.plusMillis(1);
        deadlines().run();

        assertThat(misses()).singleElement().satisfies(entry -> {
            assertThat(entry.ledger()).isEqualTo(ledger);
            assertThat(entry.event()).isEqualTo(new DeadlineMissed(commitment, 1, false, null));
            assertThat(entry.recorded()).isEqualTo(DUE.plusMillis(1));
            assertThat(entry.actor().wireId()).isEqualTo("system");
        });
    }

    @Test
    void a_check_in_nobody_said_anything_about_is_missed_three_days_after_its_end() throws InterruptedException {
        UUID ledger = joined();
        UUID series = UUID.randomUUID();
        List<Instant> beginnings = List.of(DUE, DUE.plus(DAY), DUE.plus(DAY.multipliedBy(2)));
        Due first = new Due(DUE, "Europe/Berlin");
        issue(ANN, new ProposeCheckIns(ledger, series, WORDS, first, "FREQ=DAILY;COUNT=3", beginnings, 60));
        issue(BEN, new AgreeCheckIns(ledger, series));
        clock.now = DUE.plus(DAY).plusMillis(1);
        issue(BEN, new HoldCheckIn(ledger, series, 1, null));
        issue(ANN, new PauseCheckIns(ledger, series, null));
        deadlines().advance(DUE.plus(DAY.multipliedBy(9)), instant -> clock.now = instant);

        assertThat(entries().filter(it -> it.event() instanceof CheckInMissed))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.event()).isEqualTo(new CheckInMissed(series, 2, null, null));
                    assertThat(entry.recorded())
                            .isEqualTo(DUE.plus(DAY.multipliedBy(4))
                                    .plus(Duration.ofHours(1))
                                    .plusMillis(1));
                    assertThat(entry.actor().wireId()).isEqualTo("system");
                });
    }

    @Test
    void a_checkpoint_nobody_held_is_missed_three_days_after_its_date() throws InterruptedException {
        UUID ledger = joined();
        UUID checkpoint = UUID.randomUUID();
        issue(ANN, new ScheduleCheckpoint(ledger, checkpoint, new Due(DUE, "Europe/Berlin"), WORDS, List.of()));
        deadlines().advance(DUE.plus(DAY.multipliedBy(9)), instant -> clock.now = instant);

        assertThat(entries().filter(it -> it.event() instanceof CheckpointMissed))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.event()).isEqualTo(new CheckpointMissed(checkpoint));
                    assertThat(entry.recorded())
                            .isEqualTo(DUE.plus(DAY.multipliedBy(3)).plusMillis(1));
                    assertThat(entry.actor().wireId()).isEqualTo("system");
                });
    }

    @Test
    void nobody_has_to_ask() {
        make(joined(), DUE);
        clock.now = DUE.plusMillis(1);

        await().untilAsserted(() -> assertThat(misses()).hasSize(1));
    }

    @Test
    void a_ledger_that_always_fails_starves_no_other() throws InterruptedException {
        UUID broken = joined();
        UUID commitment = make(broken, DUE);
        UUID whole = joined();
        make(whole, DUE.plusSeconds(1));
        deadlines().run();
        owner().sql("INSERT INTO commitments.due_instant (ledger_id, item_id, occurrence, kind, at, confirmation_days)"
                        + " SELECT ledger_id, item_id, n, kind, at - interval '1 hour', confirmation_days"
                        + " FROM commitments.due_instant, generate_series(2, 700) n WHERE item_id = :item")
                .param("item", commitment)
                .update();
        owner().sql("UPDATE commitments.snapshot SET sequence = 0").update();
        // Its entries cannot be read: whatever is asked of it fails.
        try (Connection connection = ownerConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE commitments.entry DISABLE TRIGGER entry_is_immutable");
            statement.execute("UPDATE commitments.entry SET statement = '\\x7b7d' WHERE ledger_id = '" + broken + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        end();
        process = start();
        clock.now = DUE.plus(DAY);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                owner().sql("SELECT count(*) FROM commitments.entry WHERE ledger_id = :ledger AND type"
                                                + " LIKE '%missed%'")
                                        .param("ledger", whole)
                                        .query(Integer.class)
                                        .single())
                        .isEqualTo(1));
    }

    @Test
    void a_clock_that_steps_back_between_looking_and_recording_loses_no_miss() throws InterruptedException {
        make(joined(), DUE);
        deadlines().run();
        clock.now = DUE.plusMillis(1);
        clock.stepsBackTo = DUE.minusSeconds(5);
        deadlines().run();
        assertThat(misses()).extracting(Entry::recorded).containsExactly(DUE.plusMillis(1));
        assertThat(untold()).isZero();
    }

    private Connection ownerConnection() throws SQLException {
        return new DriverManagerDataSource(
                        database.jdbcUrl(),
                        database.commitmentsOwner().username(),
                        database.commitmentsOwner().password())
                .getConnection();
    }

    @Test
    void what_was_told_is_not_told_again() throws InterruptedException {
        make(joined(), DUE);
        clock.now = DUE.plus(DAY);
        deadlines().run();
        deadlines().run();

        assertThat(misses()).hasSize(1);
        assertThat(untold()).isZero();
    }

    @Test
    void what_was_delivered_is_not_missed_and_lapses_when_nobody_answers() throws InterruptedException {
        UUID ledger = joined();
        UUID commitment = make(ledger, DUE);
        issue(ANN, new DeliverCommitment(ledger, commitment, null, null, List.of()));
        clock.now = START.plus(DAY.multipliedBy(2));
        deadlines().run();
        assertThat(entries().filter(it -> it.event() instanceof DeliveryUncontested))
                .isEmpty();

        clock.now = START.plus(DAY.multipliedBy(2)).plusMillis(1);
        deadlines().run();

        assertThat(misses()).isEmpty();
        assertThat(entries().map(Entry::event)).contains(new DeliveryUncontested(commitment, 1));
        assertThat(rows()).isZero();
    }

    @Test
    void what_was_answered_does_not_lapse() throws InterruptedException {
        UUID ledger = joined();
        UUID commitment = make(ledger, DUE);
        issue(ANN, new DeliverCommitment(ledger, commitment, null, null, List.of()));
        issue(BEN, new ConfirmDelivery(ledger, commitment, null, null));
        clock.now = START.plus(DAY.multipliedBy(9));
        deadlines().run();

        assertThat(entries().filter(it -> it.event() instanceof DeliveryUncontested))
                .isEmpty();
    }

    @Test
    void a_renegotiated_due_instant_counts_in_the_old_ones_stead() throws InterruptedException {
        UUID ledger = joined();
        UUID commitment = make(ledger, DUE);
        UUID proposal = UUID.randomUUID();
        Due later = new Due(DUE.plus(DAY), "Europe/Berlin");
        issue(
                ANN,
                new ProposeTerms(
                        ledger, commitment, null, proposal, new RevisedTerms(later, null, null, null, null), WORDS));
        issue(BEN, new AcceptTerms(ledger, commitment, proposal));
        clock.now = DUE.plusMillis(1);
        deadlines().run();
        assertThat(misses()).isEmpty();

        clock.now = later.at().plusMillis(1);
        deadlines().run();
        assertThat(misses()).hasSize(1);
    }

    @Test
    void each_occurrence_is_missed_by_itself() throws InterruptedException {
        UUID ledger = joined();
        List<Instant> dues = IntStream.range(0, 1_000)
                .mapToObj(day -> DUE.plus(DAY.multipliedBy(day)))
                .toList();
        make(ledger, DUE, new Recurrence("FREQ=DAILY;COUNT=1000", dues));
        clock.now = dues.get(2).plusMillis(1);
        deadlines().run();

        assertThat(misses().map(it -> ((DeadlineMissed) it.event()).occurrence()))
                .containsExactly(1, 2, 3);
    }

    @Test
    void what_passed_while_nobody_ran_is_recorded_once_somebody_does() {
        List<UUID> ledgers = Stream.generate(this::joined).limit(30).toList();
        ledgers.forEach(ledger -> IntStream.range(0, 10).forEach(ignored -> make(ledger, DUE)));
        end();
        clock.now = DUE.plus(DAY);
        process = start();

        await().untilAsserted(() -> assertThat(misses()).hasSize(300));
        assertThat(misses().map(it -> ((DeadlineMissed) it.event()).commitment()))
                .doesNotHaveDuplicates();
        await().until(() -> untold() == 0);
    }

    @Test
    void a_table_that_was_lost_is_made_again_from_the_entries() throws InterruptedException {
        UUID ledger = joined();
        UUID delivered = make(ledger, DUE);
        issue(ANN, new DeliverCommitment(ledger, delivered, null, null, List.of()));
        make(ledger, DUE);
        deadlines().run();
        end();
        owner().sql("DELETE FROM commitments.due_instant").update();
        owner().sql("DELETE FROM commitments.reader_position WHERE name = 'deadlines'")
                .update();
        clock.now = DUE.plusMillis(1);
        process = start();
        deadlines().run();

        assertThat(misses()).hasSize(1);
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void a_row_that_is_not_true_any_more_is_refused_and_let_go() throws InterruptedException {
        UUID ledger = joined();
        UUID commitment = make(ledger, DUE);
        issue(ANN, new DeliverCommitment(ledger, commitment, null, null, List.of()));
        deadlines().run();
        owner().sql("UPDATE commitments.due_instant SET kind = 'DUE', at = '2026-03-01T00:00:00Z'")
                .update();
        deadlines().run();

        assertThat(misses()).isEmpty();
        assertThat(untold()).isZero();
    }

    @Test
    void one_process_records_and_another_takes_over_when_it_ends() throws InterruptedException {
        UUID ledger = joined();
        make(ledger, DUE);
        try (ConfigurableApplicationContext second = run(clock)) {
            deadlines().run();
            end();
            clock.now = DUE.plusMillis(1);
            second.getBean(Deadlines.class).run();
            assertThat(misses(second)).hasSize(1);
        }
    }

    @Test
    void while_the_store_is_away_nothing_is_lost() {
        make(joined(), DUE);
        SharedPostgres.server().stop();
        try {
            clock.now = DUE.plusMillis(1);
        } finally {
            SharedPostgres.server().start();
        }

        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(StoreUnavailable.class)
                .untilAsserted(() -> assertThat(misses()).hasSize(1));
    }

    @Test
    void a_clock_that_leaps_lives_through_the_time_between() throws InterruptedException {
        UUID ledger = joined();
        UUID first = make(ledger, DUE);
        UUID second = make(ledger, DUE.plus(DAY));
        UUID third = make(ledger, DUE.plus(DAY.multipliedBy(5)));
        issue(ANN, new DeliverCommitment(ledger, third, null, null, List.of()));

        deadlines().advance(START.plus(DAY.multipliedBy(10)), instant -> clock.now = instant);

        assertThat(clock.now).isEqualTo(START.plus(DAY.multipliedBy(10)));
        assertThat(misses())
                .extracting(Entry::recorded)
                .containsExactly(DUE.plusMillis(1), DUE.plus(DAY).plusMillis(1));
        assertThat(misses().map(it -> ((DeadlineMissed) it.event()).commitment()))
                .containsExactly(first, second);
        assertThat(entries().filter(it -> it.event() instanceof DeliveryUncontested))
                .extracting(Entry::recorded)
                .containsExactly(START.plus(DAY.multipliedBy(2)).plusMillis(1));
    }

    /** A ledger with both parties. */
    private UUID joined() {
        UUID ledger = UUID.randomUUID();
        issue(ANN, new OpenLedger(ledger, WORDS, WORDS, WORDS));
        issue(ANN, new InviteParty(ledger, INVITATION, "digest", START.plus(DAY), WORDS, null));
        issue(BEN, new AcceptInvitation(ledger, INVITATION, "digest", WORDS, WORDS, null));
        return ledger;
    }

    private UUID make(UUID ledger, Instant due) {
        return make(ledger, due, null);
    }

    /** A commitment of Ann's whose deliveries are answered within two days. */
    private UUID make(UUID ledger, Instant due, @Nullable Recurrence recurrence) {
        UUID commitment = UUID.randomUUID();
        Terms terms = new Terms(WORDS, null, null, null, Monitor.BOTH, new Due(due, "Europe/Berlin"), 2, recurrence);
        issue(ANN, new MakeCommitment(ledger, commitment, terms));
        return commitment;
    }

    private void issue(UUID person, LedgerCommand<?> command) {
        running().getBean(LedgerBus.class).issue(command, Map.of(EntryMetaData.MEMBER, person));
    }

    private Stream<Entry> misses() {
        return entries().filter(it -> it.event() instanceof DeadlineMissed);
    }

    private static Stream<Entry> misses(ConfigurableApplicationContext process) {
        return entries(process).filter(it -> it.event() instanceof DeadlineMissed);
    }

    private Stream<Entry> entries() {
        return entries(running());
    }

    private static Stream<Entry> entries(ConfigurableApplicationContext process) {
        List<CommittedEntry> rows = process.getBean(CommittedEntries.class).after(StorePosition.START, 10_000);
        return rows.stream().map(row -> Statements.read(row.statement()));
    }

    private long rows() {
        return owner().sql("SELECT count(*) FROM commitments.due_instant")
                .query(Long.class)
                .single();
    }

    /** Rows of which something would be told by now. */
    private long untold() {
        return owner().sql("SELECT count(*) FROM commitments.due_instant WHERE kind IN ('DUE', 'CONFIRMATION',"
                        + " 'CHECK_IN', 'CHECKPOINT') AND at < :now")
                .param("now", clock.now.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private JdbcClient owner() {
        return JdbcClient.create(new DriverManagerDataSource(
                database.jdbcUrl(),
                database.commitmentsOwner().username(),
                database.commitmentsOwner().password()));
    }

    private Deadlines deadlines() {
        return running().getBean(Deadlines.class);
    }

    private ConfigurableApplicationContext running() {
        if (process == null) {
            throw new AssertionError("the process has ended");
        }
        return process;
    }

    private void end() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    private ConfigurableApplicationContext start() {
        return run(clock);
    }

    private ConfigurableApplicationContext run(Clock time) {
        return new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> context.getBeanFactory().registerSingleton("clock", time))
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
    @ComponentScan(
            basePackages = {
                "dev.kept.commitments.aggregate",
                "dev.kept.commitments.eventstore",
                "dev.kept.commitments.deadline"
            },
            excludeFilters = @Filter(type = FilterType.REGEX, pattern = ".*Test\\$.*"))
    static class Parts {}

    private static final class TestClock extends Clock {
        private volatile Instant now = START;
        private volatile @Nullable Instant stepsBackTo;

        /** The next look is the last before it steps back. */
        @Override
        public synchronized Instant instant() {
            Instant shown = now;
            Instant back = stepsBackTo;
            if (back != null) {
                now = back;
                stepsBackTo = null;
            }
            return shown;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
