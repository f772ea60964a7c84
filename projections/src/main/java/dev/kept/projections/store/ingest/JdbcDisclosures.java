package dev.kept.projections.store.ingest;

import dev.kept.events.Disclosure;
import dev.kept.events.Entry;
import dev.kept.events.ErasureEvent;
import dev.kept.events.ErasureEvent.TextErased;
import dev.kept.http.SearchWords;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The texts of entries, and that they are erased. */
final class JdbcDisclosures {

    private static final String DELETE_TEXTS = """
        delete from text t
         using unnest(?::uuid[], ?::bigint[]) k(ledger_id, sequence)
         where t.ledger_id = k.ledger_id and t.sequence = k.sequence
        """;

    private static final String INSERT_TEXTS = """
        insert into text (ledger_id, sequence, field, digest, disclosure, value, words)
        select k.*
          from unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::tsvector[])
               k(ledger_id, sequence, field, digest, disclosure, value, words)
         where not exists (select from erased e
                            where e.ledger_id = k.ledger_id and e.sequence = k.sequence and e.field = k.field)
        """;

    private static final String INSERT_ERASED = """
        insert into erased (ledger_id, sequence, field, erased_in)
        select * from unnest(?::uuid[], ?::bigint[], ?::text[], ?::bigint[])
        on conflict (ledger_id, sequence, field) do nothing
        """;

    private static final String ERASE_TEXTS = """
        delete from text t
         using unnest(?::uuid[], ?::bigint[], ?::text[]) k(ledger_id, sequence, field)
         where t.ledger_id = k.ledger_id and t.sequence = k.sequence and t.field = k.field
        """;

    /** Of disclosures that could not be read nobody knows which texts they hold. */
    private static final String ERASE_PARKED_TEXTS = """
        delete from parked p
         using unnest(?::uuid[], ?::bigint[]) k(ledger_id, sequence)
         where p.key = convert_to(k.ledger_id || '/' || k.sequence, 'UTF8')
        """;

    private JdbcDisclosures() {}

    /** The texts themselves go, and what may still come of them later is kept out. */
    static void erase(Connection connection, List<Arrival.Legible> applied) throws SQLException {
        record Gone(Entry entry, long sequence, String field) {}
        List<Gone> gone = new ArrayList<>();
        for (Arrival.Legible each : applied) {
            if (each.entry().event() instanceof TextErased erased) {
                ErasureEvent.Place place = erased.place();
                place.fields().forEach(field -> gone.add(new Gone(each.entry(), place.sequence(), field)));
            }
        }
        if (gone.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT_ERASED);
                PreparedStatement delete = connection.prepareStatement(ERASE_TEXTS);
                PreparedStatement unpark = connection.prepareStatement(ERASE_PARKED_TEXTS)) {
            for (PreparedStatement statement : List.of(insert, delete, unpark)) {
                Sql.uuids(statement, 1, gone, each -> each.entry().ledger());
                Sql.numbers(statement, 2, gone, Gone::sequence);
            }
            Sql.texts(insert, 3, gone, Gone::field);
            Sql.texts(delete, 3, gone, Gone::field);
            Sql.numbers(insert, 4, gone, each -> each.entry().sequence());
            insert.executeUpdate();
            delete.executeUpdate();
            unpark.executeUpdate();
        }
    }

    /** Each set replaces what stood for its entry; at most one for each entry. */
    static void write(Connection connection, Collection<DisclosureSet> sets) throws SQLException {
        if (sets.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(DELETE_TEXTS)) {
            Sql.uuids(statement, 1, sets, set -> set.key().ledger());
            Sql.numbers(statement, 2, sets, set -> set.key().sequence());
            statement.executeUpdate();
        }
        record Row(DisclosureSet.Key key, Disclosure disclosure) {}
        List<Row> rows = sets.stream()
                .flatMap(set -> set.disclosures().stream().map(disclosure -> new Row(set.key(), disclosure)))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT_TEXTS)) {
            Sql.uuids(statement, 1, rows, row -> row.key().ledger());
            Sql.numbers(statement, 2, rows, row -> row.key().sequence());
            Sql.texts(statement, 3, rows, row -> row.disclosure().field());
            Sql.texts(statement, 4, rows, row -> row.disclosure().digest());
            Sql.texts(statement, 5, rows, row -> row.disclosure().encoded());
            Sql.texts(statement, 6, rows, row -> row.disclosure().value());
            Sql.texts(statement, 7, rows, row -> SearchWords.of(row.disclosure().value()));
            statement.executeUpdate();
        }
    }
}
