package dev.kept.commitments.evidence;

import dev.kept.commitments.eventstore.OneAtATime;
import dev.kept.commitments.jdbc.JdbcArrays;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who handed in which file, and under which key its bytes are stored. What gives a content one more file, or takes the last one away, happens
 * for each ledger one after the other.
 */
final class JdbcFiles {

    private static final String LIMIT = "evidence";

    /** What is still arriving counts for whoever sends it; what two sides have handed in counts for both. */
    private static final String USED = """
        SELECT coalesce(sum(size), 0) AS ledger,
               coalesce(sum(size) FILTER (WHERE is_of_side), 0) AS side
        FROM (
            SELECT c.size,
                   (c.sha256 IS NULL AND c.side = :side)
                   OR EXISTS (
                       SELECT FROM commitments.evidence_file f WHERE f.content_id = c.content_id AND f.side = :side)
                       AS is_of_side
            FROM commitments.evidence_content c
            WHERE c.ledger_id = :ledger
        ) AS contents
        """;

    private static final String BEGIN = """
        INSERT INTO commitments.evidence_content (content_id, ledger_id, side, size, secret, store, expires_at)
        VALUES (:content, :ledger, :side, :size, :secret, :store, now() + make_interval(secs => :seconds))
        """;

    private static final String BEGAN = """
        UPDATE commitments.evidence_content SET upload_id = :id WHERE content_id = :content
        """;

    private static final String SAME = """
        SELECT content_id FROM commitments.evidence_content WHERE ledger_id = :ledger AND sha256 = :sha256
        """;

    private static final String ARRIVED = """
        UPDATE commitments.evidence_content SET sha256 = :sha256, size = :size
        WHERE content_id = :content AND sha256 IS NULL
        """;

    private static final String ADD = """
        INSERT INTO commitments.evidence_file
            (file_id, ledger_id, member_id, side, content_id, name, media_type, after_sequence, touched_at)
        VALUES (:file, :ledger, :member, :side, :content, :name, :mediaType, :after, now())
        """;

    private static final String FILES = """
        SELECT f.file_id, f.ledger_id, f.content_id, f.name, f.media_type, f.after_sequence, c.store, c.size, c.sha256
        FROM commitments.evidence_file f JOIN commitments.evidence_content c USING (content_id)
        """;

    private static final String TOUCH = """
        WITH touched AS (
            UPDATE commitments.evidence_file SET touched_at = now()
            WHERE file_id = ANY(:files) AND ledger_id = :ledger AND member_id = :member
            RETURNING file_id, ledger_id, content_id, name, media_type, after_sequence
        )
        SELECT f.*, c.store, c.size, c.sha256 FROM touched f JOIN commitments.evidence_content c USING (content_id)
        """;

    private static final String FIND = FILES + "WHERE f.ledger_id = :ledger AND f.file_id = :file";

    private static final String BY_CONTENT = FILES + "WHERE f.ledger_id = :ledger AND c.sha256 = :sha256 LIMIT 1";

    private static final String SECRET = "SELECT secret FROM commitments.evidence_content WHERE content_id = :content";

    /** What a draft names will be named by an entry. */
    private static final String UNUSED = FILES + """
        WHERE NOT f.recorded AND f.touched_at < now() - make_interval(secs => :seconds)
          AND NOT EXISTS (
              SELECT FROM commitments.draft d
              WHERE d.author_id = f.member_id AND d.ledger_id = f.ledger_id AND strpos(d.body, f.file_id::text) > 0)
        ORDER BY f.touched_at LIMIT :limit
        """;

    private static final String RECORDED = """
        UPDATE commitments.evidence_file SET recorded = true WHERE file_id = :file
        """;

    private static final String NAMELESS = """
        UPDATE commitments.evidence_file SET name = '' WHERE file_id = :file AND name <> ''
        """;

    private static final String REMOVE = "DELETE FROM commitments.evidence_file WHERE file_id = :file";

    private static final String REMOVE_UNUSED = REMOVE + " AND touched_at < now() - make_interval(secs => :seconds)";

    /** The key goes at once; whoever removes bytes from their store does so after that. */
    private static final String ORPHANED = """
        WITH gone AS (
            DELETE FROM commitments.evidence_content c
            WHERE c.content_id = :content
              AND NOT EXISTS (SELECT FROM commitments.evidence_file f WHERE f.content_id = c.content_id)
            RETURNING content_id, store, upload_id
        )
        INSERT INTO commitments.evidence_removal (content_id, store, upload_id, late_until, next_at)
        SELECT content_id, store, upload_id, now(), now() FROM gone
        """;

