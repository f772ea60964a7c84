package dev.kept.commitments.evidence;

import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pieces as rows of PostgreSQL, each by a statement of its own: no connection is held while a client sends or reads slowly. */
final class JdbcContents implements ContentStore {

    private static final String WRITE = """
        INSERT INTO commitments.evidence_chunk (content_id, number, bytes) VALUES (:content, :number, :bytes)
        """;

    private static final String READ = """
        SELECT bytes FROM commitments.evidence_chunk WHERE content_id = :content AND number = :number
        """;

    private static final String DELETE = "DELETE FROM commitments.evidence_chunk WHERE content_id = :content";

    private final JdbcClient jdbc;

    JdbcContents(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    @Override
    public void write(UUID content, int number, byte[] chunk) {
        jdbc.sql(WRITE)
                .param("content", content)
                .param("number", number)
                .param("bytes", chunk)
                .update();
    }

    @Override
    public Optional<byte[]> read(UUID content, int number) {
        return jdbc.sql(READ)
                .param("content", content)
                .param("number", number)
                .query((row, each) -> row.getBytes(1))
                .optional();
    }

    @Override
    public void delete(UUID content) {
        jdbc.sql(DELETE).param("content", content).update();
    }
}
