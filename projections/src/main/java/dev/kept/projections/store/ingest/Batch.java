package dev.kept.projections.store.ingest;

import dev.kept.events.Entry;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.ItemKey;
import dev.kept.projections.store.fold.LedgerFolding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One batch on its way from records to rows. */
final class Batch {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    private final List<ItemFold<?, ?>> folds;
    private final JdbcStored stored;
    private final JdbcReadModels readModels;
    private final Topics topics;
    private final Map<DisclosureSet.Key, DisclosureSet> texts = new LinkedHashMap<>();
    private final List<Parked> strays = new ArrayList<>();
    private List<LedgerChange> changes = new ArrayList<>();
    private List<HotViews.Written> written = List.of();

    Batch(List<ItemFold<?, ?>> folds, JdbcStored stored, JdbcReadModels readModels, Topics topics) {
        this.topics = topics;
        this.folds = folds;
        this.stored = stored;
        this.readModels = readModels;
    }

    void takeDisclosures(Received received) {
        if (DisclosureSet.isMarker(received)) {
            return;
        }
        try {
            DisclosureSet set = DisclosureSet.of(received);
            texts.remove(set.key());
            texts.put(set.key(), set);
        } catch (RuntimeException e) {
            strays.add(new Parked(received, null, null, "no readable disclosures: " + Reasons.of(e)));
        }
    }

    void fold(Connection connection, List<Arrival> arrivals) throws SQLException {
        Map<UUID, List<Arrival>> byLedger = new LinkedHashMap<>();
        for (Arrival arrival : arrivals) {
            switch (arrival) {
                case Arrival.Legible readable ->
                    byLedger.computeIfAbsent(readable.entry().ledger(), ignored -> new ArrayList<>())
                            .add(readable);
                case Arrival.Illegible(Received received, UUID ledger, String reason) -> {
                    if (ledger == null) {
                        strays.add(new Parked(received, null, null, reason));
                    } else {
                        byLedger.computeIfAbsent(ledger, ignored -> new ArrayList<>())
                                .add(arrival);
                    }
                }
            }
        }
        fold(connection, byLedger, false);
    }

    void retry(Connection connection, List<UUID> halted) throws SQLException {
        Map<UUID, List<Arrival>> byLedger = new LinkedHashMap<>();
        halted.forEach(ledger -> byLedger.put(ledger, List.of()));
        fold(connection, byLedger, true);
    }

    private void fold(Connection connection, Map<UUID, List<Arrival>> byLedger, boolean retry) throws SQLException {
        Map<UUID, Boolean> wholeView = new LinkedHashMap<>();
        byLedger.forEach((ledger, arrivals) ->
                wholeView.put(ledger, entries(arrivals).anyMatch(e -> LedgerFolding.concernsLedger(e.event()))));
        Map<UUID, JdbcStored.Stored> ledgers = stored.ledgers(connection, wholeView);

        List<UUID> resuming = new ArrayList<>();
        List<JdbcStored.EntryKey> repeated = new ArrayList<>();
        byLedger.forEach((ledger, arrivals) -> {
            JdbcStored.Stored before = ledgers.get(ledger);
            if (before != null) {
                entries(arrivals)
                        .filter(entry -> entry.sequence() <= before.head())
                        .forEach(entry -> repeated.add(new JdbcStored.EntryKey(ledger, entry.sequence())));
                boolean expected = entries(arrivals).anyMatch(entry -> entry.sequence() == before.head() + 1);
                if (before.halt() != null && (retry || expected)) {
                    resuming.add(ledger);
                }
            }
        });
        Map<JdbcStored.EntryKey, byte[]> statements = stored.statements(connection, repeated);
        Map<UUID, List<Arrival.Legible>> waiting = new HashMap<>();
        JdbcHeldBack.parked(connection, resuming, topics.statements())
                .forEach((ledger, received) -> waiting.put(
                        ledger,
                        received.stream()
                                .map(Arrival::of)
                                .filter(Arrival.Legible.class::isInstance)
                                .map(Arrival.Legible.class::cast)
                                .toList()));

        Map<UUID, Set<ItemKey>> concerned = new HashMap<>();
        byLedger.forEach((ledger, arrivals) -> {
            Set<ItemKey> keys = new HashSet<>();
            Stream.concat(
                            entries(arrivals),
                            waiting.getOrDefault(ledger, List.of()).stream().map(Arrival.Legible::entry))
                    .forEach(entry -> keys.addAll(LedgerFolding.concerned(folds, entry.event())));
            concerned.put(ledger, keys);
        });
        JdbcStored.Items items = stored.items(connection, concerned);

        byLedger.forEach((ledger, arrivals) -> {
            JdbcStored.Stored before = ledgers.get(ledger);
            LedgerFolding folding = before == null
                    ? LedgerFolding.fromTheStart(folds)
                    : LedgerFolding.from(folds, before.head(), before.recorded(), before.view());
            items.found().getOrDefault(ledger, Map.of()).forEach((key, item) -> folding.know(key.kind(), item));
            Map<Long, byte[]> recorded = new HashMap<>();
            entries(arrivals).forEach(entry -> {
                byte[] statement = statements.get(new JdbcStored.EntryKey(ledger, entry.sequence()));
                if (statement != null) {
                    recorded.put(entry.sequence(), statement);
                }
            });
            List<Arrival.Legible> parked = waiting.getOrDefault(ledger, List.of());
            int partition = Stream.concat(arrivals.stream(), parked.stream())
                    .mapToInt(arrival -> arrival.received().partition())
                    .findFirst()
                    .orElse(0);
            LedgerChange change = new LedgerChange(
                    ledger,
                    partition,
                    folding,
                    before == null ? null : before.halt(),
                    recorded,
                    parked,
                    before == null || before.unreadable() == null
                            ? items.unreadable().get(ledger)
                            : before.unreadable(),
                    items.views().getOrDefault(ledger, Map.of()));
            arrivals.forEach(change::take);
            if (retry) {
                change.resume();
            }
            changes.add(change);
        });
    }

