package dev.kept.commitments.draft;

import dev.kept.commitments.draft.Draft.Comment;
import dev.kept.commitments.draft.Draft.Invitation;
import dev.kept.commitments.draft.Draft.Person;
import dev.kept.commitments.draft.DraftBodies.As;
import dev.kept.commitments.eventstore.OneAtATime;
import dev.kept.commitments.jdbc.JdbcInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The tables of drafts. Each call is one transaction of one write: none is open long enough to hold readers of the entries back. */
final class JdbcDrafts {

    private static final String COLUMNS = """
        draft_id, author_id, author_name, ledger_id, path, body, seen, cools_until, zone, created_at, changed_at, version,
            written, releasing, digest, reader_id, reader_name, reader_by_link, invitation_id, secret_digest, expires_at\
        """;

    /** In a ledger's name nothing is asked here: whose a draft is, is all that counts. */
    private static final String FIND = """
        SELECT %s FROM commitments.draft
        WHERE draft_id = :draft AND (author_id = :person OR reader_id = :person)
        """.formatted(COLUMNS);

    private static final String FIND_INVITING = """
        SELECT %s FROM commitments.draft WHERE draft_id = :draft AND secret_digest = :digest
        """.formatted(COLUMNS);

    private static final String LIST = """
        SELECT %s FROM commitments.draft
        WHERE (:author AND author_id = :person OR :reader AND reader_id = :person)
          AND (created_at, draft_id) > (:after, :afterDraft)
        ORDER BY created_at, draft_id
        LIMIT :limit
        """.formatted(COLUMNS);

    private static final String KEEP = """
        INSERT INTO commitments.draft
            (draft_id, author_id, author_name, ledger_id, path, body, seen, cools_until, zone, created_at, changed_at, version,
             written, digest)
        SELECT :draft, :author, :name, :ledger, :path, :body, :seen, :coolsUntil, :zone, :now, :now, 1, 1, :digest
        WHERE (SELECT count(*) FROM commitments.draft WHERE author_id = :author) < :most
        ON CONFLICT (draft_id) DO NOTHING
        """;

    private static final String REVISE = """
        UPDATE commitments.draft
        SET body = :body, seen = coalesce(:seen, seen), changed_at = :now, version = version + 1, written = version + 1
        WHERE draft_id = :draft AND author_id = :author AND written = :written AND NOT releasing
        """;

    private static final String COOL = """
        UPDATE commitments.draft
        SET cools_until = :coolsUntil, zone = :zone, changed_at = :now, version = version + 1, written = version + 1
        WHERE draft_id = :draft AND author_id = :author AND written = :written
        """;

    private static final String INVITE = """
        UPDATE commitments.draft
        SET reader_id = :reader, reader_name = :name, reader_by_link = false, invitation_id = :invitation,
            secret_digest = :digest, expires_at = :expires, changed_at = :now, version = version + 1
        WHERE draft_id = :draft AND author_id = :author AND reader_id IS NULL
        """;

    /** The invitation is used up; of two who bring its secret at once, one comes in. */
    private static final String BECOME_READER = """
        UPDATE commitments.draft
        SET reader_id = :reader, reader_name = :name, reader_by_link = true, invitation_id = NULL, secret_digest = NULL, expires_at = NULL,
            changed_at = :now, version = version + 1
        WHERE draft_id = :draft AND secret_digest = :digest AND reader_id IS NULL
        """;

    private static final String WITHDRAW_READER = """
        UPDATE commitments.draft
        SET reader_id = NULL, reader_name = NULL, invitation_id = NULL, secret_digest = NULL, expires_at = NULL,
            changed_at = :now, version = version + 1
        WHERE draft_id = :draft AND (author_id = :person OR reader_id = :person)
          AND (reader_id IS NOT NULL OR invitation_id IS NOT NULL)
        """;

    private static final String COMMENT = """
        WITH said AS (
            INSERT INTO commitments.draft_comment (comment_id, draft_id, person_id, person_name, text, written_at)
            SELECT :comment, draft_id, :person, :name, :text, :now FROM commitments.draft
            WHERE draft_id = :draft
              AND (SELECT count(*) FROM commitments.draft_comment WHERE draft_id = :draft) < :most
            ON CONFLICT (comment_id) DO NOTHING
            RETURNING draft_id
        )
        UPDATE commitments.draft d SET version = version + 1, changed_at = :now FROM said WHERE d.draft_id = said.draft_id
        """;

