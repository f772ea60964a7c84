package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.Proofs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Heads, receipts and consistency proofs over HTTP, verified by what the verifier uses. */
class ProofsTest {

    private final LiveService service = LiveService.shared();
    private final Two two = Two.open(service);

    @Test
    void a_receipt_of_each_entry_verifies_under_the_ledgers_key() {
        record(5);
        VerifierKey key = key();
        List<byte[]> statements = statements();

        for (int sequence = 0; sequence < statements.size(); sequence++) {
            Receipt receipt = Receipt.parse(text("/entries/" + sequence + "/receipt"));
            SignedTreeHead head = SignedTreeHead.open(receipt.note(), List.of(key));

            assertThat(head.head().size()).isEqualTo(statements.size());
            assertThat(receipt.isFor(Hash.ofLeaf(statements.get(sequence)), head))
                    .isTrue();
        }
    }

    @Test
    void a_later_head_extends_an_earlier_one() {
        SignedTreeHead before = SignedTreeHead.open(text("/tree-head"), List.of(key()));
        record(6);
        SignedTreeHead after = SignedTreeHead.open(text("/tree-head"), List.of(key()));
        Answer proof = two.ada()
                .get("/api/ledgers" + two.path()
                        + "/tree-head/consistency?from=%d&to=%d"
                                .formatted(before.head().size(), after.head().size()));

        List<Hash> hashes = new ArrayList<>();
        proof.json().get("hashes").forEach(hash -> hashes.add(Hash.parse(hash.asString())));
        assertThat(Proofs.isConsistent(
                        before.head().size(),
                        before.head().root(),
                        after.head().size(),
                        after.head().root(),
                        hashes))
                .isTrue();
        assertThat(text("/tree-head?size=" + before.head().size()))
                .as("a head is signed once and for ever")
                .isEqualTo(before.note().toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nobody_else_gets_a_proof() {
        LiveService.Person stranger = service.person("eve-" + UUID.randomUUID());
        for (String path :
                List.of("/tree-key", "/tree-head", "/entries/0/receipt", "/tree-head/consistency?from=1&to=2")) {
            assertThat(stranger.get("/api/ledgers" + two.path() + path).status())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void what_is_not_there_or_makes_no_sense_is_refused() {
        Map.of(
                        "/entries/999/receipt", 404,
                        "/tree-head?size=999", 404,
                        "/tree-head/consistency?from=1&to=999", 404,
                        "/tree-head?size=0", 400,
                        "/tree-head/consistency?from=2&to=1", 400,
                        "/tree-head/consistency", 400,
                        "/tree-head?sise=1", 400)
                .forEach((path, status) -> assertThat(two.ada()
                                .get("/api/ledgers" + two.path() + path)
                                .status())
                        .as(path)
                        .isEqualTo(status));
    }

    @Test
    void a_ledger_that_is_not_the_one_that_was_signed_is_signed_no_more() {
        record(3);
        text("/tree-head");
        for (String step : List.of(
                "ALTER TABLE commitments.entry DISABLE TRIGGER entry_is_immutable",
                "DELETE FROM commitments.entry WHERE ledger_id = '%1$s' AND sequence = (SELECT max(sequence) FROM"
                        + " commitments.entry WHERE ledger_id = '%1$s')",
                "ALTER TABLE commitments.entry ENABLE ALWAYS TRIGGER entry_is_immutable")) {
            service.store().sql(step.formatted(two.path().substring(1))).update();
        }

        Answer refused = two.ada().get("/api/ledgers" + two.path() + "/tree-head");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.at("/code")).isEqualTo("record-behind");
    }

    private void record(int lessons) {
        for (int i = 0; i < lessons; i++) {
            two.ada().post(two.path() + "/lessons", Map.of("learned", "No. " + i, "differently", "Earlier"));
        }
    }

    private VerifierKey key() {
        return VerifierKey.parse(
                two.ada().get("/api/ledgers" + two.path() + "/tree-key").at("/verifierKey"));
    }

    private byte[] text(String path) {
        Answer answer = two.ada().get("/api/ledgers" + two.path() + path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.text().getBytes(StandardCharsets.UTF_8);
    }

    private List<byte[]> statements() {
        return service.store()
                .sql("SELECT statement FROM commitments.entry WHERE ledger_id = ?::uuid ORDER BY sequence")
                .param(two.path().substring(1))
                .query((row, n) -> row.getBytes(1))
                .list();
    }
}
