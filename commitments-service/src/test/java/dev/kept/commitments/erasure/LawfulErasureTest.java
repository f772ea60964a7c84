package dev.kept.commitments.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.commitments.aggregate.OperatorLedgers;
import dev.kept.commitments.eventstore.StorePosition;
import dev.kept.commitments.eventstore.TestStore;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Actor;
import dev.kept.events.Entry;
import dev.kept.events.ErasureEvent.Ground;
import dev.kept.events.ErasureEvent.Place;
import dev.kept.events.ErasureEvent.TextErased;
import dev.kept.events.Statements;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LawfulErasureTest {

    private final TestStore store = new TestStore();
    private final OperatorLedgers operator = new OperatorLedgers(
            store.database.jdbcUrl(),
            store.database.commitmentsApp().username(),
            store.database.commitmentsApp().password(),
            Clock.systemUTC());
    private final LawfulErasure erasure = new LawfulErasure(operator);
    private final UUID ledger = UUID.randomUUID();

    @AfterEach
    void close() {
        operator.close();
        store.close();
    }

    @Test
    void the_system_records_it_with_its_ground_and_without_its_words() {
        store.append(ledger, 0, 1);

        assertThat(erasure.erase(ledger, 0, List.of("title"), "Order 12/26")).isEqualTo(1);

        byte[] statement =
                store.committed().after(StorePosition.START, 10).getLast().statement();
        Entry entry = Statements.read(statement);
        assertThat(entry.actor()).isEqualTo(Actor.SYSTEM);
        assertThat(entry.event()).isInstanceOfSatisfying(TextErased.class, erased -> {
            assertThat(erased.ground()).isEqualTo(Ground.LAW);
            assertThat(erased.place()).isEqualTo(new Place(0, List.of("title")));
        });
        assertThat(new String(statement, java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain("Order");
    }

    @Test
    void what_is_not_there_or_gone_is_refused() {
        store.append(ledger, 0, 1);
        erasure.erase(ledger, 0, List.of("title"), "Order 12/26");

        assertRefused(ledger, 0, "title", "already-erased");
        assertRefused(ledger, 0, "member", "field-not-found");
        assertRefused(ledger, 7, "title", "entry-not-found");
        assertRefused(UUID.randomUUID(), 0, "title", "ledger-not-found");
    }

    private void assertRefused(UUID of, long sequence, String field, String code) {
        assertThatThrownBy(() -> erasure.erase(of, sequence, List.of(field), "Order 12/26"))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo(code));
    }
}
