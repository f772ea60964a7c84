package dev.kept.commitments.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.commitments.web.LiveService.Person;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.Cosigner;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.SigningKey;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.verify.Verify;
import dev.kept.transparency.witness.AddCheckpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parties that witness their own ledger, against the service itself. */
class WitnessesTest {

    private static final Instant SEEN = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path folder;

    private final LiveService service = LiveService.shared();
    private final Cosigner adas = new Cosigner("one.example/witness", SigningKey.generate());
    private final Cosigner beas = new Cosigner("two.example/witness", SigningKey.generate());
    private Two two;

    @BeforeEach
    void open() {
        two = Two.open(service);
        register(two.ada(), adas);
        register(two.bea(), beas);
        record(3);
    }

    @Test
    void each_side_cosigns_what_extends_what_it_saw_and_everybody_sees_how_far() {
        SignedTreeHead first = head();
        assertThat(add(two.ada(), adas, 0, List.of(), first.note()).status()).isEqualTo(200);
        record(4);
        SignedTreeHead second = head();
        Answer added = add(two.ada(), adas, size(first), proof(first, second), second.note());
        assertThat(add(two.bea(), beas, 0, List.of(), first.note()).status()).isEqualTo(200);

        assertThat(added.header("Content-Type")).startsWith("text/plain");
        assertThat(SignedNote.parse((second.note() + added.text()).getBytes(UTF_8))
                        .signedBy(List.of(adas.verifierKey())))
                .containsExactly(new VerifierKey.Verified(adas.verifierKey(), SEEN));
        for (Person reader : List.of(two.ada(), two.bea(), two.mediator())) {
            Answer list = reader.get("/api/ledgers" + two.path() + "/witnesses");
            assertThat(list.at("/sides/0/side")).isEqualTo("A");
            assertThat(list.at("/sides/0/upTo")).isEqualTo(Long.toString(size(second) - 1));
            assertThat(list.at("/sides/1/upTo")).isEqualTo(Long.toString(size(first) - 1));
            assertThat(list.at("/witnesses/0/verifierKey"))
                    .isEqualTo(adas.verifierKey().toString());
            assertThat(list.at("/witnesses/0/at")).isEqualTo("2026-03-01T10:00:00.000Z");
        }
    }

    @Test
    void heads_carry_the_cosignatures_and_an_export_too() throws Exception {
        SignedTreeHead head = head();
        add(two.ada(), adas, 0, List.of(), head.note());
        add(two.bea(), beas, 0, List.of(), head.note());

        List<VerifierKey> keys = List.of(key(), adas.verifierKey(), beas.verifierKey());
        for (String path : List.of("/tree-head", "/log/checkpoint", "/tree-head?size=" + size(head))) {
            assertThat(SignedTreeHead.open(text(path), keys).cosignatures())
                    .as(path)
                    .extracting(VerifierKey.Verified::key)
                    .containsExactly(adas.verifierKey(), beas.verifierKey());
        }
        record(2);

        assertThat(verified("/proof"))
                .startsWith("0 ")
                .contains("one.example/witness")
                .contains("two.example/witness");
    }

    @Test
    void a_head_that_was_cosigned_already_is_taken_again() {
        SignedTreeHead head = head();
        Answer once = add(two.ada(), adas, 0, List.of(), head.note());

        assertThat(add(two.ada(), adas, size(head), List.of(), head.note()).text())
                .isEqualTo(once.text());
    }

    @Test
    void cosigned_by_the_other_side_already_a_head_is_taken_all_the_same() {
        add(two.ada(), adas, 0, List.of(), head().note());

        assertThat(add(two.bea(), beas, 0, List.of(), head().note()).text().lines())
                .hasSize(2);
    }

