package dev.kept.commitments.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent;
import dev.kept.events.Disclosure;
import dev.kept.events.Side;
import dev.kept.events.Statements;
import dev.kept.events.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PostgresEventStorageTest {
    private static TestStore store;

    private final UUID ledger = UUID.randomUUID();

    @BeforeAll
    static void open() {
        store = new TestStore();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Nested
    class Appended {
        @Test
        void events_read_back_in_order_with_their_texts_sealed() {
            store.append(ledger, 0, 3);

            List<? extends DomainEventMessage<?>> events =
                    store.storage.readEvents(ledger.toString(), 1).asStream().toList();

            assertThat(events).extracting(DomainEventMessage::getSequenceNumber).containsExactly(1L, 2L);
            assertThat(events.getFirst().getPayload())
                    .isInstanceOfSatisfying(
                            CommitmentEvent.CommitmentReleased.class,
                            event -> assertThat(event.reason()).isInstanceOf(Text.Sealed.class));
            assertThat(events.getFirst().getMetaData())
                    .containsEntry(EntryMetaData.RECORDED, TestStore.RECORDED)
                    .containsEntry(EntryMetaData.ACTOR, new Actor.Member(new UUID(4, 4), Side.A));
            assertThat(events.getFirst().getTimestamp()).isEqualTo(TestStore.RECORDED);
        }

        @Test
        void statement_and_disclosures_together_give_the_event_back() {
            store.append(ledger, 0, 1);

            CommittedEntry row = store.committed().after(StorePosition.START, 10_000).stream()
                    .filter(entry -> entry.ledger().equals(ledger))
                    .findFirst()
                    .orElseThrow();
            List<Disclosure> disclosures = new Disclosures(store.readers)
                    .of(List.of(row.key())).getOrDefault(row.key(), List.of()).stream()
                            .map(Disclosure::parse)
                            .toList();

            assertThat(Statements.read(row.statement(), disclosures).event()).isEqualTo(TestStore.event(0));
            assertThat(row.recorded()).isEqualTo(TestStore.RECORDED);
            assertThat(row.type()).isEqualTo("dev.kept.ledger.opened.v1");
        }

        @Test
        void a_ledger_longer_than_a_chunk_is_read_whole() {
            store.append(ledger, 0, 1_234);

            assertThat(store.storage
                            .readEvents(ledger.toString())
                            .asStream()
                            .map(DomainEventMessage::getSequenceNumber))
                    .containsExactlyElementsOf(
                            LongStream.range(0, 1_234).boxed().toList());
        }

        @Test
        void the_last_sequence_is_known_without_reading_events() {
            assertThat(store.storage.lastSequenceNumberFor(ledger.toString())).isEmpty();

            store.append(ledger, 0, 4);

            assertThat(store.storage.lastSequenceNumberFor(ledger.toString())).hasValue(3L);
        }
    }

    @Nested
    class Refused {
        @Test
        void a_taken_sequence_is_a_conflict() {
            store.append(ledger, 0, 2);

            assertThatThrownBy(() -> store.append(ledger, 1, 1)).isInstanceOf(ConcurrencyException.class);
        }

        @Test
        void a_command_is_stored_whole_or_not_at_all() {
            store.append(ledger, 0, 2);

            assertThatThrownBy(() -> store.append(ledger, 1, 3)).isInstanceOf(ConcurrencyException.class);

            assertThat(store.storage.lastSequenceNumberFor(ledger.toString())).hasValue(1L);
            assertThat(new Disclosures(store.readers).of(List.of(new EntryKey(ledger, 2))))
                    .isEmpty();
        }

        @Test
        void a_command_recorded_before_is_told_from_a_conflict() {
            UUID command = UUID.randomUUID();
            store.storage.appendEvents(TestStore.message(ledger, 0, TestStore.event(0), command, 0));

            assertThatThrownBy(() ->
                            store.storage.appendEvents(TestStore.message(ledger, 1, TestStore.event(1), command, 0)))
                    .isInstanceOfSatisfying(RepeatedCommand.class, repeated -> {
                        assertThat(repeated.ledger()).isEqualTo(ledger);
                        assertThat(repeated.command()).isEqualTo(command);
                    });
            assertThatThrownBy(() ->
                            store.storage.appendEvents(TestStore.message(ledger, 0, TestStore.event(0), command, 0)))
                    .isInstanceOf(RepeatedCommand.class);
        }

        @Test
        void the_same_command_id_is_free_in_another_ledger() {
            UUID command = UUID.randomUUID();
            store.storage.appendEvents(TestStore.message(ledger, 0, TestStore.event(0), command, 0));
            UUID other = UUID.randomUUID();

            store.storage.appendEvents(TestStore.message(other, 0, TestStore.event(0), command, 0));

            assertThat(store.storage.lastSequenceNumberFor(other.toString())).hasValue(0L);
        }

        @Test
        void an_event_without_its_actor_is_not_stored() {
            var anonymous = new GenericDomainEventMessage<>("Ledger", ledger.toString(), 0, TestStore.event(0));

            assertThatThrownBy(() -> store.storage.appendEvents(anonymous))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Repeated {
        @Test
        void a_recorded_command_is_found_with_the_answer_it_got() {
            UUID command = UUID.randomUUID();
            store.append(ledger, 0, 1);
            store.storage.appendEvents(
                    TestStore.message(ledger, 1, TestStore.event(1), command, 0),
                    TestStore.message(ledger, 2, TestStore.event(2), command, 1));

            RecordedCommand recorded =
                    new RecordedCommands(store.readers).find(ledger, command).orElseThrow();

            assertThat(recorded.digest()).isEqualTo("digest");
            assertThat(recorded.answer().sequence()).isEqualTo(2);
            assertThat(recorded.answer().item()).isEqualTo(new UUID(5, 1));
            assertThat(recorded.answer().recorded()).isEqualTo(TestStore.RECORDED);
            assertThat(recorded.answer().entries())
                    .extracting(dev.kept.commitments.kernel.Appended.Position::sequence)
                    .containsExactly(1L, 2L);
        }

        @Test
        void an_unknown_command_is_not_found() {
            assertThat(new RecordedCommands(store.readers).find(ledger, UUID.randomUUID()))
                    .isEmpty();
        }
    }

    @Nested
    class Snapshots {
        @Test
        void a_snapshot_reads_back() {
            snapshot(7, "seven");

            assertThat(store.storage.readSnapshot(ledger.toString())).hasValueSatisfying(snapshot -> {
                assertThat(snapshot.getSequenceNumber()).isEqualTo(7);
                assertThat(snapshot.getPayload()).isEqualTo("seven");
            });
        }

        @Test
        void an_older_snapshot_does_not_replace_a_newer_one() {
            snapshot(7, "seven");
            snapshot(3, "three");

            assertThat(store.storage
                            .readSnapshot(ledger.toString())
                            .orElseThrow()
                            .getPayload())
                    .isEqualTo("seven");
        }

        @Test
        void a_snapshot_of_another_form_is_ignored_and_replaced() {
            store.app()
                    .sql("INSERT INTO commitments.snapshot VALUES (:ledger, 7, :state)")
                    .params(Map.of("ledger", ledger, "state", "0:old".getBytes(StandardCharsets.UTF_8)))
                    .update();
            assertThat(store.storage.readSnapshot(ledger.toString())).isEmpty();

            snapshot(7, "seven");

            assertThat(store.storage.readSnapshot(ledger.toString())).isPresent();
        }

        private void snapshot(long sequence, String state) {
            store.storage.storeSnapshot(new GenericDomainEventMessage<>("Ledger", ledger.toString(), sequence, state));
        }
    }
}
