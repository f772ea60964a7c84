package dev.kept.subscriptions.webhooks;

import dev.kept.events.ErasureEvent.TextErased;
import dev.kept.events.WireTypes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What senders ask of the read models: who may read, how far a ledger is, and what stands next in it. */
final class JdbcRecord {

    private static final String ROLE = """
        select role from membership
         where ledger_id = ? and member = ? and until_sequence is null
         order by from_sequence desc limit 1
        """;

    private static final String HEADS = "select ledger_id, head from ledger where ledger_id = any(?::uuid[])";

    private static final String STORED = """
        select e.sequence, e.statement,
               array(select t.disclosure from text t
                      where t.ledger_id = e.ledger_id and t.sequence = e.sequence
                      order by t.field) as disclosures
          from entry e
        """;

    private static final String NEXT = STORED + """
         where e.ledger_id = :ledger and e.sequence > :after and e.sequence <= :head
           and (cardinality(:kinds::text[]) = 0 or e.kind = any(:kinds::text[]) or e.type = any(:kinds::text[])
                or (:disclosures and e.type = :erased))
         order by e.sequence
         limit 1
        """;

    private static final String AT = STORED + " where e.ledger_id = ? and e.sequence = ?";

    private static final String ERASED = WireTypes.nameOf(TextErased.class);

    private final JdbcClient sql;

    JdbcRecord(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /**
     * An entry as it is stored; never compared.
     *
     * @param disclosures of the texts that still exist
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Stored(long sequence, byte[] statement, List<String> disclosures) {}

    /** As what somebody may read a ledger now; empty when not at all. */
    Optional<String> roleOf(UUID ledger, UUID member) {
        return sql.sql(ROLE).param(ledger).param(member).query(String.class).optional();
    }

    /** Of those ledgers that are known. */
    Map<UUID, Long> heads(Collection<UUID> ledgers) {
        Map<UUID, Long> heads = new HashMap<>();
        sql.sql(HEADS)
                .param(ledgers.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    heads.put(row.getObject("ledger_id", UUID.class), row.getLong("head"));
                });
        return heads;
    }

    /**
     * The next entry that a webhook wants. With texts it gets every erasure, whatever it chose: it may have the text.
     *
     * @param head up to which the ledger is looked at
     */
    Optional<Stored> next(Webhook webhook, long head) {
        return sql.sql(NEXT)
                .param("ledger", webhook.ledger())
                .param("after", webhook.position())
                .param("head", head)
                .param("kinds", webhook.kinds().toArray(String[]::new))
                .param("disclosures", webhook.disclosures())
                .param("erased", ERASED)
                .query((row, number) -> stored(row))
                .optional();
    }

    Optional<Stored> at(UUID ledger, long sequence) {
        return sql.sql(AT)
                .param(ledger)
                .param(sequence)
                .query((row, number) -> stored(row))
                .optional();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(row.getLong("sequence"), row.getBytes("statement"), List.of((String[])
                row.getArray("disclosures").getArray()));
    }
}
