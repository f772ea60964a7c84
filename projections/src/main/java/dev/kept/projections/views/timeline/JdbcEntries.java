package dev.kept.projections.views.timeline;

import dev.kept.events.SeenEvent.EntriesSeen;
import dev.kept.events.WireTypes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Entries from the table; the caller has the right to read the ledger. */
final class JdbcEntries {

    private static final String PAGE = """
        select e.sequence, e.statement
          from entry e
         where e.ledger_id = ? and e.sequence <= ?
        """;

    /** That somebody saw entries is no news to anybody, unless they ask for it. */
    private static final String NOT_SEEN =
            " and e.kind <> '" + WireTypes.kindOf(WireTypes.nameOf(EntriesSeen.class)) + "'";

    /** Each word of a search may stand in another text of the entry; {@link dev.kept.http.SearchWords} made both sides. */
    private static final String HOLDS_WORD = """
         and e.sequence in (select t.sequence from text t
                             where t.ledger_id = e.ledger_id and t.words @@ ?::tsquery)
        """;

    private static final String ONE =
            "select e.sequence, e.statement from entry e where e.ledger_id = ? and e.sequence = ?";

    private static final String DISCLOSURES =
            "select disclosure from text where ledger_id = ? and sequence = ? order by field";

    private final JdbcClient sql;

    JdbcEntries(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** An entry as it is stored; never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Stored(long sequence, byte[] statement) {}

    /** Up to one entry more than the limit, so that one sees whether there is a next page. */
    List<Stored> page(UUID ledger, long head, EntriesQuery query) {
        List<Object> parameters = new ArrayList<>(List.of(ledger, head));
        if (query.text() != null && query.text().words().isEmpty()) {
            return List.of();
        }
        StringBuilder page = new StringBuilder(PAGE);
        if (query.kind() == null) {
            page.append(NOT_SEEN);
        }
        where(page, parameters, " and e.kind = ?", query.kind());
        where(
                page,
                parameters,
                " and e.role = ?",
                query.side() == null ? null : query.side().wireName());
        where(page, parameters, " and e.member = ?", query.member());
        where(page, parameters, " and e.subject = ?", query.commitment());
        where(page, parameters, " and e.recorded_at >= ?", utc(query.from()));
        where(page, parameters, " and e.recorded_at < ?", utc(query.to()));
        boolean ascending = query.order() == EntriesQuery.Order.ASC;
        where(page, parameters, ascending ? " and e.sequence > ?" : " and e.sequence < ?", query.after());
        if (query.text() != null) {
            query.text().words().forEach(word -> where(page, parameters, HOLDS_WORD, word));
        }
        page.append(ascending ? " order by e.sequence" : " order by e.sequence desc")
                .append(" limit ?");
        parameters.add(query.limit() + 1);
        return sql.sql(page.toString())
                .params(parameters)
                .query((row, number) -> stored(row))
                .list();
    }

    Optional<Stored> one(UUID ledger, long sequence) {
        return sql.sql(ONE)
                .param(ledger)
                .param(sequence)
                .query((row, number) -> stored(row))
                .optional();
    }

    List<String> disclosures(UUID ledger, long sequence) {
        List<String> found = new ArrayList<>();
        sql.sql(DISCLOSURES).param(ledger).param(sequence).query(row -> {
            found.add(row.getString(1));
        });
        return found;
    }

    private static void where(StringBuilder page, List<Object> parameters, String clause, @Nullable Object value) {
        if (value != null) {
            page.append(clause);
            parameters.add(value);
        }
    }

    private static @Nullable Object utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(row.getLong("sequence"), row.getBytes("statement"));
    }
}
