package dev.kept.transparency.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.transparency.Malformed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProofsTest {

    private static final int SIZES = 130;

    /** Beyond one complete subtree of 64. */
    private static final int MUTATED = 66;

    private static final NaiveTree ALL = NaiveTree.of(SIZES);
    private static final HashSource STORED = ALL.source();
    private static final List<NaiveTree> TREES =
            IntStream.rangeClosed(0, SIZES).mapToObj(ALL::first).toList();
    private static final List<Hash> ROOTS = TREES.stream().map(NaiveTree::root).toList();
    private static final Hash OTHER = Hash.ofLeaf(new byte[] {7});

    @Test
    void every_inclusion_proof_is_the_one_that_rfc_6962_defines_and_verifies() {
        for (int size = 1; size <= SIZES; size++) {
            for (int index = 0; index < size; index++) {
                List<Hash> proof = Proofs.inclusion(index, size, STORED);

                assertThat(proof).isEqualTo(TREES.get(size).path(index));
                assertThat(Proofs.isIncluded(index, size, ALL.leaf(index), proof, ROOTS.get(size)))
                        .isTrue();
            }
        }
    }

    @Test
    void every_consistency_proof_is_the_one_that_rfc_6962_defines_and_verifies() {
        for (int size = 0; size <= SIZES; size++) {
            for (int old = 0; old <= size; old++) {
                List<Hash> proof = Proofs.consistency(old, size, STORED);

                assertThat(proof)
                        .isEqualTo(old == 0 ? List.of() : TREES.get(size).proof(old));
                assertThat(Proofs.isConsistent(old, ROOTS.get(old), size, ROOTS.get(size), proof))
                        .isTrue();
            }
        }
    }

    @Test
    void every_root_is_the_one_that_rfc_6962_defines() {
        for (int size = 0; size <= SIZES; size++) {
            assertThat(Proofs.root(size, STORED)).isEqualTo(ROOTS.get(size));
        }
    }

    @Nested
    class No_inclusion_proof_is_accepted {

        @Test
        void when_a_bit_is_flipped_or_hashes_are_missing_added_or_swapped() {
            for (int size = 1; size <= MUTATED; size++) {
                for (int index = 0; index < size; index++) {
                    List<Hash> proof = TREES.get(size).path(index);
                    Hash leaf = ALL.leaf(index);
                    Hash root = ROOTS.get(size);

                    for (List<Hash> mutated : mutations(proof, index + size)) {
                        assertThat(Proofs.isIncluded(index, size, leaf, mutated, root))
                                .isFalse();
                    }
                    assertThat(Proofs.isIncluded(index, size, flipped(leaf, index), proof, root))
                            .isFalse();
                    assertThat(Proofs.isIncluded(index, size, leaf, proof, flipped(root, index)))
                            .isFalse();
                }
            }
        }

        @Test
        void for_another_index() {
            for (int size = 1; size <= MUTATED; size++) {
                for (int index = 0; index < size; index++) {
                    List<Hash> proof = TREES.get(size).path(index);
                    for (int wrong = -1; wrong <= size; wrong++) {
                        if (wrong != index) {
                            assertThat(Proofs.isIncluded(wrong, size, ALL.leaf(index), proof, ROOTS.get(size)))
                                    .as("entry %d of %d as %d", index, size, wrong)
                                    .isFalse();
                        }
                    }
                    assertThat(Proofs.isIncluded(index + (1L << 32), size, ALL.leaf(index), proof, ROOTS.get(size)))
                            .isFalse();
                    assertThat(Proofs.isIncluded(
                                    Long.MAX_VALUE, Long.MAX_VALUE, ALL.leaf(index), proof, ROOTS.get(size)))
                            .isFalse();
                }
            }
        }

        @Test
        void for_the_head_of_another_size() {
            for (int size = 1; size <= 40; size++) {
                for (int index = 0; index < size; index++) {
                    List<Hash> proof = TREES.get(size).path(index);
                    for (int wrong = 0; wrong <= 80; wrong++) {
                        if (wrong != size) {
                            assertThat(Proofs.isIncluded(index, wrong, ALL.leaf(index), proof, ROOTS.get(wrong)))
                                    .isFalse();
                        }
                    }
                }
            }
        }

        @Test
        void that_says_a_node_is_a_leaf_or_is_one_level_short_or_long() {
            Hash node = Hash.ofNode(ALL.leaf(0), ALL.leaf(1));
            List<Hash> upper = TREES.get(4).path(0).subList(1, 2);

            assertThat(Proofs.isIncluded(0, 2, node, upper, ROOTS.get(4)))
                    .as("the formula itself")
                    .isTrue();
            assertThat(Proofs.isIncluded(0, 4, node, upper, ROOTS.get(4))).isFalse();
            assertThat(Proofs.isIncluded(0, 4, ROOTS.get(4), List.of(), ROOTS.get(4)))
                    .isFalse();
            assertThat(Proofs.isIncluded(0, 0, ALL.leaf(0), List.of(), ROOTS.get(0)))
                    .isFalse();
        }
    }

    @Nested
    class No_consistency_proof_is_accepted {

        @Test
        void when_a_bit_is_flipped_or_hashes_are_missing_added_or_swapped() {
            for (int size = 1; size <= MUTATED; size++) {
                for (int old = 1; old <= size; old++) {
                    List<Hash> proof = TREES.get(size).proof(old);
                    for (List<Hash> mutated : mutations(proof, old + size)) {
                        assertThat(Proofs.isConsistent(old, ROOTS.get(old), size, ROOTS.get(size), mutated))
                                .isFalse();
                    }
                    assertThat(Proofs.isConsistent(old, flipped(ROOTS.get(old), size), size, ROOTS.get(size), proof))
                            .isFalse();
                    assertThat(Proofs.isConsistent(old, ROOTS.get(old), size, flipped(ROOTS.get(size), old), proof))
                            .isFalse();
                }
            }
        }

        @Test
        void between_heads_of_other_sizes() {
            for (int size = 1; size <= 40; size++) {
                for (int old = 1; old <= size; old++) {
                    List<Hash> proof = TREES.get(size).proof(old);
                    for (int wrong = 1; wrong <= 80; wrong++) {
                        if (wrong != old) {
                            assertThat(Proofs.isConsistent(wrong, ROOTS.get(wrong), size, ROOTS.get(size), proof))
                                    .as("%d to %d as from %d", old, size, wrong)
                                    .isEqualTo(wrong == size && proof.isEmpty());
                        }
                        if (wrong != size) {
                            assertThat(Proofs.isConsistent(old, ROOTS.get(old), wrong, ROOTS.get(wrong), proof))
                                    .as("%d to %d as to %d", old, size, wrong)
                                    .isEqualTo(wrong == old && proof.isEmpty());
                        }
                    }
                }
            }
        }

        @Test
        void backwards_from_nothing_with_hashes_or_from_an_empty_tree_with_another_root() {
            assertThat(Proofs.isConsistent(
                            5, ROOTS.get(5), 3, ROOTS.get(3), TREES.get(5).proof(3)))
                    .isFalse();
            assertThat(Proofs.isConsistent(0, ROOTS.get(0), 3, ROOTS.get(3), List.of(OTHER)))
                    .isFalse();
            assertThat(Proofs.isConsistent(0, OTHER, 3, ROOTS.get(3), List.of()))
                    .isFalse();
            assertThat(Proofs.isConsistent(0, ROOTS.get(0), 0, OTHER, List.of()))
                    .isFalse();
            assertThat(Proofs.isConsistent(-1, ROOTS.get(0), 3, ROOTS.get(3), List.of()))
                    .isFalse();
            assertThat(Proofs.isConsistent(3, ROOTS.get(3), 3, OTHER, List.of()))
                    .isFalse();
        }
    }

    @Test
    void what_no_tree_has_is_not_proved() {
        for (long[] wrong : new long[][] {{-1, 3}, {3, 3}, {0, 0}}) {
            assertThatThrownBy(() -> Proofs.inclusion(wrong[0], wrong[1], STORED))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (long[] wrong : new long[][] {{-1, 3}, {4, 3}}) {
            assertThatThrownBy(() -> Proofs.consistency(wrong[0], wrong[1], STORED))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_hash_has_32_bytes_and_one_spelling() {
        for (int length : new int[] {0, 1, 31, 33, 64}) {
            assertThatThrownBy(() -> Hash.of(new byte[length])).isInstanceOf(Malformed.class);
        }
        String text = OTHER.toString();
        assertThat(Hash.parse(text)).isEqualTo(OTHER).hasSameHashCodeAs(OTHER);
        for (String other : List.of(
                "",
                text.substring(1),
                text.replace("=", ""),
                text + "=",
                text + "\n",
                " " + text,
                // The last character's unused bits.
                text.substring(0, 42) + (char) (text.charAt(42) + 1) + "=")) {
            assertThatThrownBy(() -> Hash.parse(other)).as(other).isInstanceOf(Malformed.class);
        }
    }

    /** Of the certificate-transparency project: the vectors that the first implementations of RFC 6962 were checked with. */
    @Test
    void the_known_entries_have_the_known_roots_and_proofs() {
        NaiveTree known =
                new NaiveTree(List.of(
                                "",
                                "00",
                                "10",
                                "2021",
                                "3031",
                                "40414243",
                                "5051525354555657",
                                "606162636465666768696a6b6c6d6e6f")
                        .stream()
                        .map(HexFormat.of()::parseHex)
                        .toList());
        List<String> roots = List.of(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        RightEdge edge = RightEdge.EMPTY;
        for (int size = 0; size <= 8; size++) {
            assertThat(HexFormat.of().formatHex(edge.root().bytes())).isEqualTo(roots.get(size));
            edge = size < 8 ? edge.append(known.leaf(size)) : edge;
        }
        assertThat(Proofs.inclusion(0, 8, known.source()))
                .extracting(hash -> HexFormat.of().formatHex(hash.bytes()))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(Proofs.consistency(6, 8, known.source()))
                .extracting(hash -> HexFormat.of().formatHex(hash.bytes()))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    }

    private static List<List<Hash>> mutations(List<Hash> proof, int seed) {
        List<List<Hash>> mutations = new ArrayList<>();
        mutations.add(with(proof, proof.size(), OTHER));
        mutations.add(with(proof, 0, OTHER));
        for (int i = 0; i < proof.size(); i++) {
            List<Hash> flipped = new ArrayList<>(proof);
            flipped.set(i, flipped(proof.get(i), seed + 31 * i));
            mutations.add(flipped);
            List<Hash> missing = new ArrayList<>(proof);
            missing.remove(i);
            mutations.add(missing);
            mutations.add(with(proof, i, proof.get(i)));
            for (int j = i + 1; j < proof.size(); j++) {
                List<Hash> swapped = new ArrayList<>(proof);
                Collections.swap(swapped, i, j);
                mutations.add(swapped);
            }
        }
        return mutations;
    }

    private static List<Hash> with(List<Hash> proof, int place, Hash hash) {
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(place, hash);
        return longer;
    }

    private static Hash flipped(Hash hash, int bit) {
        byte[] bytes = hash.bytes();
        bytes[bit / 8 % Hash.BYTES] ^= (byte) (1 << bit % 8);
        return Hash.of(bytes);
    }
}
