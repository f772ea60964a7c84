package dev.kept.commitments.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTableTest {
    private static TestStore store;

    @BeforeAll
    static void open() {
        store = new TestStore();
        store.append(UUID.randomUUID(), 0, 2);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE commitments.entry SET statement = '{}'",
                "UPDATE commitments.entry SET type = type WHERE false",
                "DELETE FROM commitments.entry",
                "TRUNCATE commitments.entry",
                "INSERT INTO commitments.entry (ledger_id, sequence, event_id, type, recorded_at, statement)"
                        + " SELECT ledger_id, sequence, event_id, type, recorded_at, statement FROM commitments.entry"
                        + " ON CONFLICT (ledger_id, sequence) DO UPDATE SET statement = '{}'"
            })
    void not_even_the_owner_changes_an_entry(String change) {
        assertThatThrownBy(() -> store.owner().sql(change).update())
                .hasStackTraceContaining("an entry of a ledger is never changed or removed");
        assertThat(store.owner()
                        .sql("SELECT count(*) FROM commitments.entry")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 100})
    void not_even_the_owner_leaves_a_gap(long sequence) {
        assertThatThrownBy(() -> store.owner()
                        .sql("INSERT INTO commitments.entry (ledger_id, sequence, event_id, type, recorded_at,"
                                + " statement) SELECT ledger_id, :sequence, event_id, type, recorded_at, statement"
                                + " FROM commitments.entry WHERE sequence = 0")
                        .param("sequence", sequence)
                        .update())
                .hasStackTraceContaining("an entry needs the entry before it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE commitments.entry SET statement = '{}'",
                "DELETE FROM commitments.entry",
                "TRUNCATE commitments.entry",
                "INSERT INTO commitments.entry (xid, ledger_id, sequence, event_id, type, recorded_at, statement)"
                        + " VALUES ('1', gen_random_uuid(), 0, gen_random_uuid(), 't', now(), '{}')",
                "ALTER TABLE commitments.entry DISABLE TRIGGER entry_is_immutable",
                "DROP TABLE commitments.entry",
                "UPDATE commitments.disclosure SET disclosure = ''",
                "TRUNCATE commitments.disclosure"
            })
    void the_services_role_has_no_right_to(String change) {
        assertThatThrownBy(() -> store.app().sql(change).update())
                .hasStackTraceContaining(
                        change.startsWith("ALTER") || change.startsWith("DROP")
                                ? "must be owner"
                                : "permission denied");
    }
}
