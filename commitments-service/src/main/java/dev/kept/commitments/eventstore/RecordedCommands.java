package dev.kept.commitments.eventstore;

import dev.kept.commitments.kernel.Appended;
import dev.kept.events.Entry;
import dev.kept.events.Statements;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds what a command recorded by the id that its idempotency key gave it. */
public final class RecordedCommands {

    private static final String BY_ID = """
        SELECT type, command_digest, statement FROM commitments.entry
        WHERE ledger_id = :ledger AND command_id = :command
        ORDER BY command_index
        """;

    /**
     * Writes nothing that anybody reads. It commits after all that is visible, and so counts when that does: what a server had committed
     * without its standby is visible after a restart.
     */
    static final String CONFIRM = "SELECT pg_logical_emit_message(true, 'kept', '')";

    private final JdbcClient jdbc;

    RecordedCommands(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * The command recorded under an id, once it would survive the loss of the server as every acknowledged one does; empty when there is
     * none.
     *
     * @throws StoreUnavailable when PostgreSQL does not answer
     */
    public Optional<RecordedCommand> find(UUID ledger, UUID command) {
        List<Row> rows = StoreUnavailable.orResult(() -> jdbc.sql(BY_ID)
                .param("ledger", ledger)
                .param("command", command)
                .query((row, number) -> new Row(
                        row.getString("type"),
                        row.getString("command_digest"),
                        Statements.read(row.getBytes("statement"))))
                .list());
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        StoreUnavailable.orResult(() -> jdbc.sql(CONFIRM).query(String.class).single());
        Entry first = rows.getFirst().entry();
        List<Appended.Position> positions = rows.stream()
                .map(row -> new Appended.Position(row.entry().sequence(), row.type()))
                .toList();
        return Optional.of(new RecordedCommand(
                command,
                rows.getFirst().digest(),
                new Appended(ledger, first.recorded(), first.event().subject(), positions)));
    }

    private record Row(String type, @Nullable String digest, Entry entry) {}
}
