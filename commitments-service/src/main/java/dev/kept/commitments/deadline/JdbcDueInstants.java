package dev.kept.commitments.deadline;

import dev.kept.commitments.deadline.Awaited.ItemId;
import dev.kept.commitments.deadline.Awaited.OccurrenceId;
import dev.kept.commitments.deadline.Awaited.WaitsFor;
import dev.kept.commitments.jdbc.JdbcArrays;
import dev.kept.commitments.jdbc.JdbcInstants;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** The table of due instants. Writes in the current Spring transaction when there is one. */
final class JdbcDueInstants {

    private static final String ALL_OF = """
        SELECT d.ledger_id, d.item_id, d.occurrence, d.kind, d.at, d.proposed, d.confirmation_days, d.begins
        FROM commitments.due_instant d
        JOIN unnest(?, ?) AS wanted (ledger_id, item_id) USING (ledger_id, item_id)
        """;

    private static final String SAVE = """
        INSERT INTO commitments.due_instant
            (ledger_id, item_id, occurrence, kind, at, proposed, confirmation_days, begins)
        SELECT ledger_id, item_id, occurrence, kind, at::timestamptz, proposed::timestamptz, confirmation_days,
            begins::timestamptz
        FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
            AS saved (ledger_id, item_id, occurrence, kind, at, proposed, confirmation_days, begins)
        ON CONFLICT (ledger_id, item_id, occurrence) DO UPDATE
        SET kind = excluded.kind, at = excluded.at, proposed = excluded.proposed,
            confirmation_days = excluded.confirmation_days, begins = excluded.begins
        """;

    private static final String REMOVE = """
        DELETE FROM commitments.due_instant d
        USING unnest(?, ?, ?) AS gone (ledger_id, item_id, occurrence)
        WHERE (d.ledger_id, d.item_id, d.occurrence) = (gone.ledger_id, gone.item_id, gone.occurrence)
        """;

    private static final String PASSED = """
        SELECT ledger_id, item_id, occurrence, kind, at, proposed, confirmation_days, begins
        FROM commitments.due_instant
        WHERE kind IN ('DUE', 'CONFIRMATION', 'CHECK_IN', 'CHECKPOINT') AND at < ? AND ledger_id <> ALL (?)
        ORDER BY at, ledger_id, item_id, occurrence
        LIMIT ?
        """;

    private static final String NEXT = """
        SELECT at FROM commitments.due_instant
        WHERE kind IN ('DUE', 'CONFIRMATION', 'CHECK_IN', 'CHECKPOINT') AND at IS NOT NULL ORDER BY at LIMIT 1
        """;

    /** Only the instant that was recorded: an entry read meanwhile may have brought another. */
    private static final String MARK_RECORDED = """
        UPDATE commitments.due_instant d SET at = NULL
        FROM unnest(?, ?, ?, ?) AS recorded (ledger_id, item_id, occurrence, at)
        WHERE (d.ledger_id, d.item_id, d.occurrence) = (recorded.ledger_id, recorded.item_id, recorded.occurrence)
          AND d.at = recorded.at::timestamptz
        """;

    private static final RowMapper<Awaited> ROW = (row, number) -> new Awaited(
            new OccurrenceId(
                    row.getObject("ledger_id", UUID.class),
                    row.getObject("item_id", UUID.class),
                    row.getInt("occurrence")),
            WaitsFor.valueOf(row.getString("kind")),
            JdbcInstants.getOptional(row, "at"),
            JdbcInstants.getOptional(row, "proposed"),
            row.getInt("confirmation_days"),
            JdbcInstants.getOptional(row, "begins"));

    private final JdbcTemplate jdbc;

    JdbcDueInstants(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    List<Awaited> allOf(Collection<ItemId> items) {
        return jdbc.query(
                ALL_OF,
                statement -> {
                    JdbcArrays.set(statement, 1, "uuid", items, ItemId::ledger);
                    JdbcArrays.set(statement, 2, "uuid", items, ItemId::item);
                },
                ROW);
    }

    void save(Collection<Awaited> awaited) {
        if (!awaited.isEmpty()) {
            jdbc.update(SAVE, statement -> {
                ids(statement, awaited, Awaited::id);
                JdbcArrays.set(
                        statement, 4, "text", awaited, it -> it.waitsFor().name());
                JdbcArrays.set(statement, 5, "text", awaited, it -> text(it.at()));
                JdbcArrays.set(statement, 6, "text", awaited, it -> text(it.proposed()));
                JdbcArrays.set(statement, 7, "int4", awaited, Awaited::confirmationDays);
                JdbcArrays.set(statement, 8, "text", awaited, it -> text(it.begins()));
            });
        }
    }

    void remove(Collection<OccurrenceId> ids) {
        if (!ids.isEmpty()) {
            jdbc.update(REMOVE, statement -> ids(statement, ids, Function.identity()));
        }
    }

    /** What has passed and was not recorded yet, the longest ago first; without that of some ledgers. */
    List<Awaited> passed(Instant now, Collection<UUID> without, int limit) {
        return jdbc.query(
                PASSED,
                statement -> {
                    statement.setObject(1, JdbcInstants.parameter(now));
                    JdbcArrays.set(statement, 2, "uuid", without, ledger -> ledger);
                    statement.setInt(3, limit);
                },
                ROW);
    }

    /** The first instant that is still to pass or to be recorded. */
    Optional<Instant> next() {
        return jdbc.query(NEXT, (row, number) -> JdbcInstants.get(row, "at")).stream()
                .findFirst();
    }

    void markRecorded(Collection<Awaited> recorded) {
        if (!recorded.isEmpty()) {
            jdbc.update(MARK_RECORDED, statement -> {
                ids(statement, recorded, Awaited::id);
                JdbcArrays.set(statement, 4, "text", recorded, it -> text(it.at()));
            });
        }
    }

    private static <T> void ids(PreparedStatement statement, Collection<T> rows, Function<T, OccurrenceId> id)
            throws SQLException {
        JdbcArrays.set(statement, 1, "uuid", rows, row -> id.apply(row).ledger());
        JdbcArrays.set(statement, 2, "uuid", rows, row -> id.apply(row).item());
        JdbcArrays.set(statement, 3, "int4", rows, row -> id.apply(row).occurrence());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