    private static final String INTERRUPTED = """
        SELECT content_id FROM commitments.evidence_content WHERE sha256 IS NULL AND expires_at < now()
        """;

    /** An hour: no store takes a request that was signed longer ago. */
    private static final String DROP = """
        WITH gone AS (
            DELETE FROM commitments.evidence_content WHERE content_id = :content AND sha256 IS NULL
            RETURNING content_id, store, upload_id
        )
        INSERT INTO commitments.evidence_removal (content_id, store, upload_id, late_until, next_at)
        SELECT content_id, store, upload_id, now() + interval '1 hour', now() FROM gone
        """;

    private static final String REMOVALS = """
        SELECT content_id, store, upload_id FROM commitments.evidence_removal WHERE next_at <= now() ORDER BY next_at LIMIT :limit
        """;

    private static final String REMOVED = """
        DELETE FROM commitments.evidence_removal WHERE content_id = :content AND late_until <= now()
        """;

    private static final String REMOVE_ONCE_MORE = """
        UPDATE commitments.evidence_removal SET next_at = late_until, failures = 0 WHERE content_id = :content
        """;

    /** After 10 s, twice as long each time, at most an hour. */
    private static final String REMOVE_LATER = """
        UPDATE commitments.evidence_removal
        SET failures = failures + 1, next_at = now() + least(interval '1 hour', interval '10 s' * 2 ^ least(failures, 9))
        WHERE content_id = :content
        """;

    private static final RowMapper<StoredFile> ROW = (row, number) -> new StoredFile(
            row.getObject("file_id", UUID.class),
            row.getObject("ledger_id", UUID.class),
            row.getObject("content_id", UUID.class),
            ContentStores.Kind.of(row.getString("store")),
            row.getString("name"),
            row.getString("media_type"),
            row.getLong("size"),
            HexFormat.of().formatHex(row.getBytes("sha256")),
            row.getLong("after_sequence"));

    private final JdbcClient jdbc;
    private final OneAtATime oneAtATime;

    JdbcFiles(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.oneAtATime = new OneAtATime(dataSource);
    }

    /**
     * What is about to arrive.
     *
     * @param side for whom
     * @param store where its bytes will be
     * @param within how long it may take
     */
    record Beginning(
            UUID content, UUID ledger, String side, byte[] secret, ContentStores.Kind store, Duration within) {}

    /**
     * Bytes that may still be handed in.
     *
     * @param ledger by all together
     * @param side by one side
     */
    record Room(long ledger, long side) {

        boolean has(long bytes) {
            return of(bytes) >= bytes;
        }

        /** At most so many. */
        long of(long bytes) {
            return Math.min(bytes, Math.min(ledger, side));
        }
    }

    /**
     * Makes room in a ledger for what is about to arrive.
     *
     * @param most of all files
     * @param wanted its length, or the most it can be
     * @param exact whether less than that is of no use
     * @return what was left; what arrives may have so much of it as is wanted, and was not begun when it has none, or too little
     */
    Room begin(Beginning arriving, Room most, long wanted, boolean exact) {
        return oneAtATime.of(LIMIT, arriving.ledger(), () -> {
            Room room = jdbc.sql(USED)
                    .param("ledger", arriving.ledger())
                    .param("side", arriving.side())
                    .query((row, number) ->
                            new Room(most.ledger() - row.getLong("ledger"), most.side() - row.getLong("side")))
                    .single();
            if (room.has(exact ? wanted : 1)) {
                jdbc.sql(BEGIN)
                        .param("content", arriving.content())
                        .param("ledger", arriving.ledger())
                        .param("side", arriving.side())
                        .param("size", room.of(wanted))
                        .param("secret", arriving.secret())
                        .param("store", arriving.store().column())
                        .param("seconds", arriving.within().toSeconds())
                        .update();
            }
            return room;
        });
    }

    /** The store has given what arrives an id. */
    void began(UUID content, String id) {
        jdbc.sql(BEGAN).param("content", content).param("id", id).update();
    }

