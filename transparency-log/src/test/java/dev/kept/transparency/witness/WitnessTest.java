package dev.kept.transparency.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.Cosigner;
import dev.kept.transparency.note.NoteSignature;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.SigningKey;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.NaiveTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WitnessTest {

    private static final String ORIGIN = "kept.example/l/0d9f5b2e-6c1a-4b7e-9a51-3f2f6c1d8e01";
    private static final NaiveTree TREE = NaiveTree.of(21);
    private static final NoteSigner LOG = new NoteSigner(ORIGIN, SigningKey.generate());
    private static final Cosigner COSIGNER = new Cosigner("bea.example/witness", SigningKey.generate());
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final Stored heads = new Stored();
    private final Map<String, VerifierKey> logs = new HashMap<>(Map.of(ORIGIN, LOG.verifierKey()));
    private final Witness witness = new Witness(
            origin -> Optional.ofNullable(logs.get(origin)).stream().toList(),
            heads,
            COSIGNER,
            InstantSource.fixed(NOW));

    @Nested
    class Cosigns {

        @Test
        void each_head_that_extends_the_last_one() {
            int last = 0;
            for (int size : new int[] {1, 2, 2, 7, 8, 13, 21}) {
                SignedTreeHead head = head(size);

                WitnessAnswer answer =
                        add(last, last == 0 ? List.of() : TREE.first(size).proof(last), head.note());

                assertThat(answer.status()).isEqualTo(200);
                SignedNote cosigned = SignedNote.parse((head.note() + answer.body()).getBytes(StandardCharsets.UTF_8));
                assertThat(cosigned.signedBy(List.of(COSIGNER.verifierKey())))
                        .containsExactly(new VerifierKey.Verified(COSIGNER.verifierKey(), NOW));
                last = size;
            }
        }

        @Test
        void only_what_is_stored_before_with_both_signatures() {
            add(0, List.of(), head(3).note());

            assertThat(heads.last(ORIGIN)).contains(head(3).head());
            assertThat(SignedTreeHead.open(heads.notes.getFirst(), List.of(LOG.verifierKey(), COSIGNER.verifierKey()))
                            .cosignatures())
                    .hasSize(1);
        }

        @Test
        void a_head_with_a_hundred_signatures_of_which_the_logs_and_its_own_are_kept() {
            SignedTreeHead head = head(3);
            List<NoteSignature> others = new ArrayList<>();
            for (int i = 1; i < SignedNote.MAX_SIGNATURES; i++) {
                others.add(new NoteSigner("other" + i + ".example", SigningKey.ofSeed(new byte[32]))
                        .sign(head.head().body()));
            }

            assertThat(add(0, List.of(), head.note().with(others)).status()).isEqualTo(200);
            assertThat(heads.notes.getFirst().signatures())
                    .extracting(NoteSignature::name)
                    .containsExactly(ORIGIN, "bea.example/witness");
        }

        @Test
        void nothing_when_storing_fails() {
            heads.fails = true;

            assertThat(catchThrowable(() -> add(0, List.of(), head(3).note())))
                    .isInstanceOf(IllegalStateException.class);
        }

        @Test
        void an_empty_tree() {
            assertThat(add(0, List.of(), head(0).note()).status()).isEqualTo(200);
            assertThat(add(0, List.of(), signed(0, TREE.root()).note()).status())
                    .isEqualTo(422);
        }
    }

    @Nested
    class Refuses {

        @Test
        void a_log_it_does_not_know() {
            logs.clear();

            refused(add(0, List.of(), head(3).note()), 404, "No log of this origin");
        }

        @Test
        void a_log_that_changed_its_origin() {
            TreeHead renamed =
                    new TreeHead("kept.example/l/other", 3, TREE.first(3).root());
            SignedNote note = new SignedNote(renamed.body(), List.of(LOG.sign(renamed.body())));

            refused(add(0, List.of(), note), 404, "No log of this origin");
        }

        @Test
        void a_head_under_a_new_key_or_a_wrong_signature() {
            NoteSigner impostor = new NoteSigner(ORIGIN, SigningKey.generate());
            SignedNote wrong = new SignedNote(head(3).head().body(), List.of(LOG.sign("another\n")));

            refused(
                    add(
                            0,
                            List.of(),
                            SignedTreeHead.sign(head(3).head(), impostor).note()),
                    403,
                    "none of the keys");
            refused(add(0, List.of(), wrong), 403, "not that key's");
        }

        @Test
        void an_old_size_beyond_the_new_one() {
            refused(add(4, List.of(), head(3).note()), 400, "larger");
        }

        @Test
        void a_fork_and_asks_to_keep_both_heads() {
            add(0, List.of(), head(8).note());
            SignedTreeHead fork = signed(8, TREE.first(7).root());

            refused(add(8, List.of(), fork.note()), 422, "two different records");
            assertThat(heads.last(ORIGIN)).contains(head(8).head());
        }

        @Test
        void a_rollback_and_a_stale_head_and_says_where_it_is() {
            add(0, List.of(), head(8).note());

            for (int old : new int[] {0, 5}) {
                WitnessAnswer answer = add(old, List.of(), head(5).note());
                assertThat(answer).isEqualTo(new WitnessAnswer(409, "text/x.tlog.size", "8\n"));
            }
            refused(add(8, List.of(), head(5).note()), 400, "larger");
        }

        @Test
        void a_longer_history_that_is_another_one() {
            add(0, List.of(), head(8).note());
            NaiveTree other = new NaiveTree(Collections.nCopies(13, new byte[] {1}));

            refused(add(8, other.proof(8), signed(13, other.root()).note()), 422, "does not show");
            refused(add(8, TREE.first(13).proof(7), head(13).note()), 422, "does not show");
            refused(add(8, List.of(), head(13).note()), 422, "does not show");
            assertThat(add(8, TREE.first(13).proof(8), head(13).note()).status())
                    .isEqualTo(200);
        }

        @Test
        void a_proof_from_nothing() {
            refused(add(0, List.of(TREE.leaf(0)), head(3).note()), 422, "does not show");
        }

        @Test
        void one_of_two_that_come_at_once() {
            heads.meanwhile = () -> heads.store(head(7).head(), head(7).note());

            WitnessAnswer answer = add(0, List.of(), head(5).note());

            assertThat(answer).isEqualTo(new WitnessAnswer(409, "text/x.tlog.size", "7\n"));
            assertThat(heads.last(ORIGIN)).contains(head(7).head());
        }

        @Test
        void what_it_cannot_read() {
            String right =
                    new String(new AddCheckpoint(0, List.of(), head(3).note()).toBytes(), StandardCharsets.UTF_8);
            for (String wrong : List.of(
                    "",
                    "\n\n",
                    right.replace("old 0", "old"),
                    right.replace("old 0", "old 00"),
                    right.replace("old 0", "new 0"),
                    right.replace("old 0", "old 0\nAAAA"),
                    right.replace("old 0", "old 0" + ("\n" + TREE.root()).repeat(64)),
                    right.replace("old 0\n", "old 0"),
                    right.replace("\n3\n", "\nthree\n"),
                    right.replace("\n", "\r\n"))) {
                refused(witness.addCheckpoint(wrong.getBytes(StandardCharsets.UTF_8)), 400, "cannot be read");
            }
            refused(witness.addCheckpoint(new byte[] {(byte) 0xff}), 400, "UTF-8");
            refused(witness.addCheckpoint(new byte[3 << 20]), 400, "too long");
        }
    }

    /** The session that litewitness, another implementation of tlog-witness, is tested with (FiloSottile/torchwood). */
    @Test
    void answers_another_implementations_test_as_that_one_does() {
        String origin = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
        logs.put(
                origin,
                VerifierKey.of(
                        origin,
                        VerifierKey.Type.ED25519,
                        HexFormat.of().parseHex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f")));
        String proof13 = "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nKgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
        String proof35 = "KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nKgMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
                + "wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE=\nKgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
        String one = "\n" + origin + "\n1\nKgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n\u2014 " + origin
                + " UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=\n";
        String three = "\n" + origin + "\n3\nRcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=\n\n\u2014 " + origin
                + " UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=\n";
        String five = "\n" + origin + "\n5\nQrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=\n\n\u2014 " + origin
                + " UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=\n";

        assertThat(status("old 0\n" + one)).isEqualTo(200);
        assertThat(status("old 1\n" + proof13 + three.replace("x6go=", "x6gx=")))
                .isEqualTo(400);
        assertThat(status("old 1\n" + proof13 + three.replace("WVrx6go=", "WVrx6gs=")))
                .isEqualTo(403);
        assertThat(status("old 1\n" + three)).isEqualTo(422);
        assertThat(status("old 1\n" + proof13.replace("KgIAA", "KgIAB") + three))
                .isEqualTo(422);
        assertThat(status("old 1\n" + proof13 + three)).isEqualTo(200);
        assertThat(status("old 1\n" + proof13 + five)).isEqualTo(409);
        assertThat(status("old 3\n" + proof35 + five)).isEqualTo(200);
        assertThat(witness.addCheckpoint(("old 0\n" + five).getBytes(StandardCharsets.UTF_8))
                        .body())
                .isEqualTo("5\n");
    }

    private int status(String request) {
        return witness.addCheckpoint(request.getBytes(StandardCharsets.UTF_8)).status();
    }

    private WitnessAnswer add(long old, List<Hash> proof, SignedNote note) {
        return witness.addCheckpoint(new AddCheckpoint(old, proof, note).toBytes());
    }

    private static void refused(WitnessAnswer answer, int status, String sentence) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.body()).contains(sentence).endsWith(".\n");
    }

    private static SignedTreeHead head(int size) {
        return signed(size, TREE.first(size).root());
    }

    private static SignedTreeHead signed(int size, Hash root) {
        return SignedTreeHead.sign(new TreeHead(ORIGIN, size, root), LOG);
    }

    private static final class Stored implements WitnessedHeads {
        private final Map<String, TreeHead> heads = new HashMap<>();
        private final List<SignedNote> notes = new ArrayList<>();
        private Runnable meanwhile = () -> {};
        private boolean fails;

        @Override
        public Optional<TreeHead> last(String origin) {
            return Optional.ofNullable(heads.get(origin));
        }

        @Override
        public boolean advance(long expected, TreeHead head, SignedNote cosigned) {
            if (fails) {
                throw new IllegalStateException("the disk is full");
            }
            meanwhile.run();
            if (last(head.origin()).map(TreeHead::size).orElse(0L) != expected) {
                return false;
            }
            store(head, cosigned);
            return true;
        }

        private void store(TreeHead head, SignedNote cosigned) {
            heads.put(head.origin(), head);
            notes.add(cosigned);
        }
    }
}
