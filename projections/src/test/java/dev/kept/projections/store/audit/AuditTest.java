package dev.kept.projections.store.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Actor;
import dev.kept.events.Entry;
import dev.kept.events.KeyEvent;
import dev.kept.events.Statements;
import dev.kept.projections.ReadSide;
import dev.kept.projections.ReadTables;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.rebuild.Rebuild;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SigningKey;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.RightEdge;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AuditTest {

    private static final SigningKey KEY = SigningKey.generate();

    private static ReadSide side;
    private static ReadTables tables;

    private final Story story = Story.opened();

    @BeforeAll
    static void start() {
        side = ReadSide.start(
                Map.of(
                        "kept.projections.signing-public-key",
                        Base64.getEncoder().encodeToString(KEY.publicKey()),
                        // Less than a ledger has here: its tree takes several transactions.
                        "kept.projections.audit.entries",
                        "4"),
                Clock.systemUTC());
        tables = ReadTables.of(side.database);
    }

    @AfterAll
    static void stop() {
        tables.close();
        side.close();
    }

    @Test
    void a_head_over_the_entries_that_came_from_kafka_changes_nothing() {
        List<byte[]> statements = send(promises(11));

        publish(head(story.ledger, statements), KEY);

        compared();
        assertThat(recomputed()).isEqualTo(statements.size());
        assertThat(side.fresh(story, "").statusCode()).isEqualTo(200);
    }

    @Test
    void a_head_that_comes_before_its_entries_waits_for_them() {
        List<Entry> entries = promises(3);
        List<Statements.Written> written =
                entries.stream().map(Statements::write).toList();
        List<byte[]> statements =
                written.stream().map(Statements.Written::bytes).toList();
        publish(head(story.ledger, statements), KEY);
        ReadSide.until(() -> tables.count("pending_head") == 1);

        for (int i = 0; i < entries.size(); i++) {
            side.kafka.send(entries.get(i), written.get(i));
        }

        compared();
        assertThat(recomputed()).isEqualTo(statements.size());
        assertThat(side.fresh(story, "").statusCode()).isEqualTo(200);
    }

    @Test
    void a_ledger_whose_entries_are_not_the_signed_ones_is_not_shown_and_the_others_are() {
        List<byte[]> statements = new ArrayList<>(send(promises(2)));
        assertThat(side.fresh(story, "").statusCode()).isEqualTo(200);
        Story other = Story.opened();
        other.entries().forEach(side.kafka::send);
        statements.set(1, "rewritten by somebody".getBytes(UTF_8));
        TreeHead signed = head(story.ledger, statements);

        publish(signed, KEY);

        ReadSide.until(() -> side.fresh(story, "").statusCode() != 200);
        for (String path : List.of("", "/document", "/entries", "/commitments", "/export?format=jsonl", "/stream")) {
            HttpResponse<String> answer = side.fresh(story, path);
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            JsonNode problem = ReadSide.json(answer);
            assertThat(problem.path("code").asString()).isEqualTo("ledger-contradicted");
            assertThat(problem.path("detail").asString()).contains("first " + statements.size() + " entries");
            assertThat(problem.at("/facts/signedHead").asString()).startsWith(signed.body());
            assertThat(Hash.parse(problem.at("/facts/computedRoot").asString())).isNotEqualTo(signed.root());
        }
        assertThat(side.fresh(other, "").statusCode()).isEqualTo(200);
        assertThat(side.get(Story.opened().annaSubject, "/api/ledgers/" + story.ledger)
                        .statusCode())
                .as("to others it does not exist, as before")
                .isEqualTo(404);
    }

    @Test
    void a_head_of_another_key_or_another_ledger_is_ignored() {
        List<byte[]> statements = new ArrayList<>(send(promises(2)));
        statements.set(2, new byte[] {1});
        publish(head(story.ledger, statements), SigningKey.generate());
        publish(head(UUID.randomUUID(), statements), KEY);
        side.kafka.raw(side.kafka.source().topics().treeHeads(), story.ledger, "no id", new byte[] {1, 2, 3});

        compared();
        assertThat(recomputed()).isZero();
        assertThat(side.fresh(story, "").statusCode()).isEqualTo(200);
    }

    @Test
    void heads_by_the_next_key_count_once_an_entry_hands_over_and_those_by_the_old_one_no_more() {
        SigningKey next = SigningKey.generate();
        promises(2);
        String origin = "kept.example/l/" + story.ledger;
        KeyChange change =
                KeyChange.rotation(story.entries().size(), new NoteSigner(origin, KEY), new NoteSigner(origin, next));
        story.append(
                Actor.SYSTEM,
                new KeyEvent.KeyRotated(
                        change.oldKey().toString(),
                        change.newKey().toString(),
                        requireNonNull(change.oldSignature()),
                        change.newSignature()));
        List<byte[]> statements = send(promises(1));
        List<byte[]> forged = new ArrayList<>(statements);
        forged.set(0, new byte[] {3});

        publish(head(story.ledger, forged), KEY);
        compared();
        assertThat(side.fresh(story, "").statusCode()).as("by the old key").isEqualTo(200);
        publish(head(story.ledger, forged), SigningKey.generate());
        compared();
        assertThat(side.fresh(story, "").statusCode()).as("by any other").isEqualTo(200);

        publish(head(story.ledger, statements), next);
        compared();
        assertThat(recomputed()).isEqualTo(statements.size());
        publish(head(story.ledger, forged), next);
        ReadSide.until(() -> side.fresh(story, "").statusCode() == 503);
    }

    @Test
    void a_head_of_fewer_entries_that_comes_late_is_compared_too() {
        List<byte[]> statements = send(promises(9));
        publish(head(story.ledger, statements), KEY);
        compared();
        publish(head(story.ledger, statements.subList(0, 5)), KEY);
        compared();
        assertThat(side.fresh(story, "").statusCode()).isEqualTo(200);

        List<byte[]> others = new ArrayList<>(statements.subList(0, 6));
        others.set(0, new byte[] {2});
        publish(head(story.ledger, others), KEY);

        ReadSide.until(() -> side.fresh(story, "").statusCode() == 503);
    }

    @Test
    void a_rebuild_begins_the_audit_anew() {
        List<byte[]> statements = send(promises(6));
        publish(head(story.ledger, statements), KEY);
        compared();

        new Rebuild(tables.database(), side.kafka.source(), Kinds.FOLDS, progress -> {}).run();

        ReadSide.until(() -> recomputed() == statements.size());
        assertThat(side.fresh(story, "").statusCode()).isEqualTo(200);
    }

    private List<Entry> promises(int count) {
        for (int i = 0; i < count; i++) {
            story.made("Promise " + i);
        }
        return story.entries();
    }

    private List<byte[]> send(List<Entry> entries) {
        return entries.stream()
                .map(side.kafka::send)
                .map(Statements.Written::bytes)
                .toList();
    }

    private static TreeHead head(UUID ledger, List<byte[]> statements) {
        RightEdge edge = RightEdge.EMPTY;
        for (byte[] statement : statements) {
            edge = edge.append(Hash.ofLeaf(statement));
        }
        return new TreeHead("kept.example/l/" + ledger, statements.size(), edge.root());
    }

    private void publish(TreeHead head, SigningKey key) {
        side.kafka.raw(
                side.kafka.source().topics().treeHeads(),
                story.ledger,
                story.ledger.toString(),
                SignedTreeHead.sign(head, new NoteSigner(head.origin(), key))
                        .note()
                        .toBytes());
    }

    /** Every head that was published has been read and compared. */
    private void compared() {
        long published = side.kafka.end(side.kafka.source().topics().treeHeads());
        ReadSide.until(() -> published
                        <= tables.sql()
                                .sql("select coalesce(sum(next_offset), 0) from head_position")
                                .query(Long.class)
                                .single()
                && tables.sql()
                                .sql("select count(*) from pending_head where ledger_id = ?")
                                .param(story.ledger)
                                .query(Long.class)
                                .single()
                        == 0);
    }

    private long recomputed() {
        return tables.sql()
                .sql("select coalesce(max(size), 0) from recomputed_tree where ledger_id = ?")
                .param(story.ledger)
                .query(Long.class)
                .single();
    }
}
