package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Leaving all ledgers where one may stay. What is recorded is tested with the write side. */
class LeavingPagesTest {

    private static final PagesSide SIDE = PagesSide.shared();
    private static final String NOT_KNOWN = "We could not find out whether your name can be erased there";

    private final Story story = Story.opened();

    private HttpResponse<String> leaves() {
        SIDE.send(story);
        SIDE.json(story, "");
        Browser anna = SIDE.browser();
        anna.signIn(story.annaSubject);
        String csrf = anna.open("/me/leaving").body().replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        return anna.post("/me/leaving", "_csrf=" + ReadSide.encoded(csrf) + "&key=" + UUID.randomUUID() + "&erase=yes");
    }

    @Test
    void nobody_leaves_before_it_is_known_what_becomes_of_the_name() {
        HttpResponse<String> left = leaves();

        assertThat(left.statusCode()).isEqualTo(409);
        assertThat(left.body()).contains("You have not left all of them", NOT_KNOWN);
    }

    @Test
    void the_name_stays_where_its_person_cannot_leave() {
        AnsweredOperations.answer(
                story.ledger,
                story.annaSubject,
                "{\"operations\":[],\"items\":[{\"item\":\"" + story.anna + "\",\"operations\":[],\"refused\":"
                        + "[{\"operation\":\"removeMember\",\"code\":\"ledger-full\",\"detail\":\"Not just now.\"}]}],"
                        + "\"entry\":{\"operations\":[{\"operation\":\"eraseText\","
                        + "\"choices\":{\"fields\":[\"memberName\"]}}]}}");

        HttpResponse<String> left = leaves();

        assertThat(left.statusCode()).isEqualTo(409);
        assertThat(left.body()).contains("You have not left all of them", "Not just now.");
    }
}
