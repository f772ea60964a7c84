package dev.kept.commitments.notary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.commitments.aggregate.OperatorLedgers;
import dev.kept.commitments.eventstore.TestStore;
import dev.kept.commitments.follower.LeaderLock;
import dev.kept.commitments.kernel.Appended;
import dev.kept.commitments.key.CannotChangeKey;
import dev.kept.commitments.key.ChangeKey;
import dev.kept.commitments.key.KeyedLedgers;
import dev.kept.commitments.key.RotateKeyOptions;
import dev.kept.http.Problem;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SigningKey;
import dev.kept.transparency.note.UntrustedNote;
import dev.kept.transparency.note.VerifierKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The operator's command that changes the key, and what the service signs and believes before and after it. */
class KeyChangesTest {

    private static final SigningKey FIRST = SigningKey.generate();
    private static final SigningKey SECOND = SigningKey.generate();
    private static final SigningKey THIRD = SigningKey.generate();

    private final TestStore store = new TestStore();
    private final List<UUID> ledgers = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private final UUID ledger = ledgers.getFirst();

    @BeforeEach
    void openLedgers() {
        ledgers.forEach(each -> store.append(each, 0, 1));
        start(FIRST);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Nested
    class A_rotation {

        @Test
        void adds_an_entry_to_every_ledger_and_then_the_new_key_signs() {
            SignedTreeHead before = heads(FIRST).head(ledger, null);

            assertThat(rotate(FIRST, SECOND)).contains("3 ledgers were changed. Fingerprint of the new key: ");

            TreeHeads heads = heads(SECOND);
            assertThat(ledgers).allSatisfy(each -> {
                SignedTreeHead head = heads.head(each, null);
                assertThat(head.head().size()).isEqualTo(2);
                assertThat(SignedTreeHead.open(head.note(), List.of(key(each, SECOND))))
                        .isNotNull();
                List<KeyChange> changes = changes(heads, each);
                assertThat(changes).singleElement().satisfies(change -> {
                    change.requireSigned();
                    assertThat(change.oldKey()).isEqualTo(key(each, FIRST));
                    assertThat(change.newKey()).isEqualTo(key(each, SECOND));
                    assertThat(change.isRotation()).isTrue();
                });
            });
            assertThat(heads.head(ledger, 1L).note())
                    .as("a head is signed once and for ever")
                    .isEqualTo(before.note());
        }

        @Test
        void goes_on_where_it_was_cut_short_and_the_service_does_not_start_before() {
            int[] left = {1};

            assertThatThrownBy(() -> rotate(FIRST, SECOND, ledgers -> command -> {
                        if (left[0]-- == 0) {
                            throw new AssertionError("the machine was switched off");
                        }
                        return ledgers.issue(command);
                    }))
                    .hasMessage("the machine was switched off");
            for (SigningKey each : List.of(FIRST, SECOND)) {
                assertThatThrownBy(() -> start(each)).hasMessageContaining("Run 'rotate-key' again");
            }
            assertThatThrownBy(() -> rotate(FIRST, THIRD))
                    .isInstanceOf(CannotChangeKey.class)
                    .hasMessageContaining("A change to another key has begun");
            assertThatThrownBy(() -> replace(SECOND)).hasMessageContaining("is finished with it");

            assertThat(rotate(FIRST, SECOND)).contains("2 ledgers were changed.");
            assertThat(rotate(FIRST, SECOND)).contains("Every ledger is signed by this key already.");

            TreeHeads heads = heads(SECOND);
            assertThat(ledgers)
                    .allSatisfy(each -> assertThat(changes(heads, each)).hasSize(1));
        }

        @Test
        void is_finished_without_a_ledger_in_which_nothing_can_be_recorded_and_names_it() {
            UUID broken = UUID.randomUUID();
            store.append(broken, 0, 2);

            assertThat(rotate(FIRST, SECOND))
                    .contains("3 ledgers were changed.")
                    .contains("1 ledger is left, because nothing can be recorded there: " + broken);

            TreeHeads heads = heads(SECOND);
            assertThat(ledgers)
                    .allSatisfy(each -> assertThat(changes(heads, each)).hasSize(1));
            assertThat(heads.head(ledger, null)).isNotNull();
            assertThatThrownBy(() -> heads.head(broken, null))
                    .as("the old key has not handed over there")
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.status()).isEqualTo(503));
            assertThat(heads.sign(Map.of(broken, 2L, ledger, 2L))).hasSize(1);
        }

