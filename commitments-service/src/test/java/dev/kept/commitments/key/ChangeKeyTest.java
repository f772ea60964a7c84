package dev.kept.commitments.key;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;

import dev.kept.commitments.closure.ClosureCommand.CloseLedger;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.events.Actor;
import dev.kept.events.KeyEvent.KeyReplaced;
import dev.kept.events.KeyEvent.KeyRotated;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SigningKey;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChangeKeyTest {

    private static final String ORIGIN = "kept.example/l/" + LEDGER;
    private static final SigningKey FIRST = SigningKey.generate();
    private static final SigningKey SECOND = SigningKey.generate();
    private static final NoteSigner OLD = new NoteSigner(ORIGIN, FIRST);
    private static final NoteSigner NEW = new NoteSigner(ORIGIN, SECOND);

    /** After opening, an invitation and its acceptance. */
    private static final long NEXT = 3;

    private static final KeyChange ROTATION = KeyChange.rotation(NEXT, OLD, NEW);

    @Test
    void the_system_records_that_the_old_key_has_handed_over() {
        joined().when(null, new ChangeKey(LEDGER, ROTATION))
                .records(new KeyRotated(
                        ROTATION.oldKey().toString(),
                        ROTATION.newKey().toString(),
                        Objects.requireNonNull(ROTATION.oldSignature()),
                        ROTATION.newSignature()))
                .marksEach(EntryMetaData.ACTOR, Actor.SYSTEM);
    }

    @Test
    void it_does_so_in_a_closed_ledger_too() {
        CloseLedger close = new CloseLedger(LEDGER, null);
        KeyChange change = KeyChange.rotation(NEXT + 2, OLD, NEW);
        joined().given(ANN, close)
                .given(BEN, close)
                .when(null, new ChangeKey(LEDGER, change))
                .records(new KeyRotated(
                        change.oldKey().toString(),
                        change.newKey().toString(),
                        Objects.requireNonNull(change.oldSignature()),
                        change.newSignature()));
    }

    @Test
    void a_lost_key_is_said_to_be_lost() {
        KeyChange change = KeyChange.replacement(NEXT, OLD.verifierKey(), NEW);
        joined().when(null, new ChangeKey(LEDGER, change))
                .records(new KeyReplaced(
                        change.oldKey().toString(), change.newKey().toString(), change.newSignature()));
    }

    @Test
    void nobody_who_takes_part_may_do_it() {
        joined().when(ANN, new ChangeKey(LEDGER, ROTATION)).unknown("ledger-not-found");
    }

    @Test
    void what_was_signed_for_another_entry_is_refused_also_when_it_was_recorded_once() {
        joined().when(null, new ChangeKey(LEDGER, KeyChange.rotation(NEXT + 1, OLD, NEW)))
                .refused("key-change-refused");
        ChangeKey once = new ChangeKey(LEDGER, ROTATION);
        joined().given(null, once).when(null, once).refused("key-change-refused");
    }

    @Test
    void what_was_signed_for_another_ledger_is_refused() {
        String other = "kept.example/l/00000000-0000-0000-0000-000000000002";
        KeyChange foreign = KeyChange.rotation(NEXT, new NoteSigner(other, FIRST), new NoteSigner(other, SECOND));

        joined().when(null, new ChangeKey(LEDGER, foreign)).refused("key-change-refused");
        joined().when(
                        null,
                        new ChangeKey(
                                LEDGER,
                                new KeyChange(
                                        NEXT,
                                        ROTATION.oldKey(),
                                        ROTATION.newKey(),
                                        foreign.oldSignature(),
                                        foreign.newSignature())))
                .refused("key-change-refused");
    }

    @Test
    void what_only_one_key_has_signed_is_refused() {
        joined().when(
                        null,
                        new ChangeKey(
                                LEDGER,
                                new KeyChange(
                                        NEXT,
                                        ROTATION.oldKey(),
                                        ROTATION.newKey(),
                                        ROTATION.newSignature(),
                                        ROTATION.newSignature())))
                .refused("key-change-refused");
        joined().when(
                        null,
                        new ChangeKey(
                                LEDGER,
                                new KeyChange(
                                        NEXT,
                                        ROTATION.oldKey(),
                                        ROTATION.newKey(),
                                        ROTATION.oldSignature(),
                                        Objects.requireNonNull(ROTATION.oldSignature()))))
                .refused("key-change-refused");
    }
}