    private static final String COMMENTS = """
        SELECT comment_id, person_id, person_name, text, written_at FROM commitments.draft_comment
        WHERE draft_id = :draft ORDER BY written_at, comment_id
        """;

    /** One more release is on its way; what was begun before the oldest that can be is not, whatever became of it. */
    private static final String BEGIN_RELEASE = """
        UPDATE commitments.draft
        SET releasing = true,
            releases = CASE WHEN release_began >= :oldest THEN releases ELSE '{}' END || :release::uuid,
            release_began = :now
        WHERE draft_id = :draft AND author_id = :author AND written = :written
        """;

    /** The hold ends with the last release that is on its way. */
    private static final String END_RELEASE = """
        UPDATE commitments.draft
        SET releases = array_remove(releases, :release::uuid), releasing = array_remove(releases, :release::uuid) <> '{}'
        WHERE draft_id = :draft AND releasing
        """;

    private static final String DELETE = "DELETE FROM commitments.draft WHERE draft_id = :draft";

    private static final String DELETE_RELEASED = DELETE + " AND written = :written";

    /** Longer than a command can wait to be stored. */
    private static final Duration LONGEST_RELEASE = Duration.ofMinutes(2);

    private static final RowMapper<Draft> ROW = (row, number) -> new Draft(
            uuid(row, "draft_id"),
            uuid(row, "ledger_id"),
            new Person(uuid(row, "author_id"), row.getString("author_name")),
            row.getString("path"),
            row.getString("body"),
            row.getObject("seen", Long.class),
            JdbcInstants.getOptional(row, "cools_until"),
            row.getString("zone"),
            JdbcInstants.get(row, "created_at"),
            JdbcInstants.get(row, "changed_at"),
            row.getLong("version"),
            row.getLong("written"),
            row.getBoolean("releasing"),
            row.getString("digest"),
            reader(row),
            row.getBoolean("reader_by_link"),
            invitation(row));

    private final JdbcClient jdbc;
    private final OneAtATime oneAtATime;

    JdbcDrafts(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.oneAtATime = new OneAtATime(dataSource);
    }

    /** For its author or its reader; empty for anybody else. */
    Optional<Draft> find(UUID draft, UUID person) {
        return jdbc.sql(FIND)
                .param("draft", draft)
                .param("person", person)
                .query(ROW)
                .optional();
    }

    /** For whoever brings the secret of an invitation to it. */
    Optional<Draft> findInviting(UUID draft, String secretDigest) {
        return jdbc.sql(FIND_INVITING)
                .param("draft", draft)
                .param("digest", secretDigest)
                .query(ROW)
                .optional();
    }