        @Test
        void changes_what_it_has_left_when_it_is_run_again_and_no_other_change_begins_before() {
            int[] issued = {0};
            String said = rotate(FIRST, SECOND, ledgers -> command -> {
                if (issued[0]++ == 1) {
                    throw new IllegalStateException("this ledger cannot be loaded");
                }
                return ledgers.issue(command);
            });
            assertThat(said).contains("2 ledgers were changed.", "1 ledger is left");
            assertThatThrownBy(() -> rotate(SECOND, THIRD))
                    .isInstanceOf(CannotChangeKey.class)
                    .hasMessageContaining("A change to another key has begun, and is not finished.");

            assertThat(rotate(FIRST, SECOND)).contains("1 ledger was changed.").doesNotContain("left");

            TreeHeads heads = heads(SECOND);
            assertThat(ledgers).allSatisfy(each -> {
                assertThat(changes(heads, each)).hasSize(1);
                assertThat(heads.head(each, null).head().size()).isEqualTo(2);
            });
            assertThat(rotate(SECOND, THIRD)).contains("3 ledgers were changed.");
        }

        @Test
        void leaves_a_ledger_that_a_third_key_has_signed_and_changes_all_others() {
            UUID restored = ledgers.get(1);
            issue(restored, SECOND, THIRD);

            assertThat(rotate(FIRST, SECOND))
                    .contains("2 ledgers were changed.", "1 ledger is left", restored.toString());
        }

        @Test
        void may_follow_another_one_and_ledgers_opened_in_between_change_once() {
            rotate(FIRST, SECOND);
            UUID later = UUID.randomUUID();
            store.append(later, 0, 1);
            rotate(SECOND, THIRD);

            TreeHeads heads = heads(THIRD);
            assertThat(changes(heads, ledger))
                    .extracting(KeyChange::newKey)
                    .containsExactly(key(ledger, SECOND), key(ledger, THIRD));
            assertThat(changes(heads, later)).extracting(KeyChange::oldKey).containsExactly(key(later, SECOND));
            assertThatThrownBy(() -> rotate(THIRD, FIRST))
                    .hasMessage("The new key has signed before. Take one that was never used.");
        }

        @Test
        void is_refused_while_the_service_runs_or_with_a_key_that_does_not_sign() throws SQLException {
            try (Connection leading = store.relayConnections().getConnection()) {
                LeaderLock.NOTARY.tryTake(leading);
                assertThatThrownBy(() -> rotate(FIRST, SECOND)).hasMessageStartingWith("Kept runs. Stop it first");
            }
            assertThatThrownBy(() -> rotate(SECOND, THIRD))
                    .isInstanceOf(CannotChangeKey.class)
                    .hasMessageContaining("The old key is not the one that signs now");
            assertThatThrownBy(() -> rotate(FIRST, FIRST)).hasMessage("The new key is the one that signs now.");
            assertThatThrownBy(() -> rotate(null, SECOND)).hasMessageContaining("The old key is not there");
            assertThat(start(FIRST)).isNotNull();
        }

