package dev.kept.transparency.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.transparency.Malformed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RightEdgeTest {

    private static final int SIZE = 130;
    private static final NaiveTree TREE = NaiveTree.of(SIZE);

    @Test
    void grows_to_the_root_of_every_size_from_itself_from_its_bytes_and_from_stored_hashes() {
        RightEdge edge = RightEdge.EMPTY;
        for (int size = 0; size <= SIZE; size++) {
            assertThat(edge.size()).isEqualTo(size);
            assertThat(edge.root()).isEqualTo(TREE.first(size).root());
            assertThat(edge.toBytes()).hasSize(8 + 32 * Integer.bitCount(size));
            assertThat(RightEdge.parse(edge.toBytes())).isEqualTo(edge).hasSameHashCodeAs(edge);
            assertThat(RightEdge.of(size, TREE.source())).isEqualTo(edge);
            if (size < SIZE) {
                edge = RightEdge.parse(edge.toBytes()).append(TREE.leaf(size));
            }
        }
    }

    @Test
    void appending_leaves_the_edge_before_as_it_was() {
        RightEdge seven = RightEdge.of(7, TREE.source());
        byte[] before = seven.toBytes();

        RightEdge eight = seven.append(TREE.leaf(7));

        assertThat(seven.toBytes()).isEqualTo(before);
        assertThat(seven.append(TREE.leaf(7))).isEqualTo(eight).isNotEqualTo(seven.append(TREE.leaf(8)));
    }

    @Test
    void takes_a_complete_subtree_where_one_can_stand() {
        Hash subtree = TREE.source().hashes(List.of(new Node(3, 5))).getFirst();

        assertThat(RightEdge.of(40, TREE.source()).append(subtree, 3)).isEqualTo(RightEdge.of(48, TREE.source()));
        assertThatThrownBy(() -> RightEdge.of(44, TREE.source()).append(subtree, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_complete_subtree_has_the_root_of_its_leaves() {
        for (int size = 1; size <= 128; size *= 2) {
            byte[] leaves = new byte[size * Hash.BYTES];
            for (int i = 0; i < size; i++) {
                TREE.leaf(i).copyTo(leaves, i * Hash.BYTES);
            }
            assertThat(Hash.ofSubtree(leaves)).isEqualTo(TREE.first(size).root());
        }
        for (int bytes : new int[] {0, 16, 31, 33, 96, 192}) {
            assertThatThrownBy(() -> Hash.ofSubtree(new byte[bytes])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void bytes_that_are_not_an_edge_are_refused() {
        byte[] edge = RightEdge.of(6, TREE.source()).toBytes();
        List<byte[]> wrong = new ArrayList<>();
        for (int length = 0; length < edge.length; length++) {
            wrong.add(Arrays.copyOf(edge, length));
        }
        wrong.add(Arrays.copyOf(edge, edge.length + 1));
        wrong.add(ByteBuffer.wrap(edge.clone()).putLong(0, 7).array());
        wrong.add(ByteBuffer.wrap(edge.clone()).putLong(0, Long.MIN_VALUE | 1).array());

        for (byte[] bytes : wrong) {
            assertThatThrownBy(() -> RightEdge.parse(bytes)).isInstanceOf(Malformed.class);
        }
    }
}
