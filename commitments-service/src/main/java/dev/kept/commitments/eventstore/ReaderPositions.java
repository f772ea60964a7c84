package dev.kept.commitments.eventstore;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far each reader of {@link CommittedEntries} has come, by its name. */
public final class ReaderPositions {

    private static final String POSITION = """
        SELECT xid::text::bigint AS xid, position FROM commitments.reader_position WHERE name = :name
        """;

    private static final String SAVE = """
        INSERT INTO commitments.reader_position (name, xid, position) VALUES (:name, :xid::text::xid8, :position)
        ON CONFLICT (name) DO UPDATE SET xid = excluded.xid, position = excluded.position, saved_at = clock_timestamp()
        """;

    private final JdbcClient jdbc;
    private final CommittedEntries entries;

    /** Reads and writes by connections of the data source, in the current Spring transaction when there is one. */
    public ReaderPositions(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.entries = new CommittedEntries(dataSource);
    }

    /** What a reader saved last; {@link StorePosition#START} when it never did. */
    public StorePosition of(String reader) {
        return StoreUnavailable.orResult(() -> jdbc.sql(POSITION)
                .param("name", reader)
                .query(CommittedEntries::position)
                .optional()
                .orElse(StorePosition.START));
    }

    /** Remembers how far a reader has come, together with what else the current Spring transaction writes. */
    public void save(String reader, StorePosition position) {
        StoreUnavailable.orResult(() -> jdbc.sql(SAVE)
                .param("name", reader)
                .param("xid", position.xid())
                .param("position", position.position())
                .update());
    }

    /** About how many entries a reader has not seen yet; exactly none when it has seen all. */
    public long waitingFor(String reader) {
        StorePosition head = entries.head();
        StorePosition seen = of(reader);
        return head.compareTo(seen) <= 0 ? 0 : Math.max(1, head.position() - seen.position());
    }
}