    @Test
    void another_size_than_the_last_one_cosigned_is_answered_with_that_size() {
        SignedTreeHead first = head();
        add(two.ada(), adas, 0, List.of(), first.note());
        record(1);

        Answer other = add(two.ada(), adas, 0, List.of(), head().note());

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.header("Content-Type")).isEqualTo("text/x.tlog.size");
        assertThat(other.text()).isEqualTo(size(first) + "\n");
    }

    @Test
    void what_does_not_hold_is_refused_in_a_sentence_and_nothing_is_stored() {
        SignedTreeHead first = head();
        add(two.ada(), adas, 0, List.of(), first.note());
        record(5);
        SignedTreeHead second = head();
        List<Hash> proof = proof(first, second);
        long old = size(first);
        SignedNote note = second.note();
        List<Hash> swapped = new ArrayList<>(proof);
        java.util.Collections.swap(swapped, 0, 1);
        TreeHead other = new TreeHead(
                "kept.example/l/" + UUID.randomUUID(), 3, first.head().root());
        SigningKey foreign = SigningKey.generate();
        SignedNote forged = new SignedNote(
                second.head().body(),
                List.of(new NoteSigner(second.head().origin(), foreign)
                        .sign(second.head().body())));

        refused(add(two.ada(), adas, old, List.of(), note), 422, "not-consistent");
        refused(add(two.ada(), adas, old, swapped, note), 422, "not-consistent");
        refused(add(two.ada(), adas, old, proof.subList(1, proof.size()), note), 422, "not-consistent");
        refused(add(two.ada(), adas, old, with(proof, Hash.OF_EMPTY_TREE), note), 422, "not-consistent");
        refused(add(two.ada(), adas, size(second) + 1, proof, note), 400, "out-of-order");
        refused(
                add(
                        two.ada(),
                        adas,
                        0,
                        List.of(),
                        new SignedNote(
                                other.body(), List.of(new NoteSigner(other.origin(), foreign).sign(other.body())))),
                404,
                "unknown-origin");
        refused(add(two.ada(), adas, old, proof, forged), 403, "untrusted-head");
        refused(add(two.ada(), beas, old, proof, note), 403, "unknown-witness");
        refused(send(two.ada(), new AddCheckpoint(old, proof, note).toBytes()), 403, "unknown-witness");
        SignedNote badly = note.with(List.of(adas.cosign(first.note().text(), SEEN)));
        refused(send(two.ada(), new AddCheckpoint(old, proof, badly).toBytes()), 403, "bad-cosignature");

        assertThat(two.ada().get("/api/ledgers" + two.path() + "/witnesses").at("/sides/0/upTo"))
                .isEqualTo(Long.toString(old - 1));
        assertThat(add(two.ada(), adas, old, proof, note).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "old 1\n\n",
                "old -1\n\nx",
                "old 01\nAAAA\n\nx\n",
                "old 1\nnot a hash\n\nkept.example/l/x\n1\nAAAA\n\n\u2014 x AAAA\n"
            })
    void what_cannot_be_read_is_refused(String body) {
        refused(send(two.ada(), body.getBytes(UTF_8)), 400, "malformed-checkpoint");
    }

    @Test
    void a_head_of_another_history_stops_the_signer_and_is_kept() {
        TreeHead fork = new TreeHead(head().head().origin(), size(head()), Hash.OF_EMPTY_TREE);
        SigningKey ours = SigningKey.ofSeed(
                Arrays.copyOf(Base64.getDecoder().decode(LiveService.SIGNING_KEY), SigningKey.SEED_BYTES));
        SignedNote note =
                SignedTreeHead.sign(fork, new NoteSigner(fork.origin(), ours)).note();

        Answer refused = add(two.ada(), adas, 0, List.of(), note);

        refused(refused, 422, "other-history");
        assertThat(two.bea().get("/api/ledgers" + two.path() + "/tree-head").code())
                .isEqualTo("record-behind");
    }

    @Test
    void a_key_is_taken_once_and_cosigns_no_more_once_it_is_removed() {
        Cosigner more = new Cosigner("one.example/second", SigningKey.generate());
        Answer registered = register(two.ada(), more);
        assertThat(register(two.ada(), more).id()).isEqualTo(registered.id());
        assertThat(postKey(two.bea(), more.verifierKey().toString()).code()).isEqualTo("witness-key-used");
        String removal = two.path() + "/witnesses/" + registered.id() + "/removal";
        assertThat(two.bea().post(removal, "").code()).isEqualTo("witness-not-found");

        assertThat(two.ada().post(removal, "").status()).isEqualTo(204);

        refused(add(two.ada(), more, 0, List.of(), head().note()), 403, "unknown-witness");
        assertThat(postKey(two.ada(), more.verifierKey().toString()).code()).isEqualTo("witness-key-used");
    }

    @Test
    void a_side_has_a_limit() {
        for (int i = 1; i < 5; i++) {
            register(two.ada(), new Cosigner("one.example/" + i, SigningKey.generate()));
        }

        assertThat(postKey(
                                two.ada(),
                                new Cosigner("one.example/6", SigningKey.generate())
                                        .verifierKey()
                                        .toString())
                        .code())
                .isEqualTo("too-many-witnesses");
    }

    @Test
    void only_a_party_witnesses_and_nobody_else_learns_of_it() {
        Person eve = service.person("eve-" + UUID.randomUUID());
        Person mira = two.mediator();
        String key =
                new Cosigner("eve.example", SigningKey.generate()).verifierKey().toString();

        assertThat(postKey(eve, key).code()).isEqualTo("ledger-not-found");
        assertThat(eve.get("/api/ledgers" + two.path() + "/witnesses").code()).isEqualTo("ledger-not-found");
        assertThat(send(eve, new byte[0]).code()).isEqualTo("ledger-not-found");
        assertThat(postKey(mira, key).code()).isEqualTo("not-a-party");
        assertThat(send(mira, new byte[0]).code()).isEqualTo("not-a-party");
    }

    @Test
    void what_is_no_key_for_cosignatures_is_refused() {
        VerifierKey signer = new NoteSigner("one.example", SigningKey.generate()).verifierKey();
        for (String key : List.of(
                "x",
                signer.toString(),
                adas.verifierKey().toString().replace("one", "two"),
                new Cosigner("Ada\u00e4", SigningKey.generate()).verifierKey().toString())) {
            Answer refused = postKey(two.ada(), key);
            assertThat(refused.status()).as(key).isEqualTo(400);
            assertThat(refused.at("/errors/0/pointer")).isEqualTo("#/verifierKey");
        }
        assertThat(two.ada().post(two.path() + "/witnesses", "{}").at("/errors/0/code"))
                .isEqualTo("missing");
    }

    private Answer register(Person person, Cosigner cosigner) {
        Answer answer = postKey(person, cosigner.verifierKey().toString());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer;
    }

    private Answer postKey(Person person, String key) {
        return person.post(two.path() + "/witnesses", Map.of("verifierKey", key));
    }

    private Answer add(Person person, Cosigner cosigner, long old, List<Hash> proof, SignedNote note) {
        SignedNote cosigned = note.with(List.of(cosigner.cosign(note.text(), SEEN)));
        return send(person, new AddCheckpoint(old, proof, cosigned).toBytes());
    }

    private Answer send(Person person, byte[] body) {
        return service.send(service.request("/api/ledgers" + two.path() + "/witness/add-checkpoint")
                .setHeader("Authorization", "Bearer " + person.name())
                .setHeader("Content-Type", "text/plain")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status() + " " + answer.code()).as(answer.toString()).isEqualTo(status + " " + code);
        assertThat(answer.at("/detail")).endsWith(".");
    }

    private void record(int lessons) {
        for (int i = 0; i < lessons; i++) {
            two.ada().post(two.path() + "/lessons", Map.of("learned", "No. " + i, "differently", "Earlier"));
        }
    }

    private List<Hash> proof(SignedTreeHead from, SignedTreeHead to) {
        List<Hash> hashes = new ArrayList<>();
        two.ada()
                .get("/api/ledgers" + two.path()
                        + "/tree-head/consistency?from=%d&to=%d".formatted(size(from), size(to)))
                .json()
                .get("hashes")
                .forEach(hash -> hashes.add(Hash.parse(hash.asString())));
        return hashes;
    }

    private static List<Hash> with(List<Hash> proof, Hash more) {
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(more);
        return longer;
    }

    private static long size(SignedTreeHead head) {
        return head.head().size();
    }

    private VerifierKey key() {
        return VerifierKey.parse(
                two.ada().get("/api/ledgers" + two.path() + "/tree-key").at("/verifierKey"));
    }

    private SignedTreeHead head() {
        return SignedTreeHead.open(text("/tree-head"), List.of(key()));
    }

    private byte[] text(String path) {
        Answer answer = two.ada().get("/api/ledgers" + two.path() + path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.response().body();
    }

    /** The exit code, and what was said. */
    private String verified(String export) throws IOException {
        Path zip = Files.write(folder.resolve("export.zip"), text(export));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, UTF_8);
        int code = Verify.run(
                List.of(
                        "--key",
                        key().toString(),
                        "--key",
                        adas.verifierKey().toString(),
                        "--key",
                        beas.verifierKey().toString(),
                        zip.toString()),
                out,
                out);
        return code + " " + said.toString(UTF_8);
    }
}
