package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.pages.Written.Line;
import dev.kept.wording.Doc;
import dev.kept.wording.When;
import dev.kept.wording.Words;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A draft's body, turned back into what was typed. */
class WrittenTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LEDGER = UUID.randomUUID().toString();
    private static final Words WORDS = new Words(Locale.UK);
    private static final When WHEN = new When(ZoneOffset.UTC, Locale.UK, Instant.parse("2026-03-01T10:00:00Z"));

    /** Fills in every field, two rows of each group, and a number so that no two are alike. */
    private static final class Hand {

        private final Map<String, String[]> typed = new HashMap<>();
        private int count;

        static Typed everythingOf(Form form) {
            Hand hand = new Hand();
            form.fields().forEach(hand::fill);
            return new Typed(hand.typed);
        }

        private void put(String name, String... values) {
            typed.put(name, values);
        }

        private void fill(Field field) {
            String name = field.name();
            count++;
            switch (field.type()) {
                case LINE -> put(name, "Line " + count);
                case TEXT -> put(name, "Text " + count + "\r\nof two lines, “quoted” & <b>");
                case LINES, CLAUSES -> put(name, "One " + count + "\nTwo " + count);
                case DUE, HAPPENED -> {
                    put(name, "2031-04-0" + (1 + count % 9));
                    put(name + "-time", count % 2 == 0 ? "17:30" : "");
                    put("zone", "Europe/Berlin");
                }
                case CHOICE -> put(name, field.options().getLast().value());
                case FLAG -> put(name, "yes");
                case NUMBER -> put(name, Integer.toString(count));
                case YES_NO -> put(name, count % 2 == 0 ? "true" : "false");
                case ITEM -> put(name, UUID.randomUUID().toString());
                case ITEMS ->
                    put(name, UUID.randomUUID().toString(), UUID.randomUUID().toString());
                case GIVEN -> put(name, count % 2 == 0 ? "3" : UUID.randomUUID().toString());
                case REPEATS -> {
                    put(name, "WEEKLY");
                    put(name + "-every", "2");
                    put(name + "-days", "TU", "TH");
                    put(name + (count % 2 == 0 ? "-until" : "-count"), count % 2 == 0 ? "2031-12-01" : "7");
                }
                case PAIRS, GROUP -> {
                    put(name + "-rows", "2");
                    for (int row = 0; row < 2; row++) {
                        for (Field inner : field.fields()) {
                            fill(inner.under(name + "/" + row));
                        }
                    }
                }
                case AMENDED -> {
                    put(name + "-rows", "3");
                    put(name + "/0/clause", UUID.randomUUID().toString());
                    put(name + "/0/section", "GOALS");
                    put(name + "/0/side", "A");
                    put(name + "/0/text", "Worded anew");
                    put(name + "/1/clause", UUID.randomUUID().toString());
                    put(name + "/1/removed", "yes");
                    put(name + "/2/section", "ROLES");
                    put(name + "/2/text", "A new one");
                }
                case FIXED -> {}
            }
        }
    }

    static Stream<Form> forms() {
        return Forms.all().stream().sorted(Comparator.comparing(Form::operation));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void what_was_typed_into_any_form_comes_back_from_its_body(Form form) {
        for (Typed typed : List.of(Hand.everythingOf(form), new Typed(Map.of()))) {
            ObjectNode body = typed.body(form.fields());

            Typed back = Written.of(form.fields(), body, Map.of());

            assertThat(back.body(form.fields())).isEqualTo(body);
            assertThat(Written.fits(form.fields(), body)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_draft_is_written_in_a_form_that_gives_all_of_it_back(Form form) {
        UUID item = UUID.randomUUID();
        UUID part = UUID.randomUUID();
        ObjectNode draft = JSON.createObjectNode()
                .put("draft", UUID.randomUUID().toString())
                .put("ledger", LEDGER)
                .put("operation", form.operation())
                .put("seen", 7)
                .put(
                        "path",
                        "/api/ledgers/" + LEDGER
                                + form.path().replace("{item}", item.toString()).replace("{part}", part.toString()));
        draft.set("body", Hand.everythingOf(form).body(form.fields()));

        DraftForm found = DraftForm.of(new Doc(draft));

        assertThat(found.title(WORDS)).isEqualTo(WORDS.text("form." + form.operation() + ".title"));
        assertThat(found.body(found.typed(Map.of()))).isEqualTo(draft.get("body"));
        assertThat(found.target().item()).isEqualTo(form.path().contains("{item}") ? item : null);
        assertThat(found.target().part()).isEqualTo(form.path().contains("{part}") ? part : null);
        assertThat(found.target().seen()).isEqualTo(7);
    }

    @Test
    void an_instant_that_a_program_gave_is_told_in_its_zone() {
        ObjectNode body =
                JSON.createObjectNode().put("due", "2031-06-01T15:00:00Z").put("zone", "Europe/Berlin");

        Typed typed = Written.of(Forms.of("makeCommitment").fields(), body, Map.of());

        assertThat(typed.value("due")).isEqualTo("2031-06-01");
        assertThat(typed.value("due-time")).isEqualTo("17:00");
    }

    @Test
    void what_the_form_does_not_ask_for_is_kept() {
        List<Field> fields = Forms.of("makeCommitment").fields();
        ObjectNode body = JSON.createObjectNode().put("title", "Before").put("confirmationDays", 3);

        ObjectNode saved = Written.body(fields, new Typed(Map.of("title", new String[] {"After"})), body);

        assertThat(saved)
                .isEqualTo(JSON.createObjectNode().put("title", "After").put("confirmationDays", 3));
    }

    @Test
    void clauses_that_there_are_are_worded_in_their_rows() {
        List<Field> fields = Forms.of("amendCharter").fields();
        Map<String, String> begun = new HashMap<>(Map.of(
                "changed-rows",
                "2",
                "changed/0/clause",
                "one",
                "changed/0/text",
                "As it was",
                "changed/0/was",
                "As it was"));
        begun.putAll(Map.of("changed/1/clause", "two", "changed/1/text", "Too", "changed/1/was", "Too"));
        ObjectNode body = JSON.createObjectNode();
        body.putArray("changed")
                .addObject()
                .put("clause", "two")
                .put("section", "GOALS")
                .put("text", "Anew");
        body.putArray("removed").add("one");

        Typed typed = Written.of(fields, body, begun);

        assertThat(typed.value("changed/0/removed")).isEqualTo("yes");
        assertThat(typed.value("changed/1/text")).isEqualTo("Anew");
        assertThat(typed.value("changed-rows")).isEqualTo("2");
        assertThat(typed.body(fields)).isEqualTo(body);
    }

    @Test
    void it_reads_as_the_entry_would_with_labels_and_without_ids() {
        String item = UUID.randomUUID().toString();
        List<Field> fields = List.of(
                Field.line("title").worded(WORDS, "raiseConcern"),
                Field.choice("confidence", "HIGH").worded(WORDS, "deliverUpdate"),
                Field.side("side").worded(WORDS, "proposeCharter"),
                Field.items("about", Field.Source.CONCERNS).worded(WORDS, "recordLesson"));
        Typed typed = new Typed(Map.of(
                "title", new String[] {"Ask first"},
                "confidence", new String[] {"HIGH"},
                "side", new String[] {"B"},
                "about", new String[] {item, "unknown"}));

        assertThat(Written.lines(fields, typed, Map.of(item, "Late answers", "B", "■ Mobile team"), WHEN, WORDS))
                .containsExactly(
                        new Line("In a few words, what is it about?", "Ask first"),
                        new Line("How sure are you to make the date?", "Sure"),
                        new Line("For whom?", "■ Mobile team"),
                        new Line("What did you learn it from?", "Late answers\nsomething in the ledger"));
    }
}
