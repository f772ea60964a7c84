package dev.kept.commitments.reflection;

import dev.kept.commitments.eventstore.OneAtATime;
import dev.kept.commitments.jdbc.JdbcInstants;
import dev.kept.commitments.reflection.Reflection.Answer;
import dev.kept.http.SearchWords;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Every statement names the author: nobody else's row is ever touched. */
final class JdbcReflections {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String COLUMNS =
            "reflection_id, author_id, ledger_id, conversation_id, answers, created_at, changed_at, version, digest";

    private static final String WRITE = """
        INSERT INTO commitments.reflection
            (reflection_id, author_id, ledger_id, conversation_id, answers, words, created_at, changed_at, version, digest)
        SELECT :reflection, :author, :ledger, :conversation, :answers, CAST(:words AS tsvector), :now, :now, 1, :digest
        WHERE (SELECT count(*) FROM commitments.reflection WHERE author_id = :author) < :most
        ON CONFLICT (reflection_id) DO NOTHING
        """;

    private static final String FIND = """
        SELECT %s FROM commitments.reflection WHERE reflection_id = :reflection AND author_id = :author
        """.formatted(COLUMNS);

    private static final String REVISE = """
        UPDATE commitments.reflection
        SET answers = :answers, words = CAST(:words AS tsvector), changed_at = :now, version = version + 1
        WHERE reflection_id = :reflection AND author_id = :author AND version = :version
        """;

    private static final String DISCARD =
            "DELETE FROM commitments.reflection WHERE reflection_id = :reflection AND author_id = :author";

    private static final String SELECTED = """
        FROM commitments.reflection
        WHERE author_id = :author
          AND (:q::text IS NULL OR words @@ CAST(:q AS tsquery))
          AND (:ledger::uuid IS NULL OR ledger_id = :ledger)
          AND (:conversation::uuid IS NULL OR conversation_id = :conversation)
        """;

    private static final String LIST = "SELECT " + COLUMNS + " " + SELECTED + """
          AND (:before::timestamptz IS NULL OR (created_at, reflection_id) < (:before, :beforeReflection::uuid))
        ORDER BY created_at DESC, reflection_id DESC
        LIMIT :limit
        """;

    private static final String COUNT = "SELECT count(*) " + SELECTED;

    private static final RowMapper<Reflection> ROW = (row, number) -> new Reflection(
            row.getObject("reflection_id", UUID.class),
            row.getObject("author_id", UUID.class),
            row.getObject("ledger_id", UUID.class),
            row.getObject("conversation_id", UUID.class),
            Arrays.asList(JSON.readValue(row.getString("answers"), Answer[].class)),
            JdbcInstants.get(row, "created_at"),
            JdbcInstants.get(row, "changed_at"),
            row.getLong("version"),
            row.getString("digest"));

    private final JdbcClient jdbc;
    private final OneAtATime oneAtATime;

    JdbcReflections(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.oneAtATime = new OneAtATime(dataSource);
    }

    /** Which of one's own; null for any. */
    record Selection(
            UUID author,
            SearchWords.@Nullable Query q,
            @Nullable UUID ledger,
            @Nullable UUID conversation) {}

    /** Where a page begins: after what was written then. */
    record PageStart(Instant created, UUID reflection) {}

    /** False, and nothing was kept, when it is there already, or its author has as many as there may be. */
    boolean write(Reflection reflection, int most) {
        return oneAtATime.of("reflections", reflection.author(), () -> insert(reflection, most));
    }

    private boolean insert(Reflection reflection, int most) {
        return jdbc.sql(WRITE)
                        .param("reflection", reflection.id())
                        .param("author", reflection.author())
                        .param("ledger", reflection.ledger())
                        .param("conversation", reflection.conversation(), Types.OTHER)
                        .param("answers", JSON.writeValueAsString(reflection.answers()))
                        .param("words", SearchWords.of(Reflection.words(reflection.answers())))
                        .param("now", JdbcInstants.parameter(reflection.created()))
                        .param("digest", reflection.digest(), Types.VARCHAR)
                        .param("most", most)
                        .update()
                == 1;
    }

    Optional<Reflection> find(UUID reflection, UUID author) {
        return jdbc.sql(FIND)
                .param("reflection", reflection)
                .param("author", author)
                .query(ROW)
                .optional();
    }

    /** False, and nothing has changed, when it was changed since it was found, or is gone. */
    boolean revise(Reflection found, List<Answer> answers, Instant now) {
        return jdbc.sql(REVISE)
                        .param("reflection", found.id())
                        .param("author", found.author())
                        .param("version", found.version())
                        .param("answers", JSON.writeValueAsString(answers))
                        .param("words", SearchWords.of(Reflection.words(answers)))
                        .param("now", JdbcInstants.parameter(now))
                        .update()
                == 1;
    }

    boolean discard(UUID reflection, UUID author) {
        return jdbc.sql(DISCARD)
                        .param("reflection", reflection)
                        .param("author", author)
                        .update()
                == 1;
    }

    List<Reflection> list(Selection selection, @Nullable PageStart after, int limit) {
        return selected(LIST, selection)
                .param(
                        "before",
                        after == null ? null : JdbcInstants.parameter(after.created()),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("beforeReflection", after == null ? null : after.reflection(), Types.OTHER)
                .param("limit", limit)
                .query(ROW)
                .list();
    }

    int count(Selection selection) {
        return selected(COUNT, selection).query(Integer.class).single();
    }

    private JdbcClient.StatementSpec selected(String sql, Selection selection) {
        return jdbc.sql(sql)
                .param("author", selection.author())
                // Without a word this matches nothing.
                .param(
                        "q",
                        selection.q() == null
                                ? null
                                : String.join(" & ", selection.q().words()),
                        Types.VARCHAR)
                .param("ledger", selection.ledger(), Types.OTHER)
                .param("conversation", selection.conversation(), Types.OTHER);
    }
}
