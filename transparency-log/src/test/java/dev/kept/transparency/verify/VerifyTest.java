package dev.kept.transparency.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.events.Disclosure;
import dev.kept.transparency.export.ExportFiles;
import dev.kept.transparency.export.ExportPaths;
import dev.kept.transparency.export.ExportWriter;
import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.tiles.EntryBundle;
import dev.kept.transparency.tree.Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyTest {

    private static ExampleLedger record = new ExampleLedger();

    @TempDir
    Path folder;

    @BeforeAll
    static void makeRecord() {
        record = ExampleLedger.of(600);
    }

    @Nested
    class It_holds {

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 255, 256, 257, 512, 600})
        void when_the_export_is_the_record_whatever_its_size(int size) throws IOException {
            Outcome outcome = verify(record.first(size).export(folder));

            assertThat(outcome.code).isEqualTo(0);
            assertThat(outcome.out)
                    .startsWith("HOLDS.\nAll %d entr%s (0 to %d) are the ones that the head was signed over"
                            .formatted(size, size == 1 ? "y" : "ies", size - 1))
                    .contains("signed by the key of kept.example/l/0d9f5b2e")
                    .doesNotContain("Besides", "left out", "erased");
        }

        @Test
        void for_a_record_without_entries() throws IOException {
            Outcome outcome = verify(new ExampleLedger().export(folder));

            assertThat(outcome.code).isEqualTo(0);
            assertThat(outcome.out).contains("The record is empty");
        }

        @Test
        void for_a_record_of_more_than_one_tile_of_tiles() throws IOException {
            ExampleLedger large = ExampleLedger.of(256 * 257);

            assertThat(verify(large.export(folder)).out).startsWith("HOLDS.\nAll 65792 entries");

            Path upper = folder.resolve("tile/1/000");
            byte[] bytes = Files.readAllBytes(upper);
            bytes[70] ^= 1;
            Files.write(upper, bytes);
            assertThat(verify(folder).broken())
                    .containsExactly("The hash file tile/1/000 is not the one of these entries, or" + " is missing.");
        }

        @Test
        void for_a_zip_as_it_is_streamed() throws IOException {
            Path zip = folder.resolve("export.zip");
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
                record.export(new ExportWriter(ExportFiles.zip(out)), record.head());
            }

            assertThat(verify(zip).out).startsWith("HOLDS.\nAll 600 entries");
        }

        @Test
        void with_older_heads_receipts_and_cosignatures_inside() throws IOException {
            ExportWriter writer = new ExportWriter(ExportFiles.folder(folder));
            record.bundles(writer);
            for (int size : new int[] {0, 1, 255, 256, 257, 599}) {
                writer.head(record.head(size));
            }
            writer.head(record.cosigned(300));
            writer.receipt(record.receipt(0, 1));
            writer.receipt(record.receipt(511, 512));
            writer.receipt(record.receipt(512, 600));
            writer.finish(record.head());

            Outcome outcome =
                    verify(folder, "--key", record.witness.verifierKey().toString());

            assertThat(outcome.code).isEqualTo(0);
            assertThat(outcome.out)
                    .contains("10 further signed heads agree with it.")
                    .contains("bea.example/witness cosigned it up to entry 299, at 2026-03-02T00:00:00Z.");
        }

        @Test
        void and_extends_an_older_head_and_has_the_entry_of_a_receipt() throws IOException {
            Path head = Files.write(
                    folder.resolve("head.txt"), record.head(300).note().toBytes());
            Path receipt = Files.write(
                    folder.resolve("mine.tlog-proof"), record.receipt(17, 20).toBytes());

            Outcome outcome = verify(
                    record.export(folder.resolve("export")),
                    "--older-head",
                    head.toString(),
                    "--receipt",
                    receipt.toString());

            assertThat(outcome.code).isEqualTo(0);
            assertThat(outcome.out)
                    .contains("head.txt (300 entries) is one of this record: the export extends it.")
                    .contains("Entry 17 is the one that the receipt " + receipt + " was given for.")
                    .contains("mine.tlog-proof (20 entries) is one of this record");
        }

        @Test
        void after_texts_were_erased_which_is_reported() throws IOException {
            ExampleLedger erased = record.first(10);
            erased.erase(5, "evidence/1/label");
            erased.erase(4, "text");

            Outcome outcome = verify(erased.export(folder));

            assertThat(outcome.code).isEqualTo(0);
            assertThat(outcome.out)
                    .contains("2 texts were erased since, which the record says (entries 4, 5)")
                    .doesNotContain("left out");
        }

        @Test
        void in_a_redacted_copy_which_is_reported() throws IOException {
            ExampleLedger redacted = record.first(10);
            redacted.erase(4, "text");
            redacted.disclosures.set(7, List.of());

            Outcome outcome = verify(redacted.export(folder));

            assertThat(outcome.code).isEqualTo(0);
            assertThat(outcome.out)
                    .contains("1 text was erased since, which the record says (entry 4)")
                    .contains("2 texts were left out of this export (entry 7)");
        }

        @Test
        void when_all_texts_are_left_out_with_their_files() throws IOException {
            record.first(300).export(folder);
            Files.delete(folder.resolve("disclosures/000"));
            Files.delete(folder.resolve("disclosures/001.p/44"));

            assertThat(verify(folder).out)
                    .startsWith("HOLDS.")
                    .contains("0 texts are shown")
                    .contains("600 texts were left out of this export (entries 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ...)");
        }

        @Test
        void and_says_so_when_a_text_is_there_that_the_record_calls_erased() throws IOException {
            ExampleLedger erased = record.first(10);
            erased.sayErased(4, "text");

            assertThat(verify(erased.export(folder)).out)
                    .startsWith("HOLDS.")
                    .contains("Entry 10 says that a text of entry 4 was erased (text), but this export still has it.");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 65_400, 65_536, 200_000})
        void with_documents_for_people_that_name_its_head_wherever_it_stands_in_them(int before) throws IOException {
            record.export(folder);
            String head = record.head().head().body();
            Files.writeString(folder.resolve("document.html"), "x".repeat(before) + "<pre>" + head + "</pre>");
            Files.writeString(folder.resolve("document.pdf"), "%PDF" + "\u00e9".repeat(before) + head);

            assertThat(verify(folder).out)
                    .startsWith("HOLDS.")
                    .contains("The document document.html names the head of this export.")
                    .contains("The document document.pdf names the head of this export.")
                    .doesNotContain("Not looked at");
        }

        @Test
        void and_names_what_was_not_looked_at() throws IOException {
            record.first(300).export(folder);
            Files.writeString(folder.resolve("letter.html"), "<p>");
            Files.createDirectories(folder.resolve("tile/entries/000.p"));
            Files.writeString(folder.resolve("tile/entries/000.p/12"), "of an older head");

            assertThat(verify(folder).out)
                    .startsWith("HOLDS.")
                    .contains("Not looked at: letter.html, tile/entries/000.p/12.");
        }
    }

    @Nested
    class It_does_not_hold_for_a_document {

        @Test
        void that_is_of_another_export() throws IOException {
            record.export(folder);
            Files.writeString(
                    folder.resolve("document.html"), record.head(300).head().body());

            Outcome outcome = verify(folder);

            assertThat(outcome.code).isEqualTo(1);
            assertThat(outcome.broken())
                    .containsExactly("The document document.html names another head, of 300 entries with the root "
                            + record.head(300).head().root() + ": it is not of this export.");
        }

        @Test
        void that_names_the_same_size_and_another_root() throws IOException {
            record.export(folder);
            ExampleLedger other = record.first(599);
            other.add("Another end");
            Files.writeString(
                    folder.resolve("document.pdf"), other.head().head().body());

            assertThat(verify(folder).broken())
                    .singleElement()
                    .asString()
                    .contains("names another head, of 600 entries");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "<p>Everything was agreed</p>"})
        void that_names_no_head(String document) throws IOException {
            record.export(folder);
            Files.writeString(folder.resolve("document.html"), document);

            assertThat(verify(folder).broken())
                    .containsExactly(
                            "The document document.html does not name a head of this record: it does not belong to this export.");
        }
    }

    /** Every attack that a record has to withstand, each answered by a sentence. */
    @Nested
    class It_does_not_hold {

        @Test
        void after_a_statement_was_changed() throws IOException {
            record.export(folder);
            edit("tile/entries/001", bytes -> {
                int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\"role\":\"B\"");
                bytes[at + 8] = 'A';
            });

            assertThat(verify(folder).broken())
                    .containsExactly("Entry 256 was changed: it is not the one that the head was signed over.");
        }

        @Test
        void after_a_statement_was_swapped_for_another_and_all_hashes_were_made_anew() throws IOException {
            ExampleLedger forged = record.first(255);
            forged.add("Something else");
            forged.statements.addAll(record.statements.subList(256, 600));
            forged.disclosures.addAll(record.disclosures.subList(256, 600));
            SignedTreeHead theirs = forged.head();
            forged.export(folder, theirs);
            Files.write(folder.resolve("checkpoint"), record.head().note().toBytes());
            Files.createDirectories(folder.resolve("heads"));
            Files.write(folder.resolve("heads/200"), record.head(200).note().toBytes());
            Files.write(folder.resolve("heads/300"), record.head(300).note().toBytes());

            assertThat(verify(folder).broken())
                    .containsExactly(
                            "The older head of 300 entries in this export is not one of this record: its first 300 entries"
                                    + " were others.",
                            "The entries are not the ones that the head was signed over; the first difference is among"
                                    + " entries 200 to 299.");
        }

        @Test
        void after_entries_changed_places() throws IOException {
            ExampleLedger reordered = record.first(600);
            Collections.swap(reordered.statements, 3, 4);
            Collections.swap(reordered.disclosures, 3, 4);
            reordered.export(folder, reordered.head());
            Files.write(folder.resolve("checkpoint"), record.head().note().toBytes());

            assertThat(verify(folder).broken())
                    .containsExactly(
                            "Entry 3 says of itself that it is entry 4.",
                            "Entry 4 says of itself that it is entry 3.",
                            "The entries are not the ones that the head was signed over.");
        }

        @Test
        void when_the_service_itself_signed_a_record_in_which_numbers_or_ledgers_are_wrong() throws IOException {
            ExampleLedger reordered = record.first(6);
            Collections.swap(reordered.statements, 3, 4);
            Collections.swap(reordered.disclosures, 3, 4);
            reordered.statements.set(
                    5,
                    new String(reordered.statements.get(5), StandardCharsets.UTF_8)
                            .replace("\"ledger\":\"0", "\"ledger\":\"1")
                            .getBytes(StandardCharsets.UTF_8));

            assertThat(verify(reordered.export(folder)).broken())
                    .containsExactly(
                            "Entry 3 says of itself that it is entry 4.",
                            "Entry 4 says of itself that it is entry 3.",
                            "Entry 5 says of itself that it belongs to another record.");
        }

        @Test
        void after_texts_were_swapped_edited_repeated_or_damaged() throws IOException {
            ExampleLedger swapped = record.first(12);
            Collections.swap(swapped.disclosures, 0, 3);
            swapped.disclosures.set(1, List.of(record.disclosures.get(2).get(2)));
            Disclosure five = record.disclosures.get(5).getFirst();
            swapped.disclosures.set(5, List.of(five, five));
            swapped.disclosures.set(7, List.of(new Disclosure("AAAA", "", "")));

            assertThat(verify(swapped.export(folder)).broken())
                    .containsExactly(
                            "A text of entry 0 (text) is not the one that was recorded.",
                            "A text in the export (evidence/1/label) does not belong to entry 1, where it stands.",
                            "A text of entry 3 (text) is not the one that was recorded.",
                            "A text of entry 5 (text) stands there twice.",
                            "A text of entry 7 cannot be read: the JSON is not well-formed.");
        }

        @Test
        void and_says_in_the_order_of_the_entries_what_is_wrong_in_bundles_that_are_checked_side_by_side()
                throws IOException {
            ExampleLedger wrong = ExampleLedger.of(2_000);
            List<String> sentences = new ArrayList<>();
            for (int entry : new int[] {3, 4, 255, 256, 700, 1_023, 1_024, 1_500, 1_791, 1_999}) {
                wrong.disclosures.set(entry, List.of(record.disclosures.get(0).getFirst()));
                sentences.add("A text of entry %d (text) is not the one that was recorded.".formatted(entry));
            }
            wrong.export(folder);
            for (int i = 0; i < 10; i++) {
                assertThat(verify(folder).broken()).isEqualTo(sentences);
            }

            Files.writeString(folder.resolve("disclosures/001"), "~~~\n".repeat(256));
            for (int i = 0; i < 10; i++) {
                List<String> broken = verify(folder).broken();

                assertThat(broken)
                        .hasSize(21)
                        .startsWith(sentences.get(0), sentences.get(1), sentences.get(2))
                        .endsWith("And 757 more.");
                assertThat(broken.subList(3, 20))
                        .allMatch(sentence -> sentence.matches("A text of entry 2[56]\\d cannot be read: .*"))
                        .isSortedAccordingTo((one, other) -> entry(one) - entry(other));
            }
        }

        private static int entry(String sentence) {
            return Integer.parseInt(sentence.replaceAll("\\D+", ""));
        }

        @Test
        void when_the_texts_do_not_stand_beside_the_entries() throws IOException {
            record.first(3).export(folder);
            Path texts = folder.resolve("disclosures/000.p/3");
            String lines = Files.readString(texts);

            Files.writeString(texts, lines + "\n");
            assertThat(verify(folder).broken())
                    .containsExactly("The file disclosures/000.p/3 has more lines than there are entries.");
            Files.writeString(texts, lines.lines().findFirst().orElseThrow() + "\n");
            assertThat(verify(folder).broken()).containsExactly("The file disclosures/000.p/3 ends before entry 1.");
        }

        @Test
        void when_it_was_cut_off() throws IOException {
            record.export(folder);
            Files.delete(folder.resolve("tile/entries/001"));
            assertThat(verify(folder).broken())
                    .containsExactly("Entries 256 to 511 are missing: the export has no file tile/entries/001.");

            record.export(folder);
            edit("tile/entries/001", bytes -> {}, 1_000);
            assertThat(verify(folder).broken())
                    .containsExactly(
                            "Entries 256 to 511 are not all there: in tile/entries/001, a bundle's last entry is cut off.");
        }

        @Test
        void when_it_was_cut_off_behind_an_older_head() throws IOException {
            record.first(300).export(folder);
            Files.createDirectories(folder.resolve("heads"));
            Files.write(folder.resolve("heads/600"), record.head().note().toBytes());
            Path receipts = Files.createDirectories(folder.resolve("receipts"));
            Files.write(
                    receipts.resolve("400.tlog-proof"), record.receipt(400, 600).toBytes());
            Files.write(
                    receipts.resolve("007.tlog-proof"), record.receipt(7, 600).toBytes());

            assertThat(verify(folder).broken())
                    .containsExactly(
                            "The export has a head of 600 entries among its older ones, but ends after 300: its end was cut"
                                    + " off, or the head is not of this record.",
                            "The export has a receipt for entry 400, but ends with entry 299.",
                            "A receipt in this export is under a head of 600 entries, but the export ends after 300.");
        }

        @Test
        void under_a_stale_head() throws IOException {
            record.export(folder);
            Files.write(folder.resolve("checkpoint"), record.head(300).note().toBytes());

            assertThat(verify(folder).broken().getFirst())
                    .startsWith(
                            "The export has entries that its head does not cover: the head ends with entry 299, and there"
                                    + " is a file ");
        }

        @Test
        void against_an_older_head_after_a_rollback() throws IOException {
            Path head = Files.write(
                    folder.resolve("head.txt"), record.head(500).note().toBytes());

            Outcome outcome =
                    verify(record.first(400).export(folder.resolve("export")), "--older-head", head.toString());

            assertThat(outcome.broken())
                    .containsExactly(
                            "The older head " + head + " has 500 entries, but this export ends with entry 399: the"
                                    + " export is older, or its end was cut off.");
        }

        @ParameterizedTest
        @ValueSource(ints = {300, 400})
        void against_an_older_head_of_a_fork(int size) throws IOException {
            ExampleLedger fork = record.first(200);
            while (fork.size() < 400) {
                fork.add("Another story");
            }
            Path head = Files.write(
                    folder.resolve("head.txt"), record.head(size).note().toBytes());

            Outcome outcome = verify(fork.export(folder.resolve("export")), "--older-head", head.toString());

            assertThat(outcome.broken())
                    .containsExactly("The older head " + head + " is not one of this record: its first " + size
                            + " entries were others. Keep it and this export as evidence.");
        }

        @Test
        void against_a_receipt_whose_index_was_given_to_another_entry() throws IOException {
            ExampleLedger fork = record.first(17);
            while (fork.size() < 30) {
                fork.add("Another story");
            }
            Path receipt = Files.write(
                    folder.resolve("r.tlog-proof"), record.receipt(17, 18).toBytes());

            Outcome outcome = verify(fork.export(folder.resolve("export")), "--receipt", receipt.toString());

            assertThat(outcome.broken())
                    .containsExactly(
                            "Entry 17 of this export is not the one that the receipt " + receipt
                                    + " was given for, or the receipt was changed. Keep both as evidence.",
                            "The head on the receipt " + receipt
                                    + " is not one of this record: its first 18 entries were"
                                    + " others. Keep it and this export as evidence.");
        }

        @Test
        void against_a_receipt_with_another_index_or_of_another_tree_size() throws IOException {
            record.export(folder.resolve("export"));
            Receipt right = record.receipt(17, 20);
            for (Receipt wrong : List.of(
                    new Receipt(null, 16, right.proof(), right.note()),
                    new Receipt(null, 20, right.proof(), right.note()),
                    new Receipt(null, 17, record.receipt(17, 21).proof(), right.note()),
                    new Receipt(null, 17, right.proof(), record.head(21).note()),
                    new Receipt(null, 17, right.proof().subList(1, right.proof().size()), right.note()))) {
                Path receipt = Files.write(folder.resolve("r.tlog-proof"), wrong.toBytes());

                assertThat(verify(folder.resolve("export"), "--receipt", receipt.toString())
                                .broken())
                        .singleElement()
                        .asString()
                        .startsWith("Entry %d of this export is not the one that the receipt".formatted(wrong.index()));
            }
            Path receipt = Files.write(
                    folder.resolve("r.tlog-proof"), new Receipt(null, 600, right.proof(), right.note()).toBytes());
            assertThat(verify(folder.resolve("export"), "--receipt", receipt.toString())
                            .broken())
                    .containsExactly(
                            "The receipt " + receipt + " is for entry 600, but this export ends with entry 599.");
        }

        @Test
        void with_receipts_inside_that_are_not_for_their_entries() throws IOException {
            record.export(folder);
            Path receipts = Files.createDirectories(folder.resolve("receipts"));
            Receipt right = record.receipt(17, 20);
            Files.write(receipts.resolve("018.tlog-proof"), right.toBytes());
            Files.write(
                    receipts.resolve("019.tlog-proof"), new Receipt(null, 19, right.proof(), right.note()).toBytes());
            String hash = right.proof().getFirst().toString();
            Files.writeString(
                    receipts.resolve("020.tlog-proof"),
                    new String(right.toBytes(), StandardCharsets.UTF_8).replace(hash, hash.substring(4)));
            ExampleLedger fork = record.first(20);
            fork.add("Another story");
            Files.write(receipts.resolve("021.tlog-proof"), fork.receipt(2, 21).toBytes());
            Files.write(receipts.resolve("002.tlog-proof"), fork.receipt(2, 21).toBytes());

            assertThat(verify(folder).broken())
                    .containsExactly(
                            "The receipt receipts/018.tlog-proof is not for entry 18.",
                            "The receipt receipts/019.tlog-proof is not for entry 19.",
                            "The receipt receipts/020.tlog-proof cannot be read: a hash does not have 32 bytes.",
                            "The receipt receipts/021.tlog-proof is not for entry 21.",
                            "A head of 21 entries on a receipt in this export is not one of this record.");
        }

        @Test
        void under_a_new_key() throws IOException {
            ExampleLedger forged = new ExampleLedger(ExampleLedger.key(9));
            forged.add("All of it, number 0");

            assertThat(verify(forged.export(folder)).broken())
                    .containsExactly(
                            "The head of this export is not to be trusted: none of the keys given has signed it.");
        }

        @Test
        void under_a_new_origin_or_the_key_of_another_record() throws IOException {
            NoteSigner other = new NoteSigner("kept.example/l/another", ExampleLedger.key(1));
            TreeHead head = new TreeHead(
                    "kept.example/l/another", 600, record.head().head().root());
            record.export(folder);
            Files.write(
                    folder.resolve("checkpoint"),
                    SignedTreeHead.sign(head, other).note().toBytes());
            assertThat(verify(folder).broken())
                    .containsExactly(
                            "This export is of the record kept.example/l/another, and no key given is that record's.");

            SignedNote underTheOldName = new SignedNote(head.body(), List.of(record.signer.sign(head.body())));
            Files.write(folder.resolve("checkpoint"), underTheOldName.toBytes());
            assertThat(verify(folder).broken().getFirst())
                    .startsWith("This export is of the record kept.example/l/another");
            assertThat(verify(folder, "--key", other.verifierKey().toString())
                            .broken()
                            .getFirst())
                    .isEqualTo(
                            "The head of this export is not to be trusted: no key given under the name of its origin has"
                                    + " signed it.");
        }

        @Test
        void with_heads_of_another_record_or_wrong_ones_beside_it() throws IOException {
            record.export(folder);
            Path heads = Files.createDirectories(folder.resolve("heads"));
            NoteSigner other = new NoteSigner("kept.example/l/another", ExampleLedger.key(3));
            TreeHead foreign = new TreeHead("kept.example/l/another", 10, Hash.OF_EMPTY_TREE);
            Files.write(
                    heads.resolve("010"),
                    SignedTreeHead.sign(foreign, other).note().toBytes());
            Files.write(heads.resolve("011"), record.head(12).note().toBytes());
            Files.writeString(heads.resolve("013"), "nothing");

            assertThat(verify(folder, "--key", other.verifierKey().toString()).broken())
                    .containsExactly(
                            "The older head heads/010 is not to be trusted: it is of another record.",
                            "The older head heads/011 is the one of another size.",
                            "The older head heads/013 cannot be read: a note has no signatures after an empty line.");
        }

        @Test
        void when_a_head_was_edited() throws IOException {
            record.export(folder);
            String head = record.head().note().toString();
            Files.writeString(folder.resolve("checkpoint"), head.replace("\n600\n", "\n599\n"));

            assertThat(verify(folder).broken())
                    .containsExactly("The head of this export is not to be trusted: the signature under the name "
                            + ExampleLedger.ORIGIN + " is not that key's.");
        }

        @Test
        void when_hash_files_are_not_the_ones_of_the_entries() throws IOException {
            record.export(folder);
            edit("tile/0/001", bytes -> bytes[33] ^= 1);
            assertThat(verify(folder).broken())
                    .containsExactly("The hash of entry 257 in the export's hash files is not the one of that entry.");

            Files.delete(folder.resolve("tile/0/001"));
            Files.delete(folder.resolve("tile/1/000.p/2"));
            assertThat(verify(folder).broken())
                    .containsExactly(
                            "The hash file tile/0/001 is missing or has another length.",
                            "The hash file tile/1/000.p/2 is not the one of these entries, or is missing.");
        }

        @Test
        void when_a_signed_statement_is_not_one_that_can_be_read() throws IOException {
            ExampleLedger unread = new ExampleLedger();
            for (String statement : List.of("", "null", "{}", "{\"ledger\":1}", "{\"data\":{},\"data\":{}}", "{} ")) {
                unread.statements.add(statement.getBytes(StandardCharsets.UTF_8));
                unread.disclosures.add(List.of());
            }

            assertThat(verify(unread.export(folder)).broken())
                    .hasSize(6)
                    .allSatisfy(sentence -> assertThat(sentence).matches("Entry \\d cannot be read: .*\\."));
        }

        @Test
        void and_says_only_the_first_of_very_many_things() throws IOException {
            ExampleLedger wrong = record.first(0);
            wrong.statements.addAll(record.statements.subList(100, 200));
            wrong.disclosures.addAll(record.disclosures.subList(100, 200));

            assertThat(verify(wrong.export(folder)).broken()).hasSize(21).last().isEqualTo("And 80 more.");
        }

        @Test
        void for_every_byte_of_a_small_export_that_is_changed() throws IOException {
            ExportWriter writer = new ExportWriter(ExportFiles.folder(folder));
            ExampleLedger small = record.first(3);
            small.bundles(writer);
            writer.head(small.head(2));
            writer.receipt(small.receipt(1, 2));
            writer.finish(small.head());
            List<Path> files;
            try (var walk = Files.walk(folder)) {
                files = walk.filter(Files::isRegularFile).toList();
            }
            assertThat(files).hasSize(6);

            List<String> accepted = new ArrayList<>();
            for (Path file : files) {
                byte[] bytes = Files.readAllBytes(file);
                for (int i = 0; i < bytes.length; i += 3) {
                    byte[] changed = bytes.clone();
                    changed[i] ^= 1;
                    Files.write(file, changed);
                    if (verify(folder).code == 0) {
                        accepted.add(file + " at " + i);
                    }
                }
                Files.write(file, bytes);
            }

            assertThat(accepted).isEmpty();
            assertThat(verify(folder).code).isEqualTo(0);
        }
    }

    @Nested
    class It_cannot_be_read {

        @Test
        void where_there_is_none() throws IOException {
            Path file = Files.writeString(folder.resolve("file"), "no zip");

            assertThat(verify(folder.resolve("nowhere")).cannotRead()).contains("There is no folder and no file");
            assertThat(verify(folder).cannotRead()).contains("There is no file 'checkpoint'");
            assertThat(verify(file).cannotRead()).contains("neither a folder nor a zip");
        }

        @Test
        void when_its_head_is_none() throws IOException {
            Files.writeString(folder.resolve("checkpoint"), "nothing\n");

            assertThat(verify(folder).cannotRead()).contains("The head of this export cannot be read");
        }

        @Test
        void when_its_files_are_longer_than_they_can_be() throws IOException {
            record.first(3).export(folder);
            Files.write(folder.resolve("tile/0/000.p/3"), new byte[10_000]);
            assertThat(verify(folder).cannotRead()).contains("tile/0/000.p/3 is longer than it can be");

            Files.write(folder.resolve("disclosures/000.p/3"), new byte[17 << 20]);
            assertThat(verify(folder).cannotRead()).contains("disclosures/000.p/3");
        }

        @Test
        void when_a_line_of_texts_has_no_end() throws IOException {
            record.first(3).export(folder);
            Path texts = folder.resolve("disclosures/000.p/3");
            Files.writeString(texts, Files.readString(texts).stripTrailing());

            assertThat(verify(folder).cannotRead()).contains("The last line").contains("is cut off");
        }

        @Test
        void without_a_key_or_with_a_wrong_one_or_with_arguments_that_there_are_not() throws IOException {
            record.first(3).export(folder);
            String export = folder.toString();

            for (List<String> arguments : List.of(
                    List.<String>of(),
                    List.of(export),
                    List.of("--key"),
                    List.of("--key", record.witness.verifierKey().toString(), export),
                    List.of("--key", record.key().replace("+", "-"), export),
                    List.of("--key", record.key()),
                    List.of("--key", record.key(), export, export),
                    List.of("--key", record.key(), "--all", export),
                    List.of("--key", record.key(), "--receipt", export + "/nowhere", export),
                    List.of("--key", record.key(), "--older-head", export + "/tile/0/000.p/3", export),
                    List.of("--key", record.key(), "--receipt", export + "/checkpoint", export),
                    List.of("--key", record.key(), "--older-head", "\0", export))) {
                assertThat(run(arguments).cannotRead()).as(arguments.toString()).isNotBlank();
            }
            assertThat(run(List.of("--help")).out).startsWith("Usage");
        }
    }

    @Nested
    class An_export_is_not_written {

        private final ExportWriter writer = new ExportWriter(ExportFiles.folder(Path.of("/nowhere")));

        @Test
        void under_a_head_that_is_not_its_own() {
            assertThatThrownBy(() -> new ExportWriter(ExportFiles.folder(folder)).finish(record.head(3)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void with_gaps_or_texts_that_do_not_belong_to_its_entries() throws IOException {
            ExportWriter open = new ExportWriter(ExportFiles.folder(folder));
            List<byte[]> two = record.statements.subList(0, 2);

            assertThatThrownBy(() -> writer.bundle(List.of(), List.of())).isInstanceOf(IllegalStateException.class);
            List<String> none = List.of();
            for (List<List<String>> wrong : List.<List<List<String>>>of(
                    List.of(),
                    List.of(none),
                    List.of(none, none, none),
                    List.of(List.of("AA~AA"), none),
                    List.of(List.of("AA\nAA"), none))) {
                assertThatThrownBy(() -> new ExportWriter(ExportFiles.folder(folder)).bundle(two, wrong))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            open.bundle(two, List.of(List.of(), List.of()));
            assertThatThrownBy(() -> open.bundle(two, List.of(List.of(), List.of())))
                    .isInstanceOf(IllegalStateException.class);
        }

        @Test
        void over_a_disk_that_fails() throws IOException {
            ExportWriter failing = new ExportWriter(path -> {
                if (path.startsWith("tile/0")) {
                    throw new IOException("full");
                }
                return new ByteArrayOutputStream();
            });

            assertThatThrownBy(() -> failing.bundle(
                            record.statements.subList(0, 256), Collections.nCopies(256, List.<String>of())))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void it_runs_as_a_process_of_the_jdk_alone_and_answers_by_its_exit_code() throws Exception {
        Path zip = folder.resolve("export.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            record.first(3).export(new ExportWriter(ExportFiles.zip(out)), record.head(3));
        }
        ExampleLedger forged = new ExampleLedger(ExampleLedger.key(9));
        forged.add("All of it");
        forged.export(folder.resolve("forged"));

        assertThat(exitCode(zip)).isEqualTo(Verify.HOLDS);
        assertThat(exitCode(folder.resolve("forged"))).isEqualTo(Verify.DOES_NOT_HOLD);
        assertThat(exitCode(folder.resolve("nowhere"))).isEqualTo(Verify.CANNOT_READ);
    }

    private static int exitCode(Path export) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules",
                        "java.base,jdk.zipfs",
                        "-cp",
                        "target/classes",
                        Verify.class.getName(),
                        "--key",
                        record.key(),
                        export.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void paths_are_those_of_the_layout() {
        assertThat(ExportPaths.disclosures(1_234, 256)).isEqualTo("disclosures/x001/234");
        assertThat(ExportPaths.head(70_000)).isEqualTo("heads/x070/000");
        assertThat(ExportPaths.receipt(7)).isEqualTo("receipts/007.tlog-proof");
        assertThat(EntryBundle.path(1_234, 5)).startsWith(ExportPaths.ENTRIES).startsWith(ExportPaths.TILES);
    }

    private void edit(String path, Consumer<byte[]> change) throws IOException {
        edit(path, change, Integer.MAX_VALUE);
    }

    private void edit(String path, Consumer<byte[]> change, int length) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(path));
        change.accept(bytes);
        Files.write(folder.resolve(path), Arrays.copyOf(bytes, Math.min(length, bytes.length)));
    }

    private Outcome verify(Path export, String... further) {
        List<String> arguments = new ArrayList<>(List.of("--key", record.key(), export.toString()));
        arguments.addAll(List.of(further));
        return run(arguments);
    }

    private static Outcome run(List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int code = Verify.run(arguments, stream(out), stream(errors));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private record Outcome(int code, String out, String errors) {

        /** The sentences on what does not hold. */
        List<String> broken() {
            assertThat(code).as(out + errors).isEqualTo(1);
            List<String> lines = out.lines().toList();
            assertThat(lines.getFirst()).isEqualTo("DOES NOT HOLD.");
            return lines.stream().skip(1).takeWhile(line -> !line.isEmpty()).toList();
        }

        String cannotRead() {
            assertThat(code).as(out).isEqualTo(2);
            assertThat(errors).startsWith("CANNOT READ. ");
            assertThat(out).isEmpty();
            return errors;
        }
    }
}
