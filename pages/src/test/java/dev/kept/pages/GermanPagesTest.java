package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.ConcernEvent.ConcernRaised;
import dev.kept.events.DecisionEvent.DecisionAgreed;
import dev.kept.events.DecisionEvent.DecisionProposed;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.pages.Templates.Attribute;
import dev.kept.pages.Templates.Piece;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import dev.kept.wording.Messages;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.HtmlUtils;

/** Pages as somebody reads them whose browser asks for German: no word of the English messages is among them. */
class GermanPagesTest {

    private static final Story STORY =
            Story.opened("anna-" + UUID.randomUUID(), "Nach dem Ausfall", "Plattform", "Anna");
    private static final PagesSide SIDE = PagesSide.shared();
    private static final UUID CONCERN = UUID.randomUUID();
    private static final UUID DECISION = UUID.randomUUID();
    private static UUID commitment = UUID.randomUUID();
    private static Browser anna;
    private static Browser boris;

    /** Messages that say something else in German, without their arguments. */
    private static final Set<String> ENGLISH = Messages.BUNDLES.stream()
            .filter(bundle -> !bundle.equals("problems"))
            .flatMap(bundle -> foreign(bundle).stream())
            .collect(Collectors.toSet());

    private static final int SHORTEST = 24;
    private static final List<String> SENTENCES =
            ENGLISH.stream().filter(text -> text.length() > SHORTEST).toList();

    @BeforeAll
    static void tell() {
        commitment = STORY.made("Die Notizen");
        STORY.delivered(commitment);
        STORY.confirmed(commitment);
        STORY.made("Die Folien");
        STORY.a(new ConcernRaised(
                CONCERN,
                Side.A,
                Text.of("Späte Antworten"),
                Text.of("Gemeinsam schneller"),
                Text.of("Drei Tage"),
                Text.of("Warten"),
                List.of(),
                Text.of("Wie geht es?"),
                null,
                List.of()));
        STORY.a(new DecisionProposed(
                DECISION, Side.A, Text.of("Dienstags"), Text.of("Ruhe"), List.of(), List.of(), List.of(), null, null));
        STORY.b(new DecisionAgreed(DECISION));
        STORY.mediated();
        SIDE.send(STORY);
        SIDE.json(STORY, "");
        anna = SIDE.browser().accepting("de-DE,de;q=0.9,en;q=0.5");
        anna.signIn(STORY.annaSubject);
        boris = SIDE.browser().accepting("de");
        boris.signIn(STORY.borisSubject);
    }

    private static Set<String> foreign(String bundle) {
        ResourceBundle english = bundle(bundle, Locale.ROOT);
        ResourceBundle german = bundle(bundle, Locale.GERMAN);
        Set<String> known = german.keySet().stream().map(german::getString).collect(Collectors.toSet());
        return english.keySet().stream()
                .map(english::getString)
                .filter(text -> !known.contains(text) && !text.contains("{"))
                .map(text -> text.replace("''", "'").strip())
                .collect(Collectors.toSet());
    }

    private static ResourceBundle bundle(String name, Locale locale) {
        return ResourceBundle.getBundle(
                "dev.kept.wording." + name,
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    static Stream<String> ofTheLedger() {
        return Stream.of(
                "",
                "/timeline",
                "/charter",
                "/decisions",
                "/decisions/" + DECISION,
                "/concerns",
                "/concerns/" + CONCERN,
                "/checkpoints",
                "/conversations",
                "/wins",
                "/lessons",
                "/feedback",
                "/check-ins",
                "/dashboard",
                "/dashboard/kept?side=A",
                "/review",
                "/settings",
                "/entries/3",
                "/entries/3/erasure",
                "/first-conversation",
                "/commitments/" + commitment);
    }

    @ParameterizedTest
    @MethodSource("ofTheLedger")
    void a_page_of_a_ledger(String path) {
        isGerman(anna.open("/ledgers/" + STORY.ledger + path), 200);
        isGerman(boris.open("/ledgers/" + STORY.ledger + path), 200);
    }

    static Stream<String> forms() {
        return Forms.all().stream()
                .filter(form -> !form.path().contains("{") && !form.path().isEmpty())
                .map(Form::operation)
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_form(String operation) {
        isGerman(anna.open("/ledgers/" + STORY.ledger + "/write/" + operation), 200);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_form_that_comes_back(String operation) {
        String path = "/ledgers/" + STORY.ledger + "/write/" + operation;
        String csrf = csrf(anna.open(path));

        HttpResponse<String> page = anna.post(path, "_csrf=" + csrf + "&key=" + UUID.randomUUID() + "&add-row=x");

        isGerman(page, 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/me", "/dashboard", "/ledgers/new", "/me/calendars", "/me/settings", "/me/leaving"})
    void a_page_of_ones_own(String path) {
        isGerman(anna.open(path), 200);
    }

    @Test
    void a_page_for_whoever_is_not_signed_in() {
        Browser stranger = SIDE.browser().accepting("de");
        isGerman(stranger.open("/"), 200);
        isGerman(stranger.open("/ledgers/" + STORY.ledger + "/invitations/" + UUID.randomUUID()), 200);
    }

    @Test
    void a_page_that_says_what_went_wrong() {
        HttpResponse<String> page = anna.open("/ledgers/" + UUID.randomUUID());

        isGerman(page, 404);
        assertThat(page.body()).contains("Hier ist nichts");
    }

    @Test
    void dates_numbers_and_plurals_are_written_as_in_german() {
        String page = anna.open("/ledgers/" + STORY.ledger + "/commitments/" + commitment)
                .body();

        assertThat(page)
                .contains("<html lang=\"de\"")
                .contains("Mi., 1. Apr. 2026")
                .contains("Plattform</bdi></span> gegenüber <span")
                .contains(" Einträge</a>, der letzte eingetragen ")
                .contains("eingehalten");
    }

    private static String csrf(HttpResponse<String> page) {
        return ReadSide.encoded(page.body().replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1"));
    }

    @Test
    void another_language_is_shown_in_english_and_says_so() {
        Browser french = SIDE.browser().accepting("fr");
        french.signIn(STORY.annaSubject);

        assertThat(french.open("/ledgers/" + STORY.ledger).body())
                .contains("<html lang=\"en\"")
                .contains("Waiting for you")
                .contains(" Mar 2026");
    }

    private static void isGerman(HttpResponse<String> page, int status) {
        assertThat(page.statusCode()).isEqualTo(status);
        List<String> english = new ArrayList<>();
        for (Piece piece : Templates.pieces(page.body())) {
            Stream.concat(
                            Stream.of(piece.text()),
                            piece.attributes().stream()
                                    .filter(attribute -> attribute.name().equals("aria-label")
                                            || attribute.name().startsWith("data-say-"))
                                    .map(Attribute::value))
                    .map(text ->
                            HtmlUtils.htmlUnescape(text).replaceAll("\\s+", " ").strip())
                    .filter(text -> !text.isEmpty())
                    .filter(GermanPagesTest::isEnglish)
                    .forEach(english::add);
        }
        assertThat(english).isEmpty();
        assertThat(page.body()).contains("<html lang=\"de\"").doesNotContain("??", "kept:");
    }

    /** A message as a whole, or within a longer text where it is unmistakable. */
    private static boolean isEnglish(String text) {
        return ENGLISH.contains(text)
                || (text.length() > SHORTEST && SENTENCES.stream().anyMatch(text::contains));
    }
}
