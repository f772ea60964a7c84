package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.pages.Templates.Attribute;
import dev.kept.pages.Templates.Piece;
import dev.kept.pages.Templates.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What somebody may do is decided by the domain and answered by the API (ADR 73): no page decides it again. */
class NoRuleOnPagesTest {

    private static final Set<String> VOID = Set.of("input", "link", "meta", "br", "hr", "img");
    private static final Set<String> CONDITIONS = Set.of("th:if", "th:unless", "th:with", "th:each");

    /** Whoever waits for the sides' word reads nothing of the ledger, so the API lists nothing for them (ADR 73). */
    private static final String CANDIDACY = "candidacy.html";

    /** Where one does something about a ledger: a link to a command's form, or the form itself. */
    private static final Pattern OFFER = Pattern.compile("/write/|:: (?:command|actions)\\(|/erasure\\b");

    /** Who somebody is, and what state something is in: with these a rule begins. */
    private static final Pattern RULE =
            Pattern.compile("isParty|joined\\(|isOpen|role\\(|state'|'turn|'by'|'promis|'waiting|past\\(|'until");

    /**
     * What pages ask roles for other than what may be done, by the number of places: which words stand on a form, which side's members
     * can read a draft, whose promises can be named as a repair, whose proposal is being answered, on which side people are invited,
     * whether there is a point in saying what one read, or in asking why a ledger cannot be closed.
     */
    private static final Map<String, Integer> ROLES = Map.ofEntries(
            Map.entry("CommitmentPages.java", 1),
            Map.entry("DraftPages.java", 3),
            Map.entry("ErasurePages.java", 1),
            Map.entry("FormPages.java", 1),
            Map.entry("ItemPages.java", 1),
            Map.entry("SeenPages.java", 1),
            Map.entry("SettingsPages.java", 3));

    /** To choose by who recorded or owes something, or by the state it is in, is a rule. */
    private static final Pattern CHOICE =
            Pattern.compile("\\(\"(?:[a-z/]+/)?(?:member|promisor|state)\"\\)\\s*\\.equals\\(|[?&]state=");

    /**
     * What pages choose by these other than what may be done, by the number of places: who of one's own side can read a draft, where a
     * candidate is led who was admitted meanwhile, in which ledgers the reader mediates who leaves all of them, what is stored of the reader,
     * and what the reader has read.
     */
    private static final Map<String, Integer> CHOICES = Map.of(
            "DraftPages.java", 1,
            "InvitationPages.java", 1,
            "LeavingPages.java", 1,
            "MePages.java", 2,
            "SeenPages.java", 1);

    private static final Pattern ROLE = Pattern.compile("\\.(?:role|isParty|joined)\\(\\)");

    /** What stands around each offer, and the offer itself: only these say whether it is shown. */
    private static List<String> rules(String name, List<Piece> pieces) {
        List<String> found = new ArrayList<>();
        Deque<Piece> around = new ArrayDeque<>();
        for (Piece piece : pieces) {
            if (piece.tag().isEmpty()) {
                continue;
            }
            if (piece.closes()) {
                around.pop();
                continue;
            }
            around.push(piece);
            if (piece.attributes().stream()
                    .anyMatch(each -> OFFER.matcher(each.value()).find())) {
                around.stream()
                        .flatMap(each -> each.attributes().stream())
                        .filter(each -> CONDITIONS.contains(each.name()))
                        .map(Attribute::value)
                        .filter(condition -> RULE.matcher(condition).find())
                        .map(condition -> name + ":" + piece.line() + " " + condition)
                        .forEach(found::add);
            }
            if (VOID.contains(piece.tag()) || piece.empty()) {
                around.pop();
            }
        }
        return found;
    }

    @Test
    void no_template_decides_by_roles_or_states_whether_something_is_offered() throws IOException {
        List<String> found = new ArrayList<>();
        for (Template template : Templates.all()) {
            if (!template.name().equals(CANDIDACY)) {
                found.addAll(rules(template.name(), template.pieces()));
            }
        }

        assertThat(found).isEmpty();
    }

    @Test
    void a_rule_is_found_around_a_link_and_around_a_form() {
        assertThat(rules(
                        "x",
                        Templates.pieces("<p th:if=\"${ledger.isParty()}\"><br><a th:href=\"@{/write/x}\">x</a></p>")))
                .hasSize(1);
        assertThat(rules(
                        "x",
                        Templates.pieces("<p th:unless=\"${i.string('state') == 'open'}\"><th:block th:text=\"y\"/>"
                                + "<form th:replace=\"~{pages/parts :: command(${f})}\"></form></p>")))
                .hasSize(1);
        assertThat(rules(
                        "x",
                        Templates.pieces("<p th:if=\"${ledger.isParty()}\">x</p>"
                                + "<a th:if=\"${possible.may('x')}\" th:href=\"@{/write/x}\">x</a>")))
                .isEmpty();
    }

    @Test
    void no_source_asks_for_a_role_in_a_new_place() throws IOException {
        assertThat(places(ROLE)).isEqualTo(ROLES);
    }

    @Test
    void no_source_chooses_by_authors_or_states_in_a_new_place() throws IOException {
        assertThat(places(CHOICE)).isEqualTo(CHOICES);
    }

    @Test
    void a_choice_by_an_author_or_a_state_is_found() {
        assertThat(List.of(
                        "entry.string(\"by/member\").equals(me)",
                        "each.string(\"promisor\").equals(ledger.role())",
                        "items(ItemKind.DECISION, \"?state=in-force\")"))
                .allMatch(CHOICE.asPredicate());
    }

    private static Map<String, Integer> places(Pattern pattern) throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        for (Path source : Templates.sources()) {
            int places =
                    (int) pattern.matcher(Files.readString(source)).results().count();
            if (places > 0) {
                found.put(source.getFileName().toString(), places);
            }
        }
        return found;
    }
}