    /**
     * Keeps the file whose bytes have arrived.
     *
     * @return false when they came too late
     */
    boolean add(StoredFile file, UUID member, String side) {
        byte[] sha256 = HexFormat.of().parseHex(file.sha256());
        return oneAtATime.of(LIMIT, file.ledger(), () -> {
            Optional<UUID> same = jdbc.sql(SAME)
                    .param("ledger", file.ledger())
                    .param("sha256", sha256)
                    .query(UUID.class)
                    .optional();
            boolean isThere = same.isPresent()
                    || jdbc.sql(ARRIVED)
                                    .param("content", file.content())
                                    .param("sha256", sha256)
                                    .param("size", file.size())
                                    .update()
                            == 1;
            if (isThere) {
                jdbc.sql(ADD)
                        .param("file", file.file())
                        .param("ledger", file.ledger())
                        .param("member", member)
                        .param("side", side)
                        .param("content", same.orElse(file.content()))
                        .param("name", file.name())
                        .param("mediaType", file.mediaType())
                        .param("after", file.after())
                        .update();
            }
            return isThere;
        });
    }

    /** Those of the files that the member uploaded to the ledger; they are kept a while longer. */
    List<StoredFile> touch(UUID ledger, UUID member, Collection<UUID> files) {
        return jdbc.sql(TOUCH)
                .param("files", JdbcArrays.of("uuid", List.copyOf(files), file -> file))
                .param("ledger", ledger)
                .param("member", member)
                .query(ROW)
                .list();
    }

    Optional<StoredFile> find(UUID ledger, UUID file) {
        return jdbc.sql(FIND)
                .param("ledger", ledger)
                .param("file", file)
                .query(ROW)
                .optional();
    }

    /** Any file of the ledger that has these bytes. */
    Optional<StoredFile> findBytes(UUID ledger, String sha256) {
        return jdbc.sql(BY_CONTENT)
                .param("ledger", ledger)
                .param("sha256", HexFormat.of().parseHex(sha256))
                .query(ROW)
                .optional();
    }

    Optional<byte[]> secret(UUID content) {
        return jdbc.sql(SECRET)
                .param("content", content)
                .query((row, number) -> row.getBytes(1))
                .optional();
    }

    /** Files that neither an entry nor a draft is known to name, untouched for so long. */
    List<StoredFile> unused(Duration since, int limit) {
        return jdbc.sql(UNUSED)
                .param("seconds", since.toSeconds())
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    void recorded(UUID file) {
        jdbc.sql(RECORDED).param("file", file).update();
    }

    void forgetName(UUID file) {
        jdbc.sql(NAMELESS).param("file", file).update();
    }

    /** Forgets the file, and the key to its bytes where no other file has them. */
    void remove(StoredFile file) {
        oneAtATime.of(LIMIT, file.ledger(), () -> {
            jdbc.sql(REMOVE).param("file", file.file()).update();
            return jdbc.sql(ORPHANED).param("content", file.content()).update();
        });
    }

    /** As {@link #remove}, unless a command has named it in the meantime. */
    void removeUnused(StoredFile file, Duration since) {
        oneAtATime.of(LIMIT, file.ledger(), () -> {
            jdbc.sql(REMOVE_UNUSED)
                    .param("file", file.file())
                    .param("seconds", since.toSeconds())
                    .update();
            return jdbc.sql(ORPHANED).param("content", file.content()).update();
        });
    }

    /** Contents that should have arrived by now. */
    List<UUID> interrupted() {
        return jdbc.sql(INTERRUPTED)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Forgets what has not arrived. It stays when it has. */
    void drop(UUID content) {
        jdbc.sql(DROP).param("content", content).update();
    }

    /** Bytes without a key, to be deleted from their store now. */
    record Removal(
            UUID content,
            ContentStores.Kind store,
            @Nullable String began) {}

    List<Removal> removals(int limit) {
        return jdbc.sql(REMOVALS)
                .param("limit", limit)
                .query((row, number) -> new Removal(
                        row.getObject("content_id", UUID.class),
                        ContentStores.Kind.of(row.getString("store")),
                        row.getString("upload_id")))
                .list();
    }

    /** They were deleted; once more later, where they may come yet. */
    void removed(UUID content) {
        if (jdbc.sql(REMOVED).param("content", content).update() == 0) {
            jdbc.sql(REMOVE_ONCE_MORE).param("content", content).update();
        }
    }

    void removeLater(UUID content) {
        jdbc.sql(REMOVE_LATER).param("content", content).update();
    }
}
