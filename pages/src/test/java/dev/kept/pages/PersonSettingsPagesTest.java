package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page on which a person sets language, time zone, order of dates and cooling-off time, and what follows it. */
class PersonSettingsPagesTest {

    private static final PagesSide SIDE = PagesSide.shared();
    private static final String PAGE = "/me/settings";

    private final Story story = Story.opened();
    private Browser anna;
    private UUID commitment;

    @BeforeEach
    void tell() {
        commitment = story.made("The notes");
        SIDE.send(story);
        SIDE.json(story, "");
        anna = SIDE.browser().accepting("en");
        anna.signIn(story.annaSubject);
    }

    private String ledger(String path) {
        return "/ledgers/" + story.ledger + path;
    }

    private String page(String path) {
        HttpResponse<String> page = anna.open(path);
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        return page.body();
    }

    private HttpResponse<String> save(String seen, String choices) {
        String csrf = ReadSide.encoded(page(PAGE).replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1"));
        return anna.post(PAGE, "_csrf=" + csrf + "&key=" + UUID.randomUUID() + "&seen=" + seen + "&" + choices);
    }

    @Test
    void every_page_follows_language_zone_and_order_of_dates() {
        assertThat(page(ledger("/commitments/" + commitment))).contains("<html lang=\"en\"", "1 Apr 2026, 09:00");

        HttpResponse<String> saved = save("0", "language=de&zone=Asia%2FTokyo&dates=iso&coolingOff=P7D");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(302);

        assertThat(page(PAGE))
                .contains(
                        "<html lang=\"de\"", "Gespeichert.", "value=\"Asia/Tokyo\" selected", "value=\"iso\" selected");
        assertThat(page(ledger("/commitments/" + commitment)))
                .contains("<html lang=\"de\"", "2026-04-01, 18:00")
                .doesNotContain("1. Apr. 2026");
        assertThat(page(ledger("/timeline"))).contains("Zeiten in Asia/Tokyo");
    }

    @Test
    void documents_and_the_history_follow_too() {
        save("0", "language=de&zone=Asia%2FTokyo&dates=iso&coolingOff=next-morning");

        assertThat(page(ledger("/document.md"))).contains("2026-04-01, 18:00").doesNotContain("Apr");
        assertThat(page(ledger("/export?format=markdown")))
                .contains("alle Zeiten sind Asia/Tokyo", "2026-04-01, 18:00");
        assertThat(page(ledger("/export?format=jsonl"))).contains("\"sequence\"");
    }

    @Test
    void the_cooling_off_time_is_filled_in_where_one_is_chosen() {
        String form = ledger("/write/raiseConcern");
        assertThat(page(form)).contains("value=\"next-morning\" selected");

        save("0", "dates=by-language&coolingOff=P3D");
        assertThat(page(form)).contains("value=\"P3D\" selected", ">for 3 days<");

        SIDE.post(story.annaSubject, "/api/settings", "{\"coolingOff\":\"PT36H\"}");
        assertThat(page(PAGE)).contains("value=\"PT36H\" selected", ">for 36 hours<");
    }

    @Test
    void whoever_chooses_nothing_again_goes_by_the_browser_again() {
        save("0", "language=de&dates=month-first&coolingOff=next-morning");
        assertThat(page("/me")).contains("<html lang=\"de\"");

        save("1", "language=&zone=&dates=by-language&coolingOff=next-morning");

        assertThat(page("/me")).contains("<html lang=\"en\"");
        assertThat(page(ledger("/commitments/" + commitment))).contains("1 Apr 2026, 09:00");
    }

    @Test
    void another_browser_of_the_same_person_follows_and_nobody_elses_does() {
        save("0", "language=de&dates=iso&coolingOff=next-morning");

        Browser second = SIDE.browser().accepting("en");
        second.signIn(story.annaSubject);
        assertThat(second.open("/me").body()).contains("<html lang=\"de\"");
        Browser boris = SIDE.browser().accepting("en");
        boris.signIn(story.borisSubject);
        assertThat(boris.open(ledger("")).body()).contains("<html lang=\"en\"").contains("Wed, 1 Apr 2026");
    }

    @Test
    void what_is_wrong_stands_beside_its_field_and_nothing_is_saved() {
        HttpResponse<String> page = save("0", "language=fr&zone=Mars%2FBase&dates=upside-down&coolingOff=P400D");

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body())
                .contains("It was not saved")
                .containsPattern("language-error\"[^>]*>.*must be one of: de, en")
                .containsPattern("zone-error\"[^>]*>.*must be an IANA time zone")
                .containsPattern("dates-error\"[^>]*>.*must be one of: by-language, iso")
                .containsPattern("coolingOff-error\"[^>]*>.*duration of 1 hour to 365 days");
        assertThat(ReadSide.json(SIDE.get(story.annaSubject, "/api/settings"))
                        .get("version")
                        .intValue())
                .isZero();
    }

    @Test
    void settings_that_changed_elsewhere_are_not_overwritten_unseen() {
        SIDE.post(story.annaSubject, "/api/settings", "{\"dates\":\"iso\"}");

        HttpResponse<String> page = save("0", "dates=day-first&coolingOff=next-morning");

        assertThat(page.statusCode()).isEqualTo(412);
        assertThat(page.body()).contains("name=\"seen\" value=\"1\"");
    }

    @Test
    void are_for_people_who_signed_in() {
        assertThat(SIDE.browser().open(PAGE).statusCode()).isEqualTo(302);
    }

    @Test
    void are_taken_along_and_deleted() {
        save("0", "language=de&dates=iso&coolingOff=none");
        HttpResponse<String> file = anna.open(PAGE + ".json");
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("attachment"));
        assertThat(ReadSide.json(file).at("/settings/language").stringValue()).isEqualTo("de");
        assertThat(ReadSide.json(file).at("/reminders/rhythm").stringValue()).isEqualTo("digest");
        assertThat(ReadSide.json(file).at("/calendars")).isEmpty();

        String csrf = ReadSide.encoded(page(PAGE).replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1"));
        assertThat(anna.post(PAGE + "/removal", "_csrf=" + csrf).statusCode()).isEqualTo(302);

        assertThat(page(PAGE)).contains("<html lang=\"en\"", "Deleted.", "value=\"by-language\" selected");
        assertThat(anna.post(PAGE + "/removal", "").statusCode()).isEqualTo(403);
    }
}
