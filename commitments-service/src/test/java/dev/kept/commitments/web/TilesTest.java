package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.tiles.EntryBundle;
import dev.kept.transparency.tiles.Tile;
import dev.kept.transparency.tiles.TiledHashes;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.Proofs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger's log as C2SP tlog-tiles has it, read as its clients do. */
class TilesTest {

    private static final int LESSONS = 300;
    private static final LiveService SERVICE = LiveService.shared();
    private static Two two;
    private static SignedTreeHead head;

    @BeforeAll
    static void record() {
        two = Two.open(SERVICE);
        for (int i = 0; i < LESSONS; i++) {
            two.ada().post(two.path() + "/lessons", Map.of("learned", "No. " + i, "differently", "Earlier"));
        }
        VerifierKey key = VerifierKey.parse(
                two.ada().get("/api/ledgers" + two.path() + "/tree-key").at("/verifierKey"));
        head = SignedTreeHead.open(get("checkpoint").response().body(), List.of(key));
    }

    @Test
    void proofs_made_of_tiles_alone_verify_under_the_checkpoint() {
        TiledHashes hashes = new TiledHashes(
                head.head().size(),
                tiles -> tiles.stream()
                        .map(tile -> get(tile.path()).response().body())
                        .toList());
        long size = head.head().size();
        List<byte[]> statements = statements();

        assertThat(size).isEqualTo(statements.size()).isGreaterThan(256);
        assertThat(Proofs.root(size, hashes)).isEqualTo(head.head().root());
        for (long index : List.of(0L, 255L, 256L, size - 1)) {
            assertThat(Proofs.isIncluded(
                            index,
                            size,
                            Hash.ofLeaf(statements.get((int) index)),
                            Proofs.inclusion(index, size, hashes),
                            head.head().root()))
                    .isTrue();
        }
    }

    @Test
    void bundles_hold_the_statements_byte_for_byte() {
        int rest = (int) (head.head().size() - 256);
        EntryBundle full = EntryBundle.read(get("tile/entries/000").response().body(), 256);
        EntryBundle last =
                EntryBundle.read(get("tile/entries/001.p/" + rest).response().body(), rest);
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            all.add(full.entry(i));
        }
        for (int i = 0; i < rest; i++) {
            all.add(last.entry(i));
        }

        assertThat(all).containsExactlyElementsOf(statements());
    }

    @Test
    void what_is_full_may_be_kept_by_its_reader_and_nothing_else() {
        assertThat(get("tile/0/000").header("Cache-Control")).isEqualTo("max-age=31536000, private, immutable");
        assertThat(get("tile/entries/000").header("Cache-Control")).contains("private", "immutable");
        assertThat(get("tile/0/000").header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(get("tile/0/001.p/3").header("Cache-Control")).contains("no-store");
        assertThat(get("checkpoint").header("Cache-Control")).contains("no-store");
    }

    @Test
    void an_older_partial_tile_is_there_as_well() {
        assertThat(get("tile/0/000.p/5").response().body())
                .hasSize(5 * Hash.BYTES)
                .isEqualTo(java.util.Arrays.copyOf(get("tile/0/000").response().body(), 5 * Hash.BYTES));
        assertThat(get("tile/1/000.p/1").response().body()).hasSize(Hash.BYTES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/002",
                "tile/0/001",
                "tile/0/001.p/255",
                "tile/1/000",
                "tile/8/000",
                "tile/-1/000",
                "tile/0/0",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/x",
                "tile/0/x000/000",
                "tile/0/x001/000",
                "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
                "tile/entries/001",
                "tile/entries/abc",
                "tile/entries/x001/000",
                "tile/0/000/",
                "tile/0",
                "tile/entries"
            })
    void what_is_not_there_is_not_found(String path) {
        Answer answer = get(path);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void nobody_else_gets_any_of_it() {
        LiveService.Person stranger = SERVICE.person("eve-" + UUID.randomUUID());
        for (String path : List.of(
                "checkpoint",
                "tile/0/000",
                "tile/0/000.p/5",
                "tile/entries/000",
                "tile/entries/001.p/3",
                "tile/8/abc")) {
            assertThat(stranger.get("/api/ledgers" + two.path() + "/log/" + path)
                            .code())
                    .as(path)
                    .isEqualTo("ledger-not-found");
        }
    }

    @Test
    void the_path_of_each_tile_is_the_formats_own() {
        assertThat(new Tile(0, 1_234_067, 256).path()).isEqualTo("tile/0/x001/x234/067");
    }

    private static Answer get(String path) {
        return two.ada().get("/api/ledgers" + two.path() + "/log/" + path);
    }

    private static List<byte[]> statements() {
        return SERVICE.store()
                .sql("SELECT statement FROM commitments.entry WHERE ledger_id = ?::uuid ORDER BY sequence")
                .param(two.path().substring(1))
                .query((row, n) -> row.getBytes(1))
                .list();
    }
}