    private static Stream<Entry> entries(List<Arrival> arrivals) {
        return arrivals.stream()
                .filter(Arrival.Legible.class::isInstance)
                .map(arrival -> ((Arrival.Legible) arrival).entry());
    }

    void write(Connection connection) throws SQLException {
        JdbcDisclosures.write(connection, texts.values());
        written = readModels.write(connection, changes);
        JdbcHeldBack.park(connection, strays);
    }

    /** What cannot be written, because the database refuses it or a view cannot be made of it, is parked, and all the rest stored. */
    void writeOneByOne(Connection connection) throws SQLException {
        written = List.of();
        for (DisclosureSet set : texts.values()) {
            try (Attempt attempt = new Attempt(connection)) {
                JdbcDisclosures.write(connection, List.of(set));
                attempt.succeeded();
            } catch (SQLException e) {
                requireAboutData(e);
                strays.add(new Parked(set.received(), null, null, "cannot be stored: " + e.getSQLState()));
            } catch (RuntimeException e) {
                strays.add(new Parked(set.received(), null, null, "cannot be stored: " + Reasons.of(e)));
            }
        }
        List<LedgerChange> done = new ArrayList<>();
        for (LedgerChange change : changes) {
            try (Attempt attempt = new Attempt(connection)) {
                readModels.write(connection, List.of(change));
                attempt.succeeded();
                done.add(change);
            } catch (SQLException e) {
                requireAboutData(e);
                done.add(refused(connection, change, e.getSQLState()));
            } catch (RuntimeException e) {
                done.add(refused(connection, change, Reasons.of(e)));
            }
        }
        changes = done;
        JdbcHeldBack.park(connection, strays);
    }

    /** The long views as they were written; to be asked for once it is committed. */
    List<HotViews.Written> written() {
        return written;
    }

    private LedgerChange refused(Connection connection, LedgerChange change, String reason) throws SQLException {
        LedgerChange refused = change.refused("cannot be stored: " + reason);
        readModels.write(connection, List.of(refused));
        return refused;
    }

    private static void requireAboutData(SQLException e) throws SQLException {
        if (!isAboutData(e)) {
            throw e;
        }
    }

    /** Data exception, constraint violation, or a limit of the server: the same rows would fail again. */
    static boolean isAboutData(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }

    /**
     * Says what was committed.
     *
     * @param records of both topics
     * @param start when the batch began, in nanoseconds of {@link System#nanoTime}
     */
    void report(Observer observer, int records, long start) {
        int entries =
                changes.stream().mapToInt(change -> change.applied().size()).sum();
        Map<UUID, Long> heads = new HashMap<>();
        Set<UUID> halted = new HashSet<>();
        for (LedgerChange change : changes) {
            if (!change.applied().isEmpty()) {
                heads.put(change.ledger(), change.folding().head());
            }
            if (change.haltAfter() != null && change.haltBefore() == null) {
                halted.add(change.ledger());
            }
        }
        observer.committed(
                new Observer.Committed(records, entries, System.nanoTime() - start, heads, halted, traced()));
    }

    private List<Observer.Traced> traced() {
        List<Observer.Traced> traced = new ArrayList<>();
        for (LedgerChange change : changes) {
            for (Arrival.Legible each : change.applied()) {
                String trace = each.trace();
                if (trace != null) {
                    traced.add(new Observer.Traced(change.ledger(), each.entry().sequence(), trace));
                }
            }
        }
        return traced;
    }

    void logHalts() {
        for (LedgerChange change : changes) {
            Halt halt = change.haltAfter();
            if (halt != null && change.haltBefore() == null) {
                LOG.error(
                        "Ledger {} is held on the read side, waiting for entry {}: {}",
                        change.ledger(),
                        halt.expected(),
                        halt.reason());
            } else if (halt == null && change.haltBefore() != null) {
                LOG.info(
                        "Ledger {} goes on, at entry {}",
                        change.ledger(),
                        change.folding().head());
            }
            for (Parked parked : change.parked()) {
                if (parked.reason().equals(Reasons.DIFFERS)) {
                    LOG.error(
                            "Ledger {}: Kafka has another statement as entry {} than was recorded; kept aside",
                            change.ledger(),
                            parked.sequence());
                }
            }
        }
        for (Parked stray : strays) {
            Received at = stray.received();
            LOG.error("{}-{}@{} is parked: {}", at.topic(), at.partition(), at.offset(), stray.reason());
        }
    }

    /** A savepoint that is rolled back unless the attempt succeeded. */
    private static final class Attempt implements AutoCloseable {
        private final Connection connection;
        private final Savepoint savepoint;
        private boolean succeeded;

        Attempt(Connection connection) throws SQLException {
            this.connection = connection;
            this.savepoint = connection.setSavepoint();
        }

        void succeeded() {
            succeeded = true;
        }

        @Override
        public void close() throws SQLException {
            if (!succeeded) {
                connection.rollback(savepoint);
            }
            connection.releaseSavepoint(savepoint);
        }
    }
}
