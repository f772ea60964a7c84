package dev.kept.commitments.evidence;

import dev.kept.http.status.StatusLine;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Where the bytes of files are, as the tables say.
 *
 * @param inPostgres bytes of files, with those that are arriving
 * @param inS3 the same, in a bucket
 * @param undeleted contents that a store has not deleted although it was asked to
 */
public record KeptFiles(long inPostgres, long inS3, long undeleted) {

    private static final double MEGABYTE = 1e6;

    private static final String SIZES = """
        SELECT coalesce(sum(size) FILTER (WHERE store = 'postgres'), 0) AS postgres,
               coalesce(sum(size) FILTER (WHERE store = 's3'), 0) AS s3,
               (SELECT count(*) FROM commitments.evidence_removal WHERE failures > 0) AS undeleted
          FROM commitments.evidence_content
        """;

    /** @param username may select from the schema {@code commitments} */
    public static KeptFiles of(String jdbcUrl, String username, String password) {
        SingleConnectionDataSource connection = new SingleConnectionDataSource(jdbcUrl, username, password, true);
        try {
            return of(JdbcClient.create(connection));
        } finally {
            connection.destroy();
        }
    }

    public static KeptFiles of(JdbcClient sql) {
        return sql.sql(SIZES)
                .query((row, number) ->
                        new KeptFiles(row.getLong("postgres"), row.getLong("s3"), row.getLong("undeleted")))
                .single();
    }

    /** What an operator looks at. */
    public List<StatusLine> status() {
        return List.of(
                StatusLine.fine(
                        "files as evidence",
                        inPostgres + inS3 == 0
                                ? "none"
                                : String.format(
                                        Locale.ROOT,
                                        "%.1f MB in PostgreSQL, %.1f MB in the bucket",
                                        inPostgres / MEGABYTE,
                                        inS3 / MEGABYTE)),
                StatusLine.few(
                        "files to be deleted from the bucket",
                        undeleted,
                        0,
                        "contents",
                        "Nobody can read them any more, but the store has not deleted them. See that it answers, and"
                                + " that Kept may delete and give up uploads there; it is tried again by itself."));
    }
}
