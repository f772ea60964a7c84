package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A limit that is counted before something is added holds however many ask at once. */
class LimitsTest {

    private static final int AT_ONCE = 20;
    private static final int MOST = 200;
    private static final int MOST_REFLECTIONS = 2_000;
    private static final int MOST_LEDGERS = 1_000;

    private final LiveService service = LiveService.shared();
    private final Two two = Two.open(service);

    @Test
    void of_drafts() throws Exception {
        service.store().sql("""
                INSERT INTO commitments.draft (draft_id, author_id, author_name, ledger_id, path, body, zone,
                    created_at, changed_at, version, written)
                SELECT gen_random_uuid(), ?, 'Ada', gen_random_uuid(), '/', '{}', 'UTC', now(), now(), 1, 1
                FROM generate_series(1, ?)
                """).params(two.ada().member(), MOST - 1).update();

        atOnce(() -> two.ada()
                .postTo("/api/drafts", Map.of("path", "/api/ledgers" + two.path() + "/lessons", "zone", "UTC")));

        assertThat(count("draft WHERE author_id = ?", two.ada().member())).isEqualTo(MOST);
    }

    @Test
    void of_reflections() throws Exception {
        service.store()
                .sql("""
                INSERT INTO commitments.reflection (reflection_id, author_id, ledger_id, answers, words, created_at,
                    changed_at, version)
                SELECT gen_random_uuid(), ?, gen_random_uuid(), '[]', ''::tsvector, now(), now(), 1
                FROM generate_series(1, ?)
                """)
                .params(two.ada().member(), MOST_REFLECTIONS - 1)
                .update();

        atOnce(() -> two.ada()
                .postTo(
                        "/api/reflections",
                        Map.of(
                                "ledger",
                                two.path().substring(1),
                                "answers",
                                List.of(Map.of("question", "part", "text", "I was late.")))));

        assertThat(count("reflection WHERE author_id = ?", two.ada().member())).isEqualTo(MOST_REFLECTIONS);
    }

    @Test
    void of_comments_on_a_draft() throws Exception {
        Answer kept = two.ada()
                .postTo("/api/drafts", Map.of("path", "/api/ledgers" + two.path() + "/lessons", "zone", "UTC"));
        UUID draft = UUID.fromString(kept.at("/draft"));
        service.store().sql("""
                INSERT INTO commitments.draft_comment (comment_id, draft_id, person_id, person_name, text, written_at)
                SELECT gen_random_uuid(), ?, gen_random_uuid(), 'Ada', 'Hm', now() FROM generate_series(1, ?)
                """).params(draft, MOST - 1).update();

        atOnce(() -> two.ada().postTo("/api/drafts/" + draft + "/comments", Map.of("text", "Hm")));

        assertThat(count("draft_comment WHERE draft_id = ?", draft)).isEqualTo(MOST);
    }

    @Test
    void of_ledgers_that_a_person_opens() throws Exception {
        service.store().sql("""
                INSERT INTO commitments.ledger_opening (ledger_id, person_id, opened_at)
                SELECT gen_random_uuid(), ?, now() FROM generate_series(1, ?)
                """).params(two.ada().member(), MOST_LEDGERS - 2).update();

        atOnce(() -> two.ada().postTo("/api/ledgers", Map.of("title", "One more", "partyName", "Platform")));

        assertThat(count("ledger_opening WHERE person_id = ?", two.ada().member()))
                .isEqualTo(MOST_LEDGERS);
        Answer refused = two.ada().postTo("/api/ledgers", Map.of("title", "One more", "partyName", "Platform"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/code")).isEqualTo("too-many-ledgers");
    }

    /** One of them finds room, and all are answered. */
    private static void atOnce(Callable<Answer> request) throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Answer>> answers = callers.invokeAll(
                    IntStream.range(0, AT_ONCE).mapToObj(i -> request).toList());
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).as(answer.get().toString()).isIn(200, 201, 409);
            }
        }
    }

    private long count(String which, Object owner) {
        return service.store()
                .sql("SELECT count(*) FROM commitments." + which)
                .param(owner)
                .query(Long.class)
                .single();
    }
}