        @Test
        void is_refused_in_a_store_of_which_nothing_was_ever_signed() {
            try (TestStore empty = new TestStore()) {
                assertThatThrownBy(() -> new RotateKeyOptions()
                                .run(
                                        empty.database.jdbcUrl(),
                                        empty.database.commitmentsApp().username(),
                                        empty.database.commitmentsApp().password(),
                                        () -> operator(empty),
                                        FIRST,
                                        SECOND,
                                        new PrintWriter(new StringWriter())))
                        .hasMessage("Nothing has been signed yet, so there is no key to be changed.");
            }
        }
    }

    @Nested
    class The_service {

        @Test
        void does_not_start_with_a_new_key_and_says_what_to_do() {
            assertThatThrownBy(() -> start(SECOND))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is not the key that has signed tree heads of this store")
                    .hasMessageContaining("'rotate-key'")
                    .hasMessageContaining("'When the key is lost'");
        }

        @Test
        void does_not_start_with_a_key_that_was_replaced() {
            rotate(FIRST, SECOND);

            assertThatThrownBy(() -> start(FIRST)).hasMessageContaining("is a key that has been replaced");
        }

        @Test
        void signs_nothing_of_a_ledger_that_has_gone_over_to_another_key() {
            TreeHeads stale = heads(FIRST);
            rotate(FIRST, SECOND);

            assertThatThrownBy(() -> stale.head(ledger, null))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.status()).isEqualTo(503))
                    .hasMessageContaining("Another key signs this record");
            assertThat(stale.sign(Map.of(ledger, 2L))).isEmpty();
        }

        @Test
        void believes_heads_by_the_old_key_up_to_its_end_and_none_after_it() {
            TreeHeads early = heads(FIRST);
            SignedTreeHead genuine = early.head(ledger, null);
            LogIdentity old = identity(FIRST);
            rotate(FIRST, SECOND);
            store.append(ledger, 2, 2);
            TreeHeads heads = heads(SECOND);
            TreeHead late = heads.head(ledger, 4L).head();

            assertThat(opened(heads, genuine)).isEqualTo(genuine.head());
            SignedTreeHead last = SignedTreeHead.sign(heads.head(ledger, 2L).head(), old.signer(ledger));
            assertThat(opened(heads, last)).isEqualTo(last.head());
            assertThatThrownBy(() -> opened(heads, SignedTreeHead.sign(late, old.signer(ledger))))
                    .isInstanceOf(UntrustedNote.class)
                    .hasMessage("it has 4 entries, and the key that has signed it was replaced with entry 1");
        }

        @Test
        void goes_on_without_a_lost_key_once_every_ledger_says_so() {
            SignedTreeHead before = heads(FIRST).head(ledger, null);

            assertThat(replace(SECOND)).contains("3 ledgers were changed.");

            TreeHeads heads = heads(SECOND);
            assertThat(changes(heads, ledger)).singleElement().satisfies(change -> {
                change.requireSigned();
                assertThat(change.isRotation()).isFalse();
            });
            assertThat(heads.head(ledger, null).head().size()).isEqualTo(2);
            assertThat(opened(heads, before)).isEqualTo(before.head());
        }
    }

    private interface Between {
        Function<ChangeKey, Appended> around(KeyedLedgers ledgers);
    }

    private String rotate(@Nullable SigningKey oldKey, SigningKey newKey) {
        return rotate(oldKey, newKey, ledgers -> ledgers::issue);
    }

    private String rotate(@Nullable SigningKey oldKey, SigningKey newKey, Between between) {
        return run(new RotateKeyOptions(), oldKey, newKey, between);
    }

    /** An entry that no operator's command has recorded in all ledgers. */
    private void issue(UUID in, SigningKey oldKey, SigningKey newKey) {
        try (OperatorLedgers operator = operator(store)) {
            operator.issue(new ChangeKey(
                    in,
                    KeyChange.rotation(
                            1,
                            new NoteSigner("kept.example/l/" + in, oldKey),
                            new NoteSigner("kept.example/l/" + in, newKey))));
        }
    }

    private String replace(SigningKey newKey) {
        RotateKeyOptions options = new RotateKeyOptions();
        new CommandLine(options).parseArgs("--old-key-lost");
        return run(options, null, newKey, ledgers -> ledgers::issue);
    }

    private String run(RotateKeyOptions options, @Nullable SigningKey oldKey, SigningKey newKey, Between between) {
        StringWriter said = new StringWriter();
        options.run(
                store.database.jdbcUrl(),
                store.database.commitmentsApp().username(),
                store.database.commitmentsApp().password(),
                () -> {
                    OperatorLedgers operator = operator(store);
                    return new KeyedLedgers() {
                        @Override
                        public Appended issue(ChangeKey command) {
                            return between.around(operator).apply(command);
                        }

                        @Override
                        public void close() {
                            operator.close();
                        }
                    };
                },
                oldKey,
                newKey,
                new PrintWriter(said));
        return said.toString();
    }

    private static OperatorLedgers operator(TestStore of) {
        return new OperatorLedgers(
                of.database.jdbcUrl(),
                of.database.commitmentsApp().username(),
                of.database.commitmentsApp().password(),
                Clock.systemUTC());
    }

    private LogIdentity identity(SigningKey key) {
        return new LogIdentity(store.readers, Base64.getEncoder().encodeToString(key.seed()), "kept.example", "");
    }

    private LogIdentity start(SigningKey key) {
        return identity(key);
    }

    private TreeHeads heads(SigningKey key) {
        SigningGate gate = new SigningGate();
        gate.open();
        return new TreeHeads(store.readers, identity(key), gate);
    }

    private static List<KeyChange> changes(TreeHeads heads, UUID of) {
        return heads.keyChanges(of).stream().map(recorded -> recorded.change()).toList();
    }

    private TreeHead opened(TreeHeads heads, SignedTreeHead head) {
        return Objects.requireNonNull(heads.keys(List.of(ledger)).get(ledger))
                .open(head.note())
                .head();
    }

    private static VerifierKey key(UUID of, SigningKey key) {
        return VerifierKey.of("kept.example/l/" + of, VerifierKey.Type.ED25519, key.publicKey());
    }
}
