package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent.DeadlineMissed;
import dev.kept.events.CommitmentEvent.DeliveryDisputed;
import dev.kept.events.CommitmentEvent.DisputeEscalated;
import dev.kept.events.ErasureEvent.ErasureProposed;
import dev.kept.events.ErasureEvent.Place;
import dev.kept.events.FindingEvent.Dispute;
import dev.kept.events.FindingEvent.FindingAccepted;
import dev.kept.events.FindingEvent.FindingRecorded;
import dev.kept.events.InterestEvent.InterestDisclosed;
import dev.kept.events.QuestionEvent.QuestionAnswered;
import dev.kept.events.QuestionEvent.QuestionAsked;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.Story;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A ledger with a dispute, seen by both sides, its mediator and a candidate. */
class MediatedPagesTest {

    private static final UUID QUESTION = UUID.randomUUID();
    private static final UUID FINDING = UUID.randomUUID();
    private static final UUID ERASURE = UUID.randomUUID();
    private static final Story STORY = Story.opened();

    private static Browser anna;
    private static Browser boris;
    private static Browser mira;

    @BeforeAll
    static void tell() {
        PagesSide side = PagesSide.shared();
        Actor mediator = new Actor.Mediator(STORY.mediator);
        UUID mediation = STORY.mediated();
        UUID report = STORY.made("The report");
        STORY.delivered(report);
        STORY.b(new DeliveryDisputed(report, 1, Text.of("Half of it is missing")));
        STORY.b(new DisputeEscalated(report, 1, Side.B, Text.of("We are stuck")));
        UUID index = STORY.made("The index", Story.BEGIN.plus(Duration.ofHours(9)));
        STORY.append(Actor.SYSTEM, new DeadlineMissed(index, 1, false, null));
        STORY.append(mediator, new QuestionAsked(QUESTION, null, Text.of("Where was it?"), List.of(report)));
        STORY.a(new QuestionAnswered(QUESTION, Side.A, Text.of("In the annex")));
        STORY.append(
                mediator,
                new FindingRecorded(
                        FINDING, Text.of("It was in the annex"), new Dispute(report, 1, true), List.of(QUESTION)));
        STORY.b(new FindingAccepted(FINDING, Side.B));
        STORY.append(mediator, new InterestDisclosed(UUID.randomUUID(), Text.of("I once advised a rival")));
        STORY.b(new ErasureProposed(
                ERASURE, Side.B, report, new Place(7, List.of("terms/details")), Text.of("It names a child")));
        side.send(STORY);
        side.json(STORY, "");
        anna = signedIn(side, STORY.annaSubject);
        boris = signedIn(side, STORY.borisSubject);
        mira = signedIn(side, STORY.miraSubject);
        AnsweredOperations.answer(
                STORY.ledger,
                STORY.miraSubject,
                possible(
                        "askQuestion recordFinding discloseInterest",
                        Map.of(mediation, "standDown"),
                        "{\"operations\":[],\"refused\":[{\"operation\":\"eraseText\",\"code\":\"not-a-party\","
                                + "\"detail\":\"Only a member of one of the two parties can do this.\"}]}"));
        AnsweredOperations.answer(
                STORY.ledger,
                STORY.annaSubject,
                possible(
                        "makeCommitment",
                        Map.of(FINDING, "acceptFinding declineFinding", ERASURE, "agreeErasure declineErasure"),
                        erasable("erased")));
        AnsweredOperations.answer(
                STORY.ledger,
                STORY.borisSubject,
                possible(
                        "closeLedger",
                        Map.of(QUESTION, "answerQuestion", ERASURE, "declineErasure"),
                        erasable("proposed")));
    }

    /** As the API answers it; names of operations with spaces in between. */
    private static String possible(String ofLedger, Map<UUID, String> ofItems, String ofEntry) {
        return ofItems.entrySet().stream()
                .map(each ->
                        "{\"item\":\"%s\",\"operations\":%s}".formatted(each.getKey(), operations(each.getValue())))
                .collect(Collectors.joining(
                        ",",
                        "{\"operations\":" + operations(ofLedger) + ",\"items\":[",
                        "],\"entry\":" + ofEntry + "}"));
    }

    /** The title of any entry. */
    private static String erasable(String how) {
        return "{\"operations\":[{\"operation\":\"eraseText\",\"choices\":{\"fields\":[\"terms/title\"]},"
                + "\"records\":[\"dev.kept.erasure." + how + ".v1\"]}]}";
    }