    /**
     * Those somebody writes or reads, the oldest first.
     *
     * @param as null for both
     */
    List<Draft> list(UUID person, @Nullable As as, Instant after, UUID afterDraft, int limit) {
        return jdbc.sql(LIST)
                .param("person", person)
                .param("author", as != As.READER)
                .param("reader", as != As.AUTHOR)
                .param("after", JdbcInstants.parameter(after))
                .param("afterDraft", afterDraft)
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    /** @return whether it was kept: not when it is there already, or its author has as many as there may be */
    boolean keep(Draft draft, int most) {
        return oneAtATime.of("drafts", draft.author().member(), () -> insert(draft, most));
    }

    private boolean insert(Draft draft, int most) {
        return jdbc.sql(KEEP)
                        .param("draft", draft.id())
                        .param("author", draft.author().member())
                        .param("name", draft.author().name())
                        .param("ledger", draft.ledger())
                        .param("path", draft.path())
                        .param("body", draft.body())
                        .param("seen", draft.seen(), Types.BIGINT)
                        .param(
                                "coolsUntil",
                                JdbcInstants.optionalParameter(draft.coolsUntil()),
                                Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("zone", draft.zone())
                        .param("now", JdbcInstants.parameter(draft.created()))
                        .param("digest", draft.digest(), Types.VARCHAR)
                        .param("most", most)
                        .update()
                == 1;
    }

    /** False, and nothing has changed, when its author changed it since it was found, or is releasing it. */
    boolean revise(Draft found, String body, @Nullable Long seen, Instant now) {
        return ofAuthor(REVISE, found, now)
                        .param("written", found.written())
                        .param("body", body)
                        .param("seen", seen, Types.BIGINT)
                        .update()
                == 1;
    }

    boolean cool(Draft found, @Nullable Instant until, String zone, Instant now) {
        return ofAuthor(COOL, found, now)
                        .param("written", found.written())
                        .param("coolsUntil", JdbcInstants.optionalParameter(until), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("zone", zone)
                        .update()
                == 1;
    }

    /** Somebody is its reader from now on, or is waited for; an invitation from before is void. False when it has a reader. */
    boolean invite(Draft found, @Nullable Person reader, @Nullable Invitation invitation, Instant now) {
        return ofAuthor(INVITE, found, now)
                        .param("reader", reader == null ? null : reader.member(), Types.OTHER)
                        .param("name", reader == null ? null : reader.name(), Types.VARCHAR)
                        .param("invitation", invitation == null ? null : invitation.id(), Types.OTHER)
                        .param("digest", invitation == null ? null : invitation.secretDigest(), Types.VARCHAR)
                        .param(
                                "expires",
                                JdbcInstants.optionalParameter(invitation == null ? null : invitation.expires()),
                                Types.TIMESTAMP_WITH_TIMEZONE)
                        .update()
                == 1;
    }

    boolean becomeReader(UUID draft, String secretDigest, Person reader, Instant now) {
        return jdbc.sql(BECOME_READER)
                        .param("draft", draft)
                        .param("digest", secretDigest)
                        .param("reader", reader.member())
                        .param("name", reader.name())
                        .param("now", JdbcInstants.parameter(now))
                        .update()
                == 1;
    }

    /** @param person its author, or the reader who steps back: of somebody else's reading nothing changes */
    void withdrawReader(UUID draft, UUID person, Instant now) {
        jdbc.sql(WITHDRAW_READER)
                .param("draft", draft)
                .param("person", person)
                .param("now", JdbcInstants.parameter(now))
                .update();
    }

    /** @return whether it is there now: not when there are as many as there may be, or the draft is gone */
    boolean comment(UUID draft, Comment comment, int most) {
        return oneAtATime.of("comments", draft, () -> insert(draft, comment, most));
    }

    private boolean insert(UUID draft, Comment comment, int most) {
        return jdbc.sql(COMMENT)
                        .param("draft", draft)
                        .param("comment", comment.id())
                        .param("person", comment.by().member())
                        .param("name", comment.by().name())
                        .param("text", comment.text())
                        .param("now", JdbcInstants.parameter(comment.written()))
                        .param("most", most)
                        .update()
                == 1;
    }

    List<Comment> comments(UUID draft) {
        return jdbc.sql(COMMENTS)
                .param("draft", draft)
                .query((row, number) -> new Comment(
                        uuid(row, "comment_id"),
                        new Person(uuid(row, "person_id"), row.getString("person_name")),
                        row.getString("text"),
                        JdbcInstants.get(row, "written_at")))
                .list();
    }

    /** From now on its body stays as it was found, until the release has ended; false when it has changed since. */
    boolean beginRelease(Draft found, UUID release, Instant now) {
        return ofAuthor(BEGIN_RELEASE, found, now)
                        .param("written", found.written())
                        .param("release", release)
                        .param("oldest", JdbcInstants.parameter(now.minus(LONGEST_RELEASE)))
                        .update()
                == 1;
    }

    /** This release recorded nothing; whether another one does is not touched. */
    void endRelease(UUID draft, UUID release) {
        jdbc.sql(END_RELEASE).param("draft", draft).param("release", release).update();
    }

    /** What was recorded, in the words that were; words that are others by now stay. */
    void deleteReleased(Draft released) {
        jdbc.sql(DELETE_RELEASED)
                .param("draft", released.id())
                .param("written", released.written())
                .update();
    }

    /** With its comments and its invitation. */
    boolean delete(UUID draft) {
        return jdbc.sql(DELETE).param("draft", draft).update() == 1;
    }

    private StatementSpec ofAuthor(String sql, Draft found, Instant now) {
        return jdbc.sql(sql)
                .param("draft", found.id())
                .param("author", found.author().member())
                .param("now", JdbcInstants.parameter(now));
    }

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, UUID.class));
    }

    private static @Nullable Person reader(ResultSet row) throws SQLException {
        UUID member = row.getObject("reader_id", UUID.class);
        return member == null ? null : new Person(member, row.getString("reader_name"));
    }

    private static @Nullable Invitation invitation(ResultSet row) throws SQLException {
        UUID id = row.getObject("invitation_id", UUID.class);
        return id == null
                ? null
                : new Invitation(id, row.getString("secret_digest"), JdbcInstants.get(row, "expires_at"));
    }
}
