package dev.kept.commitments.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.tree.Hash;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Receipts with the answer to a command, verified by what the verifier uses. */
class CommandReceiptsTest {

    private static final Map<String, Object> LESSON =
            Map.of("learned", "Ask earlier", "differently", "We ask a day before");

    private final LiveService service = LiveService.shared();
    private final Two two = Two.open(service);

    @Test
    void a_command_is_answered_with_the_receipt_of_what_it_recorded() {
        Answer answer = two.ada().post(two.path() + "/lessons", LESSON, "Prefer", "return=receipt");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.header("Preference-Applied")).isEqualTo("return=receipt");
        assertProven(answer);
    }

    @Test
    void opening_a_ledger_too() {
        Answer opened = two.ada().post("", Map.of("title", "T", "partyName", "P"), "Prefer", "return=receipt");

        assertThat(opened.header("Preference-Applied")).isEqualTo("return=receipt");
        assertThat(Receipt.parse(opened.at("/entries/0/receipt").getBytes(UTF_8))
                        .index())
                .isZero();
    }

    @Test
    void of_several_entries_each_has_its_own_under_one_head() {
        Answer answer = two.ada()
                .post(
                        two.path() + "/conversations",
                        Map.of(
                                "occurred", "2026-02-20T16:00",
                                "zone", "Europe/Berlin",
                                "synopsis", "We went through the release",
                                "commitments", List.of(Two.terms(), Two.terms())),
                        "Prefer",
                        "return=receipt");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.json().get("entries").size()).isGreaterThan(1);
        assertProven(answer);
    }

    @Test
    void a_repeated_command_is_answered_with_the_same_receipt_to_the_byte() {
        String[] headers = {
            "Prefer", "return=receipt", "Idempotency-Key", UUID.randomUUID().toString()
        };
        Answer first = two.ada().post(two.path() + "/lessons", LESSON, headers);
        two.bea().post(two.path() + "/lessons", LESSON);

        Answer second = two.ada().post(two.path() + "/lessons", LESSON, headers);

        assertThat(second.toString()).isEqualTo(first.toString()).contains("tlog-proof");
        assertThat(second.header("Preference-Applied")).isEqualTo("return=receipt");
    }

    @Test
    void a_released_draft_is_answered_with_one_too() {
        Answer draft = two.ada()
                .postTo(
                        "/api/drafts",
                        Map.of(
                                "path",
                                "/api/ledgers" + two.path() + "/lessons",
                                "body",
                                LESSON,
                                "zone",
                                "Europe/Berlin",
                                "coolsUntil",
                                "none"));

        Answer released = two.ada()
                .postTo("/api/drafts/" + draft.at("/draft") + "/release", Map.of(), "Prefer", "return=receipt");

        assertThat(released.header("Preference-Applied"))
                .as(released.toString())
                .isEqualTo("return=receipt");
        assertProven(released);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return=\"receipt\"",
                "Return=receipt; unknown=\"a, b\"",
                "respond-async, wait=100, return=receipt",
                "return=receipt, return=minimal",
                "foo; bar=\"x;, return=minimal\" , return = receipt"
            })
    void the_preference_is_read_as_rfc_7240_writes_it(String prefer) {
        assertThat(two.ada()
                        .post(two.path() + "/lessons", LESSON, "Prefer", prefer)
                        .header("Preference-Applied"))
                .isEqualTo("return=receipt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return=minimal",
                "return=representation, return=receipt",
                "return=Receipt!",
                "receipt",
                "return",
                "return=",
                ";;==\"",
                "\"return=receipt\"",
                "foo=\"return=receipt",
                ""
            })
    void a_preference_that_is_not_known_or_cannot_be_read_changes_nothing(String prefer) {
        Answer answer = two.ada().post(two.path() + "/lessons", LESSON, "Prefer", prefer);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.header("Preference-Applied")).isEmpty();
        assertThat(answer.text()).doesNotContain("receipt");
    }

    @Test
    void without_the_preference_there_is_no_receipt_and_no_head_is_signed() {
        Answer answer = two.ada().post(two.path() + "/lessons", LESSON);

        assertThat(answer.text()).doesNotContain("receipt");
        assertThat(service.store()
                        .sql("SELECT count(*) FROM commitments.tree_head WHERE ledger_id = ?::uuid")
                        .param(two.path().substring(1))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_refused_command_has_none() {
        Answer refused = two.ada().post(two.path() + "/lessons", Map.of(), "Prefer", "return=receipt");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Preference-Applied")).isEmpty();
    }

    @Test
    void what_cannot_be_signed_is_recorded_all_the_same() {
        two.ada().get("/api/ledgers" + two.path() + "/tree-head");
        service.store()
                .sql("INSERT INTO commitments.contradicting_head (ledger_id, size, note) VALUES (?::uuid, 1, '')")
                .param(two.path().substring(1))
                .update();

        Answer answer = two.ada().post(two.path() + "/lessons", LESSON, "Prefer", "return=receipt");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.header("Preference-Applied")).isEmpty();
        assertThat(two.ada().get("/api/ledgers" + two.path() + "/tree-head").code())
                .isEqualTo("record-behind");
    }

    private void assertProven(Answer answer) {
        VerifierKey key = VerifierKey.parse(
                two.ada().get("/api/ledgers" + two.path() + "/tree-key").at("/verifierKey"));
        for (JsonNode entry : answer.json().get("entries")) {
            long sequence = entry.get("sequence").asLong();
            Receipt receipt = Receipt.parse(entry.get("receipt").asString().getBytes(UTF_8));
            SignedTreeHead head = SignedTreeHead.open(receipt.note(), List.of(key));
            assertThat(receipt.index()).isEqualTo(sequence);
            assertThat(head.head().size())
                    .isEqualTo(answer.json().get("sequence").asLong() + 1);
            assertThat(receipt.isFor(Hash.ofLeaf(statement(sequence)), head)).isTrue();
        }
    }

    private byte[] statement(long sequence) {
        return service.store()
                .sql("SELECT statement FROM commitments.entry WHERE ledger_id = ?::uuid AND sequence = ?")
                .params(two.path().substring(1), sequence)
                .query((row, n) -> row.getBytes(1))
                .single();
    }
}
