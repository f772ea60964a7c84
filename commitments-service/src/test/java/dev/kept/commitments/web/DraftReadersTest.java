package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.commitments.web.LiveService.Person;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who reads somebody's draft, reads it by a right that ends. */
class DraftReadersTest {

    private final Two two = Two.open(LiveService.shared());
    private final Person amy = two.joinedMember();
    private final Person olaf = two.another("olaf");

    private static Answer ok(Answer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        return answer;
    }

    private String draftOf(Person author) {
        return "/api/drafts/"
                + ok(
                                author.postTo(
                                        "/api/drafts",
                                        Map.of("path", "/api/ledgers" + two.path() + "/lessons", "zone", "UTC")),
                                201)
                        .at("/draft");
    }

    private void removes(Person member) {
        ok(two.ada().post(two.path() + "/members/" + member.member() + "/removal", ""), 200);
    }

    private static void isNotFor(Person reader, String draft) {
        assertThat(ok(reader.get(draft), 404).code()).isEqualTo("draft-not-found");
        ok(reader.postTo(draft + "/comments", Map.of("text", "Hm")), 404);
        assertThat(ok(reader.get("/api/drafts"), 200).json().get("items").isEmpty())
                .isTrue();
    }

    @Test
    void a_link_leads_nowhere_once_the_author_left_whether_it_was_used_or_not() {
        String read = draftOf(amy);
        String secret = ok(amy.postTo(read + "/reader", ""), 200).at("/secret");
        ok(olaf.postTo(read + "/reading", Map.of("secret", secret)), 200);
        String unread = draftOf(amy);
        String unused = ok(amy.postTo(unread + "/reader", "", "Idempotency-Key", "k"), 200)
                .at("/secret");

        removes(amy);

        isNotFor(olaf, read);
        Answer late = ok(olaf.postTo(unread + "/reading", Map.of("secret", unused)), 409);
        assertThat(late.code() + " " + late.at("/facts/state")).isEqualTo("invitation-not-open ended");
        assertThat(ok(amy.postTo(unread + "/reader", "", "Idempotency-Key", "k"), 404)
                        .code())
                .isEqualTo("ledger-not-found");
        ok(amy.get(read), 200);
    }

    @Test
    void a_fellow_member_reads_no_more_once_one_of_the_two_left() {
        String adas = draftOf(two.ada());
        ok(two.ada().postTo(adas + "/reader", Map.of("member", amy.member().toString())), 200);
        ok(amy.get(adas), 200);

        removes(amy);

        isNotFor(amy, adas);
        ok(two.ada().get(adas), 200);
    }

    @Test
    void whoever_came_by_a_link_need_not_belong_to_the_ledger() {
        String adas = draftOf(two.ada());
        String secret = ok(two.ada().postTo(adas + "/reader", ""), 200).at("/secret");
        ok(olaf.postTo(adas + "/reading", Map.of("secret", secret)), 200);

        removes(amy);

        ok(olaf.get(adas), 200);
    }
}
