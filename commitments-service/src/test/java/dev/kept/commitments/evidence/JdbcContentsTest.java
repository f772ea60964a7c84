package dev.kept.commitments.evidence;

import dev.kept.commitments.eventstore.TestStore;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcContentsTest extends ContentStoreContract {

    private static final TestStore DATABASE = new TestStore();

    private final JdbcClient jdbc = DATABASE.app();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Override
    ContentStore store() {
        return new JdbcContents(DATABASE.readers);
    }

    @Override
    void announce(UUID content) {
        jdbc.sql("""
                INSERT INTO commitments.evidence_content (content_id, ledger_id, size, secret, expires_at)
                VALUES (:content, :content, 1, :secret, now() + interval '1 hour')
                """)
                .param("content", content)
                .param("secret", ChunkCipher.newSecret())
                .update();
    }

    @Override
    void forget(UUID content) {
        new JdbcFiles(DATABASE.readers).drop(content);
    }

    @Override
    boolean holds(UUID content) {
        return jdbc.sql("SELECT count(*) FROM commitments.evidence_chunk WHERE content_id = :content")
                        .param("content", content)
                        .query(Long.class)
                        .single()
                > 0;
    }
}
