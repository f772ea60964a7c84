package dev.kept.commitments.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.draft.Draft.Invitation;
import dev.kept.commitments.draft.Draft.Person;
import dev.kept.commitments.eventstore.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JdbcDraftsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Person ADA = new Person(new UUID(1, 1), "Ada");
    private static final Person BEA = new Person(new UUID(1, 2), "Bea");
    private static final Person CLEO = new Person(new UUID(1, 3), "Cleo");

    private static final TestStore STORE = new TestStore();
    private final JdbcDrafts drafts = new JdbcDrafts(STORE.readers);
    private final UUID id = kept();

    @AfterAll
    static void close() {
        STORE.close();
    }

    @Nested
    class Released_twice_at_once {
        private final UUID waiting = UUID.randomUUID();
        private final UUID second = UUID.randomUUID();

        @Test
        void it_is_held_until_the_last_release_has_ended() {
            Draft draft = found();
            assertThat(drafts.beginRelease(draft, waiting, NOW)).isTrue();
            assertThat(drafts.beginRelease(draft, second, NOW.plusSeconds(1))).isTrue();

            drafts.endRelease(id, second);

            assertThat(found().releasing()).isTrue();
            assertThat(drafts.revise(draft, "{\"other\":1}", null, NOW)).isFalse();

            drafts.endRelease(id, waiting);

            assertThat(found().releasing()).isFalse();
            assertThat(drafts.revise(draft, "{\"other\":1}", null, NOW)).isTrue();
        }

        @Test
        void a_release_whose_process_ended_long_ago_holds_nothing_once_a_later_one_has_ended() {
            Draft draft = found();
            drafts.beginRelease(draft, waiting, NOW);

            drafts.beginRelease(draft, second, NOW.plus(Duration.ofMinutes(10)));
            drafts.endRelease(id, second);

            assertThat(found().releasing()).isFalse();
        }

        @Test
        void words_that_came_since_are_not_deleted_with_what_was_recorded() {
            Draft draft = found();
            drafts.revise(draft, "{\"other\":1}", null, NOW);

            drafts.deleteReleased(draft);
            assertThat(found().body()).isEqualTo("{\"other\":1}");

            drafts.deleteReleased(found());
            assertThat(drafts.find(id, ADA.member())).isEmpty();
        }
    }

    @Nested
    class A_reader_who_steps_back_late {
        @Test
        void takes_nothing_from_the_one_who_reads_now() {
            drafts.invite(found(), BEA, null, NOW);
            drafts.withdrawReader(id, ADA.member(), NOW);
            drafts.invite(found(), CLEO, null, NOW);

            drafts.withdrawReader(id, BEA.member(), NOW);

            assertThat(found().reader()).isEqualTo(CLEO);
            drafts.withdrawReader(id, CLEO.member(), NOW);
            assertThat(found().reader()).isNull();
        }

        @Test
        void leaves_an_invitation_that_came_since() {
            drafts.invite(found(), BEA, null, NOW);
            drafts.withdrawReader(id, BEA.member(), NOW);
            drafts.invite(found(), null, new Invitation(UUID.randomUUID(), "digest", NOW), NOW);

            drafts.withdrawReader(id, BEA.member(), NOW);

            assertThat(found().invitation()).isNotNull();
        }
    }

    private Draft found() {
        return drafts.find(id, ADA.member()).orElseThrow();
    }

    private UUID kept() {
        UUID draft = UUID.randomUUID();
        assertThat(drafts.keep(
                        new Draft(
                                draft,
                                new UUID(9, 9),
                                ADA,
                                "/api/x",
                                "{}",
                                null,
                                null,
                                "UTC",
                                NOW,
                                NOW,
                                1,
                                1,
                                false,
                                null,
                                null,
                                false,
                                null),
                        1_000))
                .isTrue();
        return draft;
    }
}
