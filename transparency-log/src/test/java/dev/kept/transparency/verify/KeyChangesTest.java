package dev.kept.transparency.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.transparency.export.ExportFiles;
import dev.kept.transparency.export.ExportWriter;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records whose key changed, and those who only say so. */
class KeyChangesTest {

    private static final SigningKey FIRST = ExampleLedger.key(1);
    private static final SigningKey SECOND = ExampleLedger.key(21);
    private static final SigningKey THIRD = ExampleLedger.key(22);

    @TempDir
    Path folder;

    private final ExampleLedger record = ExampleLedger.of(5);

    @Nested
    class Who_trusts_a_key {

        @Test
        void needs_no_further_step_when_it_has_handed_over() throws IOException {
            record.rotate(SECOND);
            record.add("Later");
            record.rotate(THIRD);
            record.add("Last");

            assertThat(verify(record.export(folder), FIRST))
                    .startsWith("HOLDS.\nAll 9 entries")
                    .contains("With entry 5 the record's key changed: the old and the new one have signed that.")
                    .contains("With entry 7 the record's key changed: the old and the new one have signed that.")
                    .contains("The head is signed by the key of kept.example/l/");
        }

        @Test
        void trusts_the_ones_whose_place_it_took_too() throws IOException {
            SignedTreeHead older = record.head(3);
            SignedTreeHead cosigned = record.cosigned(4);
            record.rotate(SECOND);
            SignedTreeHead last = record.head();
            record.add("Later");
            ExportWriter writer = new ExportWriter(ExportFiles.folder(folder.resolve("export")));
            record.bundles(writer);
            writer.head(older);
            writer.head(cosigned);
            writer.head(last);
            writer.receipt(record.receipt(1, 7));
            writer.finish(record.head());
            Path mine = Files.write(folder.resolve("mine"), older.note().toBytes());

            assertThat(verify(folder.resolve("export"), SECOND, "--older-head", mine.toString()))
                    .startsWith("HOLDS.")
                    .contains("mine (3 entries) is one of this record");
        }

        @Test
        void accepts_the_head_with_which_the_old_key_ends_by_either() throws IOException {
            SignedTreeHead byOld = record.head();
            NoteSigner old = record.signer;
            record.rotate(SECOND);
            SignedTreeHead byNew = record.head();
            SignedTreeHead handover = SignedTreeHead.sign(byNew.head(), old);

            assertThat(verify(record.export(folder, handover), FIRST)).startsWith("HOLDS.");
            assertThat(verify(record.export(folder, byNew), FIRST)).startsWith("HOLDS.");
            assertThat(byOld.head().size()).isEqualTo(5);
        }

        @Test
        void has_to_be_given_the_next_one_when_it_was_lost() throws IOException {
            NoteSigner then = new NoteSigner(ExampleLedger.ORIGIN, SECOND);
            record.record(KeyChange.replacement(5, record.signer.verifierKey(), then));
            NoteSigner old = record.signer;
            record.signer = then;
            record.add("Later");
            record.export(folder);

            assertThat(verify(folder, FIRST))
                    .startsWith(
                            "DOES NOT HOLD.\nThe head of this export is not to be trusted: none of the keys given has"
                                    + " signed it.");
            assertThat(verify(folder, SECOND))
                    .startsWith("HOLDS.")
                    .contains(
                            "With entry 5 the record's key changed, and the old one has not signed that: it was lost.");
            assertThat(verify(
                            record.export(
                                    folder, SignedTreeHead.sign(record.head().head(), old)),
                            FIRST))
                    .contains(
                            "The head of this export is not to be trusted: it has 7 entries, and the key that has signed it"
                                    + " was replaced with entry 5.");
        }
    }

    /** Each is an attack, answered by a sentence. */
    @Nested
    class It_does_not_hold {

        @Test
        void under_a_new_key_without_an_entry() throws IOException {
            record.signer = new NoteSigner(ExampleLedger.ORIGIN, SECOND);

            assertThat(wrong(record.export(folder), FIRST))
                    .containsExactly(
                            "The head of this export is not to be trusted: none of the keys given has signed it.");
        }

        @Test
        void under_a_key_that_is_given_and_that_no_entry_names() throws IOException {
            record.rotate(SECOND);
            record.signer = new NoteSigner(ExampleLedger.ORIGIN, THIRD);

            assertThat(wrong(record.export(folder), THIRD))
                    .containsExactly(
                            "The head of this export is not to be trusted: none of the keys given is, or was, a"
                                    + " key of this record.");
        }

        @Test
        void when_only_one_key_has_signed_the_entry() throws IOException {
            NoteSigner then = new NoteSigner(ExampleLedger.ORIGIN, SECOND);
            KeyChange right = KeyChange.rotation(5, record.signer, then);
            String ofOld = Objects.requireNonNull(right.oldSignature());
            String ofNew = right.newSignature();
            for (KeyChange half : List.of(
                    new KeyChange(5, right.oldKey(), right.newKey(), ofNew, ofNew),
                    new KeyChange(5, right.oldKey(), right.newKey(), ofOld, ofOld))) {
                ExampleLedger halfSigned = record.first(5);
                halfSigned.record(half);
                halfSigned.signer = then;
                halfSigned.add("Later");

                assertThat(wrong(halfSigned.export(folder), FIRST))
                        .containsExactly(
                                "Entry 5 changes the record's key, but it is not signed by both keys.",
                                "The head of this export is not to be trusted: none of the keys given has signed it.");
            }
        }

