package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.Story;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the API does not say what somebody may do, a page shows the rest, and says that something is missing. */
class UnknownOperationsTest {

    private static final String NOTICE = "We could not find out what you can do here right now";
    private static final Story UNKNOWN = Story.opened();
    private static final Story KNOWN = Story.opened();
    private static UUID delivered;

    private static Browser boris;
    private static Browser bob;

    @BeforeAll
    static void tell() {
        PagesSide side = PagesSide.shared();
        delivered = UNKNOWN.made("The report");
        UNKNOWN.delivered(delivered);
        side.send(UNKNOWN);
        side.json(UNKNOWN, "");
        side.send(KNOWN);
        side.json(KNOWN, "");
        AnsweredOperations.answer(KNOWN.ledger, KNOWN.borisSubject, "{\"operations\":[],\"items\":[]}");
        boris = side.browser();
        boris.signIn(UNKNOWN.borisSubject);
        bob = side.browser();
        bob.signIn(KNOWN.borisSubject);
    }

    static Stream<String> pages() {
        return Stream.of(
                "", "/charter", "/decisions", "/wins", "/review", "/settings", "/entries/0", "/write/closeLedger");
    }

    private static String page(Browser reader, Story story, String below) {
        var answer = reader.open("/ledgers/" + story.ledger + below);
        assertThat(answer.statusCode()).as(below).isEqualTo(200);
        return answer.body();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_says_so(String below) {
        assertThat(page(boris, UNKNOWN, below)).contains(NOTICE);
        assertThat(page(bob, KNOWN, below)).doesNotContain(NOTICE);
    }

    @Test
    void the_page_of_an_item_and_the_first_page_say_so() {
        assertThat(page(boris, UNKNOWN, "/commitments/" + delivered)).contains("The report", NOTICE);
        assertThat(boris.open("/").body()).contains("The report", NOTICE);
        assertThat(bob.open("/").body()).doesNotContain(NOTICE);
    }

    @Test
    void texts_are_not_offered_for_erasing_as_long_as_nobody_knows_in_which_way_they_go() {
        assertThat(page(boris, UNKNOWN, "/entries/0/erasure")).contains(NOTICE).doesNotContain("name=\"fields\"");
    }
}
