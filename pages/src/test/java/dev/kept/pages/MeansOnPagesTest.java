package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.CommitmentEvent.DeadlineMissed;
import dev.kept.events.Means;
import dev.kept.events.Side;
import dev.kept.projections.Story;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** By what means entries were recorded: both sides read when a program promised, and not a person. */
class MeansOnPagesTest {

    private static final Story STORY = Story.opened();
    private static final UUID CLIENT = UUID.randomUUID();
    private static long unknown;
    private static long byHand;
    private static long byProgram;
    private static long onInstruction;
    private static long bySystem;
    private static Browser boris;
    private static Browser german;

    @BeforeAll
    static void tell() {
        PagesSide side = PagesSide.shared();
        unknown = promised(null);
        byHand = promised(Means.PAGE);
        byProgram = promised(Means.program(CLIENT, null));
        onInstruction = promised(Means.program(CLIENT, STORY.boris));
        UUID late = STORY.made("The minutes");
        bySystem = STORY.append(Actor.SYSTEM, new DeadlineMissed(late, 1, false, null))
                .sequence();
        side.send(STORY);
        side.json(STORY, "");
        boris = side.browser();
        boris.signIn(STORY.borisSubject);
        german = side.browser().accepting("de");
        german.signIn(STORY.annaSubject);
    }

    private static long promised(@Nullable Means means) {
        return STORY.append(
                        new Actor.Member(STORY.anna, Side.A),
                        new CommitmentMade(
                                UUID.randomUUID(),
                                Side.A,
                                Story.terms("The slides", Story.BEGIN.plus(Duration.ofDays(9)))),
                        means)
                .sequence();
    }

    private static String page(Browser reader, String below) {
        var answer = reader.open("/ledgers/" + STORY.ledger + below);
        assertThat(answer.statusCode()).as(below).isEqualTo(200);
        return answer.body().replaceAll("<[^>]+>", "").replaceAll("\\s+", " ");
    }

    private static String entry(Browser reader, long sequence) {
        return page(reader, "/entries/" + sequence);
    }

    @Test
    void an_entrys_page_says_by_what_means_it_was_recorded() {
        assertThat(entry(boris, byHand)).contains("By hand: Anna recorded it on a page of Kept.");
        assertThat(entry(boris, byProgram))
                .contains("By a program, in the name of Anna.")
                .contains("has the same mark: " + CLIENT.toString().substring(0, 8) + ".")
                .doesNotContain("on the instruction of");
        assertThat(entry(boris, unknown)).contains("We do not know how this entry was recorded");
        assertThat(entry(boris, bySystem))
                .contains("Kept recorded it by itself")
                .doesNotContain("We do not know how");
    }

    @Test
    void it_names_the_person_on_whose_instruction_a_program_says_it_acted() {
        assertThat(entry(boris, onInstruction)).contains("says that it acted on the instruction of Boris.");
        assertThat(entry(german, onInstruction))
                .contains("Von einem Programm, im Namen von Anna.")
                .contains("im Auftrag von Boris gehandelt zu haben.");
    }

    @Test
    void the_timeline_marks_what_a_program_recorded_and_nothing_else() {
        List<String> marked = Pattern.compile("id=\"e(\\d+)\"(?:(?!id=\"e\\d).)*?>· by a program", Pattern.DOTALL)
                .matcher(boris.open("/ledgers/" + STORY.ledger + "/timeline").body())
                .results()
                .map(each -> each.group(1))
                .toList();

        assertThat(marked).containsExactly(Long.toString(onInstruction), Long.toString(byProgram));
        assertThat(page(german, "/timeline")).contains("· durch ein Programm");
    }
}
