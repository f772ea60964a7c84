package dev.kept.projections.readmodels;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

final class JdbcMemberships implements Memberships {

    private static final String ROLE = """
        select role from membership
         where ledger_id = ? and member = ? and until_sequence is null
         order by from_sequence desc limit 1
        """;

    private static final String LEDGERS =
            "select ledger_id, member from membership where member = any(?::uuid[]) and until_sequence is null";

    private final JdbcClient sql;

    JdbcMemberships(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    @Override
    public Optional<String> roleOf(UUID ledger, UUID member) {
        return sql.sql(ROLE).param(ledger).param(member).query(String.class).optional();
    }

    @Override
    public Map<UUID, Set<UUID>> ledgersOf(Collection<UUID> members) {
        Map<UUID, Set<UUID>> ledgers = new HashMap<>();
        sql.sql(LEDGERS)
                .param(members.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    ledgers.computeIfAbsent(row.getObject("ledger_id", UUID.class), ignored -> new HashSet<>())
                            .add(row.getObject("member", UUID.class));
                });
        return ledgers;
    }
}
