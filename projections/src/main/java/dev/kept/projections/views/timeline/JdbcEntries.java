package dev.kept.projections.views.timeline;

import dev.kept.events.SeenEvent.EntriesSeen;
import dev.kept.events.WireTypes;
import dev.kept.projections.store.reading.LedgerReading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Entries from the table; the caller has the right to read the ledger. */
final class JdbcEntries {

    private static final String PAGE = """
        select e.sequence, e.statement
          from entry e
         where e.ledger_id = ? and e.sequence between ? and ?
        """;

    /** That somebody saw entries is no news to anybody, unless they ask for it. */
    private static final String NOT_SEEN =
            " and e.kind <> '" + WireTypes.kindOf(WireTypes.nameOf(EntriesSeen.class)) + "'";

    /**
     * Each word of a search may stand in another text of the entry; {@link dev.kept.http.SearchWords} made both sides. Looked for in one
     * entry after the other: {@code offset} keeps PostgreSQL from choosing otherwise by what it guesses of the word.
     */
    private static final String HOLDS_WORD = """
         and exists (select from text t
                      where t.ledger_id = e.ledger_id and t.sequence = e.sequence and t.words @@ ?::tsquery
                     offset 0)
        """;

    /** The same by the index of words. */
    private static final String IS_FOUND_BY_WORD = """
         and e.sequence in (select t.sequence from text t
                             where t.ledger_id = ? and t.sequence between ? and ? and t.words @@ ?::tsquery
                            offset 0)
        """;

    /**
     * In so many entries a word is looked for one by one: a word that many hold is found there at once, and the index would name
     * all the others as well. What they do not hold few others do, and those the index names quickly.
     */
    private static final long NEAR = 500;

    /** Nothing is shown of a ledger that contradicts its signed head. */
    private static final String LEDGERS = """
        (select m.ledger_id, m.head from unnest(?::uuid[], ?::bigint[]) m(ledger_id, head)
          where not exists (select from contradiction c where c.ledger_id = m.ledger_id)) l
        """;

    /** Of each ledger as many as a page holds: times never go back within a ledger, so those are its newest. */
    private static final String NEWEST = """
        select l.ledger_id, x.sequence, x.recorded_at, x.statement
          from %s
         cross join lateral (
               select e.sequence, e.recorded_at, e.statement
                 from entry e
                where e.ledger_id = l.ledger_id and e.sequence <= l.head%s%s
                order by e.sequence desc
                limit ?) x
         order by x.recorded_at desc, l.ledger_id desc, x.sequence desc
         limit ?
        """;

    /** The words are looked up once for all ledgers. */
    private static final String WITH_WORDS = """
        select e.ledger_id, e.sequence, e.recorded_at, e.statement
          from %s
          join (%s) f using (ledger_id)
          join entry e on e.ledger_id = f.ledger_id and e.sequence = f.sequence
         where e.sequence <= l.head%s%s
         order by e.recorded_at desc, e.ledger_id desc, e.sequence desc
         limit ?
        """;

    private static final String WITH_WORD =
            "select distinct t.ledger_id, t.sequence from text t where t.ledger_id = any(?::uuid[]) and t.words @@ ?::tsquery";

    private static final String FURTHER = " and (e.recorded_at, e.ledger_id, e.sequence) < (?, ?, ?)";

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

    /** Sequences from one to another, both of them included. */
    private record Range(long first, long last) {}

    /** Up to one entry more than the limit, so that one sees whether there is a next page. */
    List<Stored> page(UUID ledger, long head, EntriesQuery query) {
        boolean ascending = query.order() == EntriesQuery.Order.ASC;
        Long after = query.after();
        long first = ascending && after != null ? after + 1 : 0;
        long last = ascending || after == null ? head : Math.min(head, after - 1);
        int limit = query.limit() + 1;
        if (query.text() == null) {
            return page(ledger, new Range(first, last), query, limit, true);
        }
        if (query.text().words().isEmpty()) {
            return List.of();
        }
        long near = ascending ? Math.min(last, first + NEAR - 1) : Math.max(first, last - NEAR + 1);
        List<Stored> found = new ArrayList<>(
                page(ledger, ascending ? new Range(first, near) : new Range(near, last), query, limit, true));
        if (found.size() < limit) {
            Range far = ascending ? new Range(near + 1, last) : new Range(first, near - 1);
            found.addAll(page(ledger, far, query, limit - found.size(), false));
        }
        return found;
    }

    private List<Stored> page(UUID ledger, Range range, EntriesQuery query, int limit, boolean oneByOne) {
        if (range.first() > range.last()) {
            return List.of();
        }
        List<Object> parameters = new ArrayList<>(List.of(ledger, range.first(), range.last()));
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
        if (query.text() != null) {
            for (String word : query.text().words()) {
                page.append(oneByOne ? HOLDS_WORD : IS_FOUND_BY_WORD);
                if (!oneByOne) {
                    parameters.addAll(List.of(ledger, range.first(), range.last()));
                }
                parameters.add(word);
            }
        }
        page.append(query.order() == EntriesQuery.Order.ASC ? " order by e.sequence" : " order by e.sequence desc")
                .append(" limit ?");
        parameters.add(limit);
        return sql.sql(page.toString())
                .params(parameters)
                .query((row, number) -> stored(row))
                .list();
    }

    /** An entry of one of several ledgers, as it is stored; never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Placed(SearchQuery.Place place, byte[] statement) {}

    /** The newest first; up to one entry more than the limit, so that one sees whether there is a next page. */
    List<Placed> across(Collection<LedgerReading> readings, SearchQuery query) {
        List<String> words = query.text() == null ? List.of() : query.text().words();
        if (readings.isEmpty() || query.text() != null && words.isEmpty()) {
            return List.of();
        }
        UUID[] ledgers = readings.stream().map(LedgerReading::ledger).toArray(UUID[]::new);
        List<Object> parameters = new ArrayList<>();
        parameters.add(ledgers);
        parameters.add(readings.stream().map(LedgerReading::head).toArray(Long[]::new));
        for (String word : words) {
            parameters.add(ledgers);
            parameters.add(word);
        }
        SearchQuery.Place after = query.after();
        if (after != null) {
            parameters.addAll(List.of(after.recorded().atOffset(ZoneOffset.UTC), after.ledger(), after.sequence()));
        }
        parameters.add(query.limit() + 1);
        String further = after == null ? "" : FURTHER;
        String all;
        if (words.isEmpty()) {
            parameters.add(query.limit() + 1);
            all = NEWEST.formatted(LEDGERS, NOT_SEEN, further);
        } else {
            String holding = words.stream().map(word -> WITH_WORD).collect(Collectors.joining(" intersect "));
            all = WITH_WORDS.formatted(LEDGERS, holding, NOT_SEEN, further);
        }
        return sql.sql(all)
                .params(parameters)
                .query((row, number) -> new Placed(
                        new SearchQuery.Place(
                                row.getObject("recorded_at", OffsetDateTime.class)
                                        .toInstant(),
                                row.getObject("ledger_id", UUID.class),
                                row.getLong("sequence")),
                        row.getBytes("statement")))
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
