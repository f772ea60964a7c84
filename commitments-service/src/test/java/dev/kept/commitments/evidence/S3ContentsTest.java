package dev.kept.commitments.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.commitments.evidence.ContentStore.Arriving;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class S3ContentsTest extends ContentStoreContract {

    private static ObjectStore server;
    private static S3Contents contents;

    @BeforeAll
    static void start() {
        server = ObjectStore.start();
        contents = new S3Contents(server.settings());
    }

    @AfterAll
    static void stop() {
        contents.close();
        server.close();
    }

    @Override
    ContentStore store() {
        return contents;
    }

    @Override
    void announce(UUID content) {
        // A bucket knows nothing of tables.
    }

    @Override
    void forget(UUID content) {
        // What is given up is so without a word of the tables.
    }

    @Override
    boolean holds(UUID content) {
        return server.objects().contains(ObjectStore.PREFIX + content)
                || server.unfinished().contains(ObjectStore.PREFIX + content);
    }

    private static void keep(UUID content, byte[]... pieces) {
        try (Arriving arriving = contents.begin(content, id -> {})) {
            for (byte[] piece : pieces) {
                arriving.write(piece);
            }
            arriving.finish();
        }
    }

    @Test
    void nobody_sees_it_before_it_is_finished() {
        UUID content = UUID.randomUUID();
        try (Arriving arriving = contents.begin(content, id -> {})) {
            for (int i = 0; i < 25; i++) {
                arriving.write(new byte[ChunkCipher.ENCRYPTED_CHUNK]);
            }

            assertThat(server.objects()).doesNotContain(ObjectStore.PREFIX + content);
            assertThat(contents.read(content).next()).isEmpty();
        }
    }

    @Test
    void with_another_key_it_says_that_files_cannot_be_reached() {
        EvidenceSettings.S3 right = server.settings();
        EvidenceSettings.S3 wrong = new EvidenceSettings.S3(
                right.endpoint(), right.region(), right.bucket(), right.prefix(), null, right.accessKeyId(), "another");
        try (S3Contents refused = new S3Contents(wrong)) {
            assertThatThrownBy(() -> refused.read(UUID.randomUUID()).next()).isInstanceOf(FilesUnavailable.class);
            assertThatThrownBy(() -> refused.delete(UUID.randomUUID(), null)).isInstanceOf(FilesUnavailable.class);
        }
        assertThat(wrong.toString()).doesNotContain("another");
    }

    @Test
    void a_bucket_that_is_not_there_is_no_file_that_is_gone() {
        EvidenceSettings.S3 right = server.settings();
        EvidenceSettings.S3 wrong = new EvidenceSettings.S3(
                right.endpoint(),
                right.region(),
                "no-such-bucket",
                "",
                null,
                right.accessKeyId(),
                right.secretAccessKey());
        try (S3Contents elsewhere = new S3Contents(wrong)) {
            assertThatThrownBy(() -> elsewhere.read(UUID.randomUUID()).next()).isInstanceOf(FilesUnavailable.class);
        }
    }

    @Nested
    class While_it_is_away {

        @Test
        void nothing_is_taken_and_all_is_as_before_once_it_is_back() {
            UUID kept = UUID.randomUUID();
            byte[] piece = "A piece".getBytes(StandardCharsets.UTF_8);
            keep(kept, piece);
            UUID small = UUID.randomUUID();
            UUID large = UUID.randomUUID();
            Arriving half = contents.begin(large, id -> {});
            for (int i = 0; i < 25; i++) {
                half.write(new byte[ChunkCipher.ENCRYPTED_CHUNK]);
            }

            server.stop();
            try {
                assertThatThrownBy(() -> keep(small, piece)).isInstanceOf(FilesUnavailable.class);
                assertThatThrownBy(half::finish).isInstanceOf(FilesUnavailable.class);
                assertThatThrownBy(() -> contents.read(kept).next()).isInstanceOf(FilesUnavailable.class);
                assertThatThrownBy(() -> contents.delete(kept, null)).isInstanceOf(FilesUnavailable.class);
                half.close();
            } finally {
                server.startAgain();
            }

            assertThat(contents.read(kept).next().orElseThrow()).isEqualTo(piece);
            assertThat(server.objects()).doesNotContain(ObjectStore.PREFIX + small, ObjectStore.PREFIX + large);
        }
    }
}
