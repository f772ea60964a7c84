package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.projections.Story;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** What stands on every page, and what every form has in common. */
class FrameTest {

    private static final Story STORY = Story.opened();
    private static final List<String> MINE =
            List.of("/", "/search", "/dashboard", "/reminders", "/drafts", "/reflections", "/me");
    private static Browser anna;

    @BeforeAll
    static void tell() {
        PagesSide side = PagesSide.shared();
        side.send(STORY);
        side.json(STORY, "");
        anna = side.browser();
        anna.signIn(STORY.annaSubject);
    }

    private static String page(String path) {
        var answer = anna.open(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    static Stream<String> pages() {
        String ledger = "/ledgers/" + STORY.ledger;
        return Stream.concat(
                // Drafts and reflections are read from the write side, which is not in this process.
                MINE.stream().filter(path -> !path.equals("/drafts") && !path.equals("/reflections")),
                Stream.of(ledger, ledger + "/timeline", ledger + "/settings", ledger + "/entries/0", "/ledgers/new"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_page_leads_to_all_that_is_the_readers_own(String path) {
        String header = page(path).replaceAll("(?s)^.*<header", "").replaceAll("(?s)</header>.*", "");

        assertThat(MINE).allSatisfy(own -> assertThat(header).contains("href=\"" + own + "\""));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void at_its_foot_every_page_says_where_there_is_help(String path) {
        assertThat(page(path).replaceAll("(?s)^.*<footer", ""))
                .contains("href=\"https://help.example.org/kept\"", ">Help<", ">Privacy<", ">Accessibility<")
                .contains("href=\"mailto:kept@example.org\"", ">Contact<");
    }

    @Test
    void whoever_has_not_signed_in_is_told_the_same_and_is_offered_no_pages_of_their_own() {
        String welcome = PagesSide.shared().browser().open("/").body();

        assertThat(welcome).contains(">Privacy<", "mailto:kept@example.org").doesNotContain("href=\"/drafts\"");
    }

    @Test
    void the_foot_leaves_out_what_the_operator_has_not_set_and_takes_no_script() {
        assertThat(new FooterLinks(new MockEnvironment()).links()).isEmpty();
        assertThatThrownBy(() -> new FooterLinks(
                        new MockEnvironment().withProperty("kept.pages.help-url", "javascript:alert(1)")))
                .hasMessageContaining("help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "makeCommitment",
                "requestCommitment",
                "raiseConcern",
                "recordConversation",
                "proposeCharter",
                "scheduleCheckpoint"
            })
    void what_helps_with_a_field_is_said_with_it(String operation) {
        saysAllWithItsField(page("/ledgers/" + STORY.ledger + "/write/" + operation));
    }

    @Test
    void what_helps_with_a_box_to_tick_is_said_with_it() {
        String reminders = page("/reminders/settings");

        saysAllWithItsField(reminders);
        assertThat(reminders).containsPattern("type=\"checkbox\"[^>]*aria-describedby=\"[^\"]+-help\"");
    }

    private static void saysAllWithItsField(String page) {
        List<String> ids = found("<p class=\"(?:help|error)\"[^>]*?id=\"([^\"]+)\"", page);
        List<String> described = found("aria-describedby=\"([^\"]+)\"", page).stream()
                .flatMap(each -> Stream.of(each.split(" ")))
                .toList();

        assertThat(ids).isNotEmpty().hasSameSizeAs(found("(<p class=\"(?:help|error)\")", page));
        assertThat(described).containsAll(ids);
    }

    @Test
    void a_time_zone_is_chosen_from_a_list_in_which_the_readers_own_is_chosen() {
        String form = page("/ledgers/" + STORY.ledger + "/write/makeCommitment");

        String zone =
                found("(?s)<select [^>]*name=\"zone\">(.*?)</select>", form).getFirst();
        assertThat(found("<option value=\"([^\"]+)\"", zone)).contains("Europe/Berlin", "America/Sao_Paulo", "UTC");
        assertThat(found("<option value=\"([^\"]+)\" selected", zone)).hasSize(1);
        assertThat(ChosenZones.with("Etc/GMT-3")).startsWith("Etc/GMT-3").contains("Asia/Tokyo");
    }

    @Test
    void a_side_is_chosen_by_its_name() {
        assertThat(page("/ledgers/" + STORY.ledger + "/write/makeCommitment"))
                .contains(">● Platform team</option>", ">■ Web shop team</option>")
                .doesNotContain("Side ●");
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(each -> each.group(1))
                .toList();
    }
}
