package dev.kept.projections.views.seen;

import dev.kept.events.Side;
import dev.kept.projections.store.fold.Provenance;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads who saw what; the caller has the right to read the ledger. */
@Component
public class SeenEntries {

    private static final String SEEN = """
        select s.from_sequence, s.to_sequence, s.member, s.seen_in, e.role, e.recorded_at
          from seen s
          join entry e on e.ledger_id = s.ledger_id and e.sequence = s.seen_in
         where s.ledger_id = :ledger
        """;

    private static final String OF_ENTRY = SEEN + """
           and s.from_sequence <= :sequence and s.to_sequence >= :sequence
         order by s.seen_in
        """;

    private static final String PAGE = SEEN + """
           and s.seen_in <= :head and s.from_sequence <= :to and s.to_sequence >= :from
           and (:after::bigint is null or (s.from_sequence, s.member) > (:after, :member::uuid))
         order by s.from_sequence, s.member
         limit :limit
        """;

    private static final String NEWEST = SEEN + """
           and e.role = :side
         order by s.to_sequence desc, s.seen_in
         limit 1
        """;

    private final JdbcClient sql;

    SeenEntries(@Qualifier("projectionsDataSource") DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** Who saw an entry, whoever saw it first at the head. */
    public List<Provenance> of(UUID ledger, long sequence) {
        return sql.sql(OF_ENTRY)
                .param("ledger", ledger)
                .param("sequence", sequence)
                .query((row, number) -> provenance(row))
                .list();
    }

    /**
     * Ranges that share an entry with the one asked for, in order.
     *
     * @param head only what was recorded up to there
     * @param limit at most so many
     */
    List<SeenRange> page(UUID ledger, long head, SeenQuery query, int limit) {
        SeenQuery.PageStart after = query.after();
        return sql.sql(PAGE)
                .param("ledger", ledger)
                .param("head", head)
                .param("from", query.from())
                .param("to", query.to())
                .param("after", after == null ? null : after.from())
                .param("member", after == null ? null : after.member())
                .param("limit", limit)
                .query((row, number) ->
                        new SeenRange(row.getLong("from_sequence"), row.getLong("to_sequence"), provenance(row)))
                .list();
    }

    /** How far each side has read, side A first. */
    List<SideSeen> sides(UUID ledger) {
        return Stream.of(Side.values())
                .map(side -> sql.sql(NEWEST)
                        .param("ledger", ledger)
                        .param("side", side.name())
                        .query((row, number) -> new SideSeen(side, row.getLong("to_sequence"), provenance(row)))
                        .optional()
                        .orElseGet(() -> new SideSeen(side, null, null)))
                .toList();
    }

    private static Provenance provenance(ResultSet row) throws SQLException {
        @Nullable UUID member = row.getObject("member", UUID.class);
        return new Provenance(
                row.getLong("seen_in"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                member,
                row.getString("role"));
    }
}
