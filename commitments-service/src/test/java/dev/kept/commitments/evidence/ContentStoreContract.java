package dev.kept.commitments.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kept.commitments.evidence.ContentStore.Arriving;
import dev.kept.commitments.evidence.ContentStore.Pieces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every store of files does. It does not say what a store does while it is away. */
abstract class ContentStoreContract {

    private final Random dice = new Random(7);
    private @Nullable String began;

    abstract ContentStore store();

    /** What the tables say before a content arrives. */
    abstract void announce(UUID content);

    /** What the tables say once a content is not wanted any more. */
    abstract void forget(UUID content);

    /** Whether the store holds anything of a content, finished or not. */
    abstract boolean holds(UUID content);

    private UUID announced() {
        UUID content = UUID.randomUUID();
        announce(content);
        return content;
    }

    /** @param last length of the last piece */
    private List<byte[]> pieces(int count, int last) {
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] piece = new byte[i + 1 < count ? ChunkCipher.ENCRYPTED_CHUNK : last];
            dice.nextBytes(piece);
            pieces.add(piece);
        }
        return pieces;
    }

    private Arriving begin(UUID content) {
        return store().begin(content, id -> began = id);
    }

    private void keep(UUID content, List<byte[]> pieces) {
        try (Arriving arriving = begin(content)) {
            pieces.forEach(arriving::write);
            arriving.finish();
        }
    }

    private List<byte[]> read(UUID content) {
        List<byte[]> read = new ArrayList<>();
        Pieces pieces = store().read(content);
        for (Optional<byte[]> next = pieces.next(); next.isPresent(); next = pieces.next()) {
            read.add(next.get());
        }
        return read;
    }

    /** One piece; about as much as a part of what is sent; more than two; more than what is read at once, to the byte. */
    @ParameterizedTest
    @CsvSource({"1, 17", "1, 262160", "19, 262160", "20, 1", "45, 1000", "8, 262160", "9, 20"})
    void what_was_kept_is_read_piece_by_piece(int count, int last) {
        UUID content = announced();
        List<byte[]> pieces = pieces(count, last);

        keep(content, pieces);

        assertThat(read(content)).containsExactlyElementsOf(pieces);
    }

    @Test
    void contents_do_not_mix() {
        UUID one = announced();
        UUID other = announced();
        List<byte[]> pieces = pieces(2, 10);
        List<byte[]> others = pieces(25, 20);

        keep(one, pieces);
        keep(other, others);
        store().delete(one, null);

        assertThat(read(one)).isEmpty();
        assertThat(read(other)).containsExactlyElementsOf(others);
    }

    @Test
    void nothing_is_read_of_what_is_not_there() {
        assertThat(read(UUID.randomUUID())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1", "19", "21", "45"})
    void of_what_is_given_up_nothing_is_left(int count) {
        UUID content = announced();

        try (Arriving arriving = begin(content)) {
            pieces(count, 100).forEach(arriving::write);
        }
        forget(content);

        assertThat(holds(content)).isFalse();
        assertThat(read(content)).isEmpty();
    }

    @Test
    void what_its_process_left_half_arrived_is_deleted_by_another() {
        UUID content = announced();
        pieces(25, 100).forEach(begin(content)::write);
        assertThat(holds(content)).isTrue();

        store().delete(content, began);

        assertThat(holds(content)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1", "25"})
    void what_is_deleted_is_gone_and_deleting_it_once_more_is_no_error(int count) {
        UUID content = announced();
        keep(content, pieces(count, 100));
        assertThat(holds(content)).isTrue();

        store().delete(content, began);

        assertThat(holds(content)).isFalse();
        assertThat(read(content)).isEmpty();
        assertThatCode(() -> store().delete(content, began)).doesNotThrowAnyException();
        assertThatCode(() -> store().delete(UUID.randomUUID(), null)).doesNotThrowAnyException();
    }

    @Test
    void what_is_deleted_while_it_is_read_ends_early() {
        UUID content = announced();
        keep(content, pieces(20, 100));
        Pieces pieces = store().read(content);
        pieces.next();

        store().delete(content, began);

        int more = 0;
        while (pieces.next().isPresent()) {
            more++;
        }
        assertThat(more).isLessThan(19);
    }
}
