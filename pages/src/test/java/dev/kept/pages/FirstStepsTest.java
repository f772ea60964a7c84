package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.MembershipEvent.PartyInvited;
import dev.kept.events.MembershipEvent.PartyJoined;
import dev.kept.events.Text;
import dev.kept.projections.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The way of somebody new from an empty home page to a ledger that is in use. */
class FirstStepsTest {

    private static final PagesSide SIDE = PagesSide.shared();

    private final String subject = "new-" + UUID.randomUUID();

    private Browser signedIn(String who) {
        Browser browser = SIDE.browser();
        browser.signIn(who);
        return browser;
    }

    private static String page(Browser browser, String path) {
        var answer = browser.open(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static void tell(Story story) {
        SIDE.send(story);
        SIDE.json(story, "");
    }

    @Test
    void they_follow_from_what_is_recorded_and_are_gone_once_done() {
        Browser anna = signedIn(subject);
        assertThat(page(anna, "/"))
                .contains("You are in no ledger yet", "First steps", "href=\"/ledgers/new\"")
                .doesNotContain("/first-conversation");

        Story story = Story.alone(subject, "Ours", "Platform team", "Anna");
        tell(story);
        assertThat(page(anna, "/"))
                .contains("First steps", "href=\"/ledgers/" + story.ledger + "/settings\"")
                .contains("You get a link to hand over")
                .doesNotContain("You are in no ledger yet", "/first-conversation");

        UUID invitation = UUID.randomUUID();
        story.a(new PartyInvited(
                invitation,
                "digest",
                Instant.now().plus(Duration.ofDays(2)),
                Text.of("Shop team"),
                Text.of("Join us")));
        tell(story);
        assertThat(page(anna, "/"))
                .contains("has not accepted yet", "href=\"/ledgers/" + story.ledger + "/first-conversation\"");

        story.b(new PartyJoined(invitation, story.boris, Text.of("Shop team"), Text.of("Boris")));
        tell(story);
        assertThat(page(anna, "/"))
                .contains("First steps", "href=\"/ledgers/" + story.ledger + "/first-conversation\"")
                .doesNotContain("You get a link to hand over", "has not accepted yet");
        assertThat(page(signedIn(story.borisSubject), "/")).contains("First steps");

        story.made("Publish the notes");
        tell(story);
        assertThat(page(anna, "/")).contains("Open another ledger").doesNotContain("First steps");
        assertThat(page(signedIn(story.borisSubject), "/")).doesNotContain("First steps");
    }

    @Test
    void where_they_stand_unknown_the_page_says_the_rest() {
        Story story = Story.openedBy(subject);
        tell(story);
        AwayFromApi.away(subject, "/conversations");

        assertThat(page(signedIn(subject), "/"))
                .contains("href=\"/ledgers/" + story.ledger)
                .doesNotContain("First steps");
    }

    @Test
    void whoever_came_as_a_mediator_is_not_led_to_a_ledger_of_their_own() {
        Story story = Story.opened();
        story.mediated();
        tell(story);

        assertThat(page(signedIn(story.miraSubject), "/")).doesNotContain("First steps");
    }

    @Test
    void a_guide_leads_through_the_first_conversation_in_both_languages() {
        Story story = Story.openedBy(subject);
        tell(story);

        assertThat(page(signedIn(subject), "/ledgers/" + story.ledger + "/first-conversation"))
                .contains("What happened", "What each side needs", "What is promised", "By when")
                .contains("href=\"/reflections/new?ledger=" + story.ledger + "\"");
        Browser german = SIDE.browser().accepting("de");
        german.signIn(story.borisSubject);
        assertThat(page(german, "/ledgers/" + story.ledger + "/first-conversation"))
                .contains("Das erste Gespräch", "Bis wann");
        assertThat(signedIn("nobody-" + story.ledger)
                        .open("/ledgers/" + story.ledger + "/first-conversation")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_date_for_the_talk_begins_with_its_agenda() {
        Story story = Story.openedBy(subject);
        tell(story);
        Browser anna = signedIn(subject);
        String form = "/ledgers/" + story.ledger + "/write/scheduleCheckpoint";

        assertThat(page(anna, form + "?guided=yes")).contains("What each side needs\nWhat each side promises");
        assertThat(page(anna, form)).doesNotContain("What each side needs");
    }
}
