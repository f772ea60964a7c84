package dev.kept.commitments.evidence;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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
    public Arriving begin(UUID content, Consumer<String> began) {
        return new Rows(content);
    }

    private final class Rows implements Arriving {

        private final UUID content;
        private int number;

        Rows(UUID content) {
            this.content = content;
        }

        @Override
        public void write(byte[] piece) {
            jdbc.sql(WRITE)
                    .param("content", content)
                    .param("number", number)
                    .param("bytes", piece)
                    .update();
            number++;
        }

        /** Each row is durable by then. */
        @Override
        public void finish() {}

        /** The rows go with their content's own, which the caller drops. */
        @Override
        public void close() {}
    }

    @Override
    public Pieces read(UUID content) {
        return new Pieces() {
            private int number;

            @Override
            public Optional<byte[]> next() {
                Optional<byte[]> piece = jdbc.sql(READ)
                        .param("content", content)
                        .param("number", number)
                        .query((row, each) -> row.getBytes(1))
                        .optional();
                number++;
                return piece;
            }
        };
    }

    @Override
    public void delete(UUID content, @Nullable String began) {
        jdbc.sql(DELETE).param("content", content).update();
    }
}