    private static String operations(String names) {
        return Stream.of(names.split(" "))
                .map(name -> "{\"operation\":\"" + name + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static Browser signedIn(PagesSide side, String subject) {
        Browser browser = side.browser();
        browser.signIn(subject);
        return browser;
    }

    private static String page(Browser reader, String below) {
        var answer = reader.open("/ledgers/" + STORY.ledger + below);
        assertThat(answer.statusCode()).as(below).isEqualTo(200);
        return answer.body();
    }

    @Test
    void the_review_shows_both_claims_the_entries_behind_and_the_facts() {
        String review = page(mira, "/review");

        assertThat(review)
                .contains("Here it is", "Half of it is missing", "We are stuck", "It was in the annex")
                .contains("I once advised a rival", "None whatsoever", "1 of 1", "The entries behind it (9)")
                .contains("median of 1", "should count");
    }

    @Test
    void each_reader_is_offered_what_the_api_says_is_possible_and_nothing_else() {
        assertThat(page(mira, "/review"))
                .contains("write/askQuestion", "write/recordFinding\"", "write/recordFindingOnDispute")
                .doesNotContain("write/answerQuestion", "write/acceptFinding", "write/declineFinding");
        assertThat(page(anna, "/review"))
                .contains("write/acceptFinding", "write/declineFinding")
                .doesNotContain("write/answerQuestion", "write/askQuestion", "write/recordFinding");
        assertThat(page(boris, "/review"))
                .contains("write/answerQuestion")
                .doesNotContain("write/acceptFinding", "write/declineFinding", "write/escalateDispute");
    }

    @Test
    void the_first_page_offers_the_answers_to_what_waits_and_each_opens_where_that_is_read() {
        String place = "/ledgers/" + STORY.ledger + "/questions/" + QUESTION;

        Matcher answer = Pattern.compile("href=\"" + place + "#(answerQuestion-[^\"]+)\"")
                .matcher(boris.open("/").body());

        assertThat(answer.find()).as("a link to the answer").isTrue();
        assertThat(page(boris, "/questions/" + QUESTION))
                .contains("<form method=\"post\" class=\"form\" id=\"" + answer.group(1));
        assertThat(anna.open("/").body())
                .contains("/findings/" + FINDING + "#acceptFinding-", "/findings/" + FINDING + "#declineFinding-")
                .contains("/settings#agreeErasure-")
                .doesNotContain("answerQuestion");
    }

    @Test
    void a_form_of_what_is_not_possible_says_so_in_its_place() {
        assertThat(page(anna, "/write/makeCommitment")).contains("name=\"title\"");
        assertThat(page(boris, "/write/makeCommitment"))
                .contains("This is not possible any more, or not yet.")
                .doesNotContain("name=\"title\"");
    }

    @Test
    void a_question_and_a_finding_have_pages_of_their_own() {
        assertThat(page(boris, "/questions/" + QUESTION)).contains("Where was it?", "In the annex", "Has not answered");
        assertThat(page(boris, "/findings/" + FINDING)).contains("It was in the annex", "Accepts it.");
    }

    @Test
    void settings_ask_the_other_side_whether_a_text_goes() {
        assertThat(page(anna, "/settings"))
                .contains("It names a child", "write/agreeErasure", "write/declineErasure")
                .doesNotContain("write/closeLedger");
        assertThat(page(boris, "/settings"))
                .contains("write/takeBackErasure", "write/closeLedger")
                .doesNotContain("write/agreeErasure");
        assertThat(page(mira, "/settings"))
                .contains("write/standDown")
                .doesNotContain("write/agreeErasure", "write/takeBackErasure", "write/closeLedger");
    }

    @Test
    void an_entry_offers_the_texts_that_the_api_says_can_be_erased_and_in_the_way_it_says() {
        assertThat(page(anna, "/entries/7")).contains("/entries/7/erasure\"");
        assertThat(page(anna, "/entries/7/erasure")).contains("terms/title", "The report", "Erase for good");
        assertThat(page(boris, "/entries/7/erasure")).contains("terms/title", "Propose to erase");
        String reason = "Only a member of one of the two parties can do this.";
        assertThat(page(mira, "/entries/7")).contains(reason).doesNotContain("/entries/7/erasure\"");
        assertThat(page(mira, "/entries/7/erasure"))
                .contains(reason)
                .doesNotContain("name=\"fields\"", "Erase for good");
    }

    @Test
    void numbers_lead_to_what_they_count_over_one_ledger_and_over_all() {
        assertThat(page(anna, "/dashboard"))
                .contains("/dashboard/missed?side=A")
                .doesNotContain("week=2026-W10");
        assertThat(page(anna, "/dashboard?asOf=2026-03-10")).contains("week=2026-W10");
        assertThat(page(anna, "/dashboard/missed?side=A&week=2026-W10")).contains("The index");
        assertThat(anna.open("/dashboard").body())
                .contains("What your side owes", "/dashboard/missed?side=mine", "After the outage");
        assertThat(anna.open("/dashboard/missed?side=mine").body()).contains("The index");
        assertThat(boris.open("/dashboard/missed?side=mine").body()).contains("Nothing counts here");
        assertThat(boris.open("/dashboard/missed?side=theirs&week=2026-W10").body())
                .contains("The index");
        assertThat(mira.open("/dashboard").body()).contains("You do not belong to a side of any ledger yet");
    }

    @Test
    void a_mediator_comes_home_to_the_review() {
        assertThat(mira.open("/").body())
                .contains("/ledgers/" + STORY.ledger + "/review", "you mediate")
                .doesNotContain("You promised");
        assertThat(boris.open("/").body()).contains("You promised", "mediator&#39;s question");
    }

    @Test
    void nobody_else_sees_any_of_it() {
        Browser outsider = signedIn(PagesSide.shared(), "outsider");
        for (String below : List.of(
                "/review",
                "/questions/" + QUESTION,
                "/findings/" + FINDING,
                "/entries/7/erasure",
                "/dashboard/missed?side=A",
                "/export?format=csv")) {
            assertThat(outsider.open("/ledgers/" + STORY.ledger + below).statusCode())
                    .as(below)
                    .isEqualTo(404);
        }
        assertThat(outsider.open("/dashboard/missed?side=theirs").body()).doesNotContain("The index");
    }

    @Test
    void the_timeline_says_what_it_could_not_search_for() {
        assertThat(page(anna, "/timeline?q=annex+%26"))
                .contains("In the annex", "was left out: <q dir=\"auto\">&amp;</q>");
        assertThat(page(anna, "/timeline?q=annex")).contains("In the annex").doesNotContain("was left out");
    }

    @Test
    void everybody_sees_what_is_stored_of_them() {
        assertThat(anna.open("/me").body()).contains("After the outage", "member of Platform team");
        assertThat(mira.open("/me").body()).contains("Mira M.", "mediator");
        assertThat(PagesSide.shared().browser().open("/me").statusCode()).isEqualTo(302);
    }
}