        @Test
        void when_the_entry_is_signed_as_a_replacement_and_says_that_it_is_a_rotation() throws IOException {
            NoteSigner then = new NoteSigner(ExampleLedger.ORIGIN, SECOND);
            KeyChange replaced = KeyChange.replacement(5, record.signer.verifierKey(), then);
            record.record(new KeyChange(
                    5, replaced.oldKey(), replaced.newKey(), replaced.newSignature(), replaced.newSignature()));

            assertThat(wrong(record.export(folder), FIRST))
                    .containsExactly("Entry 5 changes the record's key, but it is not signed by both keys.");
        }

        @Test
        void when_the_handover_is_the_one_of_another_record() throws IOException {
            String other = "kept.example/l/another";
            KeyChange foreign = KeyChange.rotation(5, new NoteSigner(other, FIRST), new NoteSigner(other, SECOND));
            record.record(foreign);
            ExampleLedger renamed = record.first(5);
            NoteSigner then = new NoteSigner(ExampleLedger.ORIGIN, SECOND);
            KeyChange here = KeyChange.rotation(5, record.signer, then);
            renamed.record(
                    new KeyChange(5, here.oldKey(), here.newKey(), foreign.oldSignature(), foreign.newSignature()));

            assertThat(wrong(record.export(folder), FIRST))
                    .containsExactly("Entry 5 changes the record's key, but it names keys of another record.");
            assertThat(wrong(renamed.export(folder), FIRST))
                    .containsExactly("Entry 5 changes the record's key, but it is not signed by both keys.");
        }

        @Test
        void when_an_old_handover_is_replayed() throws IOException {
            KeyChange first = KeyChange.rotation(5, record.signer, new NoteSigner(ExampleLedger.ORIGIN, SECOND));
            record.rotate(SECOND);
            record.rotate(THIRD);
            record.record(first);
            record.record(KeyChange.rotation(
                    8, new NoteSigner(ExampleLedger.ORIGIN, FIRST), new NoteSigner(ExampleLedger.ORIGIN, SECOND)));
            record.record(KeyChange.rotation(9, record.signer, new NoteSigner(ExampleLedger.ORIGIN, FIRST)));

            assertThat(wrong(record.export(folder), FIRST))
                    .containsExactly(
                            "Entry 7 changes the record's key, but it is not signed by both keys.",
                            "Entry 8 changes the record's key, but the key that it ends was not the record's by then.",
                            "Entry 9 changes the record's key, but the new key was the record's before.");
        }

        @Test
        void under_the_old_key_after_a_handover_whichever_key_is_given() throws IOException {
            NoteSigner old = record.signer;
            record.rotate(SECOND);
            record.add("Later");
            SignedTreeHead late = SignedTreeHead.sign(record.head().head(), old);
            record.export(folder, late);

            for (SigningKey given : List.of(FIRST, SECOND)) {
                assertThat(wrong(folder, given))
                        .containsExactly(
                                "The head of this export is not to be trusted: it has 7 entries, and the key that"
                                        + " has signed it was replaced with entry 5.");
            }
        }

        @Test
        void with_an_older_head_or_a_receipt_by_the_old_key_after_a_handover() throws IOException {
            NoteSigner old = record.signer;
            record.rotate(SECOND);
            record.add("Later");
            record.add("Last");
            SignedTreeHead late = SignedTreeHead.sign(record.head(7).head(), old);
            ExportWriter writer = new ExportWriter(ExportFiles.folder(folder.resolve("export")));
            record.bundles(writer);
            writer.head(late);
            writer.finish(record.head());
            Path mine = Files.write(folder.resolve("mine"), late.note().toBytes());

            assertThat(wrong(folder.resolve("export"), FIRST))
                    .containsExactly(
                            "The older head heads/007 is not to be trusted: it has 7 entries, and the key that has"
                                    + " signed it was replaced with entry 5.");
            assertThat(wrong(record.export(folder.resolve("export")), FIRST, "--older-head", mine.toString()))
                    .singleElement()
                    .asString()
                    .contains("is not to be trusted: it has 7 entries, and the key that has signed it was replaced");
        }
    }

    private List<String> wrong(Path export, SigningKey given, String... more) {
        String out = verify(export, given, more);
        assertThat(out).startsWith("DOES NOT HOLD.\n");
        return out.lines().skip(1).takeWhile(line -> !line.isEmpty()).toList();
    }

    private static String verify(Path export, SigningKey given, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--key",
                new NoteSigner(ExampleLedger.ORIGIN, given).verifierKey().toString()));
        arguments.addAll(List.of(more));
        arguments.add(export.toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code = Verify.run(arguments, print, print);
        String said = out.toString(StandardCharsets.UTF_8);
        assertThat(code).isEqualTo(said.startsWith("HOLDS.") ? 0 : 1);
        return said;
    }
}
