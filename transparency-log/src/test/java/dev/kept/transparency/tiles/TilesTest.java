package dev.kept.transparency.tiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.NaiveTree;
import dev.kept.transparency.tree.Proofs;
import dev.kept.transparency.tree.RightEdge;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilesTest {

    /** Tiles as a store keeps them. */
    private final Map<Tile, byte[]> tiles = new HashMap<>();

    private final TileReader reader = asked -> asked.stream().map(this::stored).toList();

    @ParameterizedTest
    @CsvSource({
        "0, 256, 000",
        "7, 256, 007",
        "999, 256, 999",
        "1000, 256, x001/000",
        "1234067, 256, x001/x234/067",
        "1234067, 12, x001/x234/067.p/12",
        "1000000, 1, x001/x000/000.p/1"
    })
    void an_index_is_written_in_groups_of_three_digits(long index, int width, String path) {
        assertThat(TilePath.of(index, width)).isEqualTo(path);
        assertThat(Tile.parse("tile/3/" + path)).isEqualTo(new Tile(3, index, width));
        assertThat(new Tile(3, index, width).path()).isEqualTo("tile/3/" + path);
        assertThat(EntryBundle.path(index, width)).isEqualTo("tile/entries/" + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile/0",
                "tile/0/",
                "tile/0/00",
                "tile/0/0000",
                "tile/0/x000/001",
                "tile/0/001/002",
                "tile/0/x001/x002",
                "tile/00/001",
                "tile/8/001",
                "tile/-1/001",
                "tile/entries/001",
                "tile/0/001.p/0",
                "tile/0/001.p/256",
                "tile/0/001.p/01",
                "tile/0/001.p/",
                "tile/0/001.p/1/2",
                "tile/0/x999/x999/x999/x999/x999/x999/999",
                "tile/0/../001",
                "tiles/0/001",
                "/tile/0/001"
            })
    void any_other_path_is_refused(String path) {
        assertThatThrownBy(() -> Tile.parse(path)).isInstanceOf(Malformed.class);
    }

    /** The example of C2SP tlog-tiles. */
    @Test
    void a_tree_of_70000_has_the_tiles_that_the_specification_counts() {
        TileBuilder builder = new TileBuilder(tiles::put);
        RightEdge edge = RightEdge.EMPTY;
        for (int i = 0; i < 70_000; i++) {
            builder.append(leaf(i));
            edge = edge.append(leaf(i));
        }
        builder.partial(tiles::put);

        assertThat(tiles.keySet().stream().collect(Collectors.groupingBy(Tile::path)))
                .hasSize(273 + 1 + 1 + 1 + 1)
                .containsKeys("tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1");
        assertThat(tiles).allSatisfy((tile, content) -> {
            assertThat(content).hasSize(tile.bytes());
            assertThat(tile.isWithin(70_000)).isTrue();
        });
        assertThat(Proofs.root(70_000, new TiledHashes(70_000, reader))).isEqualTo(edge.root());
        for (long index : new long[] {0, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999}) {
            List<Hash> proof = Proofs.inclusion(index, 70_000, new TiledHashes(70_000, reader));
            assertThat(Proofs.isIncluded(index, 70_000, leaf(index), proof, edge.root()))
                    .isTrue();
        }
        for (long old : new long[] {1, 255, 256, 257, 65_536, 65_537, 69_999}) {
            HashMap<Tile, Integer> reads = new HashMap<>();
            TileReader counted = asked -> {
                asked.forEach(tile -> reads.merge(tile, 1, Integer::sum));
                return reader.read(asked);
            };
            List<Hash> proof = Proofs.consistency(old, 70_000, new TiledHashes(70_000, counted));
            Hash oldRoot = Proofs.root(old, new TiledHashes(70_000, reader));
            assertThat(Proofs.isConsistent(old, oldRoot, 70_000, edge.root(), proof))
                    .isTrue();
            assertThat(reads.values()).containsOnly(1).hasSizeLessThanOrEqualTo(5);
        }
    }

    @Test
    void proofs_from_tiles_are_those_of_the_definition_for_every_size_around_a_full_tile() {
        NaiveTree all = NaiveTree.of(515);
        TileBuilder builder = new TileBuilder(tiles::put);
        for (int size = 1; size <= 515; size++) {
            builder.append(all.leaf(size - 1));
            if (size % 256 > 3 && size % 256 < 253) {
                continue;
            }
            builder.partial(tiles::put);
            NaiveTree tree = all.first(size);
            TiledHashes hashes = new TiledHashes(size, reader);
            for (int index = 0; index < size; index += 7) {
                assertThat(Proofs.inclusion(index, size, hashes)).isEqualTo(tree.path(index));
                assertThat(Proofs.consistency(index + 1, size, hashes)).isEqualTo(tree.proof(index + 1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 255, 256, 257, 511, 65_535, 65_536, 65_800})
    void building_goes_on_from_stored_tiles_as_if_it_had_never_stopped(long size) {
        TileBuilder builder = new TileBuilder(tiles::put);
        for (int i = 0; i < size; i++) {
            builder.append(leaf(i));
        }
        builder.partial(tiles::put);

        Map<Tile, byte[]> resumed = new HashMap<>();
        TileBuilder again = TileBuilder.resume(size, reader, resumed::put);
        Map<Tile, byte[]> straight = new HashMap<>();
        TileBuilder all = new TileBuilder((tile, content) -> {
            if (!tiles.containsKey(tile)) {
                straight.put(tile, content);
            }
        });
        for (int i = 0; i < size + 300; i++) {
            all.append(leaf(i));
        }
        for (long i = size; i < size + 300; i++) {
            again.append(leaf(i));
        }
        again.partial(resumed::put);
        all.partial(straight::put);

        assertThat(resumed.keySet()).isEqualTo(straight.keySet());
        assertThat(resumed).allSatisfy((tile, content) -> assertThat(content).isEqualTo(straight.get(tile)));
    }

    @Test
    void a_tile_is_within_a_tree_once_all_its_hashes_are_final() {
        assertThat(new Tile(0, 0, 5).isWithin(4)).isFalse();
        assertThat(new Tile(0, 0, 5).isWithin(5)).isTrue();
        assertThat(new Tile(0, 0, 256).isWithin(255)).isFalse();
        assertThat(new Tile(1, 0, 1).isWithin(255)).isFalse();
        assertThat(new Tile(1, 0, 1).isWithin(256)).isTrue();
        assertThat(new Tile(0, Long.MAX_VALUE, 1).isWithin(1_000)).isFalse();
    }

    @Test
    void a_tile_of_another_length_and_a_tree_that_is_too_small_are_noticed() {
        TiledHashes hashes = new TiledHashes(
                3, asked -> asked.stream().map(tile -> new byte[31]).toList());

        assertThatThrownBy(() -> Proofs.inclusion(0, 3, hashes)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> TileBuilder.resume(3, asked -> List.of(new byte[97]), tiles::put))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Proofs.inclusion(0, 300, hashes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Nested
    class A_bundle {

        @Test
        void gives_its_entries_back_and_their_leaf_hashes() {
            List<byte[]> entries =
                    List.of("first".getBytes(StandardCharsets.UTF_8), new byte[0], new byte[EntryBundle.MAX_ENTRY]);

            EntryBundle bundle = EntryBundle.read(EntryBundle.write(entries), 3);

            assertThat(bundle.width()).isEqualTo(3);
            for (int i = 0; i < 3; i++) {
                assertThat(bundle.entry(i)).isEqualTo(entries.get(i));
                assertThat(bundle.leaf(i)).isEqualTo(Hash.ofLeaf(entries.get(i)));
            }
        }

        @Test
        void has_exactly_the_entries_of_its_width() {
            byte[] bytes = EntryBundle.write(List.of(new byte[] {1, 2}, new byte[] {3}));

            for (int width : new int[] {0, 1, 3, 256}) {
                assertThatThrownBy(() -> EntryBundle.read(bytes, width)).isInstanceOf(Malformed.class);
            }
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> EntryBundle.read(cut, 2)).isInstanceOf(Malformed.class);
            }
            assertThatThrownBy(() -> EntryBundle.write(List.of(new byte[EntryBundle.MAX_ENTRY + 1])))
                    .isInstanceOf(IllegalArgumentException.class);
            List<byte[]> many = new ArrayList<>();
            for (int i = 0; i < 257; i++) {
                many.add(new byte[0]);
            }
            assertThatThrownBy(() -> EntryBundle.write(many)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** The widest stored tile of the place, cut to the width. */
    private byte[] stored(Tile asked) {
        for (int width = asked.width(); width <= TilePath.FULL; width++) {
            byte[] content = tiles.get(new Tile(asked.level(), asked.index(), width));
            if (content != null) {
                return Arrays.copyOf(content, asked.bytes());
            }
        }
        throw new IllegalStateException(asked + " is not there");
    }

    private static Hash leaf(long index) {
        return Hash.ofLeaf(ByteBuffer.allocate(8).putLong(index).array());
    }
}
