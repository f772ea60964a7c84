package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.pages.Field.Type;
import dev.kept.wording.Cadence;
import dev.kept.wording.Doc;
import dev.kept.wording.Messages;
import dev.kept.wording.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FormsTest {

    /** What no form is for, and why. */
    private static final Map<String, String> WITHOUT = Map.of(
            "recordSeen", "what a page shows is recorded as seen by the page itself",
            "eraseText", "it is asked for on the entry's own page",
            "mailInvitation", "it is asked for where the invitation's link is shown",
            "acceptInvitation", "it is asked for on the page that the invitation's link leads to",
            "registerWitness", "a program registers its own key",
            "removeWitness", "whoever runs that program takes its key away",
            "addCheckpoint", "a program hands in what it has cosigned",
            "uploadFile", "a form that takes evidence uploads what is chosen in it");

    /** What programs are told stands outside the record, and has a page of its own in the settings. */
    private static final String OF_WEBHOOKS = "/webhooks";

    /** The same operation under another title, for what it also stands for. */
    private static final Set<String> VARIANTS = Set.of(
            "takeBackReadiness",
            "recordFindingOnDispute",
            "agreeToClose",
            "takeBackClosing",
            "agreeToReopen",
            "takeBackReopening",
            "takeBackErasure");

    @Nested
    class Of_the_public_document {

        private final JsonNode document = document();

        @Test
        void every_command_in_a_ledger_has_a_form_or_a_reason_to_have_none() {
            Set<String> without = new TreeSet<>(commands().keySet());
            without.removeIf(operation -> Forms.named(operation).isPresent()
                    || Objects.requireNonNull(commands().get(operation)).contains(OF_WEBHOOKS));

            assertThat(without).isEqualTo(new TreeSet<>(WITHOUT.keySet()));
        }

        @Test
        void every_form_is_of_a_command_and_asks_for_what_that_takes() {
            for (Form form : all()) {
                String command = commands().get(form.operation());
                if (VARIANTS.contains(form.operation())) {
                    assertThat(command).isNull();
                    continue;
                }
                assertThat(Objects.requireNonNull(command, form.operation()).replaceAll("\\{[^}]*}", "{}"))
                        .as(form.operation())
                        .isEqualTo("/api/ledgers" + (form.path().isEmpty() ? "" : "/{}")
                                + form.path().replaceAll("\\{[^}]*}", "{}"));
            }
        }

        @Test
        void a_form_asks_for_every_field_of_its_body_but_what_few_change() {
            Set<String> leftOut =
                    Set.of("confirmationDays", "zone", "occurrence", "memberName", "ready", "removed", "dispute");
            for (Form form : all()) {
                Set<String> asked = form.fields().stream()
                        .map(field -> field.type() == Type.CLAUSES
                                ? "clauses"
                                : field.name().split("/")[0])
                        .collect(Collectors.toSet());
                Set<String> missing = new TreeSet<>(body(form.operation()));
                missing.removeAll(asked);
                missing.removeAll(leftOut);

                assertThat(missing).as(form.operation()).isEmpty();
            }
        }

        private Map<String, String> commands() {
            return document.get("paths")
                    .propertyStream()
                    .filter(path -> path.getKey().startsWith("/api/ledgers"))
                    .filter(path -> path.getValue().has("post"))
                    .collect(Collectors.toMap(
                            path -> path.getValue().at("/post/operationId").asString(), Map.Entry::getKey));
        }

        private Set<String> body(String operation) {
            JsonNode schema = document.get("paths")
                    .valueStream()
                    .map(path -> path.path("post"))
                    .filter(post -> post.path("operationId").asString("").equals(operation))
                    .map(post -> post.at("/requestBody/content/application~1json/schema/$ref"))
                    .filter(ref -> ref.isString())
                    .map(ref -> document.at(ref.asString().substring(1) + "/properties"))
                    .findAny()
                    .orElse(document.path("none"));
            return schema.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
        }

        private static JsonNode document() {
            Path root = Path.of("docs", "openapi.json");
            try {
                return JsonMapper.shared()
                        .readTree(Files.readString(
                                Files.exists(root) ? root : Path.of("..").resolve(root)));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private static List<Form> all() {
            return Stream.of(
                            MembershipForms.ALL,
                            CommitmentForms.ALL,
                            ConversationForms.ALL,
                            CheckInForms.ALL,
                            ItemForms.ALL,
                            CharterPages.FORMS,
                            MediationForms.ALL,
                            SettingsForms.ALL)
                    .flatMap(List::stream)
                    .toList();
        }
    }

    @Nested
    class With_rows {

        private final Form form = Forms.of("recordConversation");
        private final Field promises = group("commitments");

        @Test
        void a_row_in_which_nothing_was_typed_is_left_out_of_the_body() {
            Typed typed = typed(
                    "commitments-rows",
                    "3",
                    "commitments/1/title",
                    "Freeze the API",
                    "commitments/1/due",
                    "2030-01-02",
                    "zone",
                    "Europe/Berlin");

            JsonNode body = typed.body(form.fields());

            assertThat(body.at("/commitments")).hasSize(1);
            assertThat(body.at("/commitments/0/title").asString()).isEqualTo("Freeze the API");
            assertThat(body.at("/commitments/0/zone").asString()).isEqualTo("Europe/Berlin");
            assertThat(typed.kept(promises)).containsExactly(1);
        }

        @Test
        void an_error_finds_its_row_though_others_were_left_out() {
            Typed typed = typed("commitments-rows", "3", "commitments/2/title", "Freeze the API");

            FormView view = refused(typed, """
                {"errors": [{"pointer": "#/commitments/0/due", "detail": "It is required."}]}\
                """);

            assertThat(view.error("commitments/2/due")).isEqualTo("It is required.");
            assertThat(view.labelOf("commitments/2/due")).isEqualTo("Commitment of your side 3, By when");
        }

        @Test
        void an_error_finds_a_row_within_a_row() {
            Typed typed = typed(
                    "decisions-rows",
                    "1",
                    "decisions/0/alternatives-rows",
                    "2",
                    "decisions/0/alternatives/1/whyNot",
                    "No");

            FormView view = refused(typed, """
                {"errors": [{"pointer": "#/decisions/0/alternatives/0/text", "detail": "It is required."}]}\
                """);

            assertThat(view.error("decisions/0/alternatives/1/text")).isEqualTo("It is required.");
        }

        @Test
        void what_a_rule_refuses_stands_beside_the_part_it_is_about() {
            Typed typed = typed("commitments-rows", "1", "commitments/0/title", "Freeze the API");

            FormView view = refused(typed, """
                {"code": "due-in-past", "detail": "The date has already passed.", "facts": {"part": "commitments/0"}}\
                """);

            assertThat(view.error("commitments/0/due")).isEqualTo("The date has already passed.");
            assertThat(view.notice()).isNull();
        }

        @Test
        void the_rows_behind_one_that_is_taken_out_move_up_with_all_that_is_in_them() {
            Typed typed = typed(
                    "decisions-rows", "3",
                    "decisions/0/statement", "one",
                    "decisions/1/statement", "two",
                    "decisions/2/statement", "three",
                    "decisions/2/alternatives/0/text", "other");

            Typed fewer = typed.withoutRow(group("decisions"), 1);

            assertThat(fewer.rows(group("decisions"))).isEqualTo(2);
            assertThat(fewer.value("decisions/0/statement")).isEqualTo("one");
            assertThat(fewer.value("decisions/1/statement")).isEqualTo("three");
            assertThat(fewer.value("decisions/1/alternatives/0/text")).isEqualTo("other");
            assertThat(fewer.value("decisions/2/statement")).isEmpty();
        }

        @Test
        void only_what_differs_of_a_charter_is_an_amendment() {
            Field clauses = Forms.of("amendCharter").fields().stream()
                    .filter(field -> field.type() == Type.AMENDED)
                    .findFirst()
                    .orElseThrow();
            Typed typed = typed(
                    "changed-rows",
                    "4",
                    "changed/0/clause",
                    "a",
                    "changed/0/section",
                    "GOALS",
                    "changed/0/was",
                    "x\ny",
                    "changed/0/text",
                    "x\r\ny",
                    "changed/1/clause",
                    "b",
                    "changed/1/section",
                    "GOALS",
                    "changed/1/was",
                    "x",
                    "changed/1/text",
                    "z",
                    "changed/2/clause",
                    "c",
                    "changed/2/was",
                    "x",
                    "changed/2/text",
                    "x",
                    "changed/2/removed",
                    "yes",
                    "changed/3/section",
                    "ROLES",
                    "changed/3/text",
                    "new");

            JsonNode body = typed.body(List.of(clauses));

            assertThat(body.get("changed")).hasSize(2);
            assertThat(body.at("/changed/0/clause").asString()).isEqualTo("b");
            assertThat(body.at("/changed/1/section").asString()).isEqualTo("ROLES");
            assertThat(body.at("/removed/0").asString()).isEqualTo("c");
        }

        private Field group(String name) {
            return form.fields().stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        private FormView refused(Typed typed, String problem) {
            FormView fresh = FormView.fresh(new Words(Locale.UK), form, "/write", null, "us", "UTC", Map.of());
            return fresh.refused(typed, fresh.key(), new Refused(400, Doc.read(problem)));
        }
    }

    @Nested
    class That_repeat {

        @Test
        void plain_words_become_a_rule_and_a_rule_plain_words() {
            Field field = Field.cadence("rrule");
            Typed typed = new Typed(Map.of(
                    "rrule", one("WEEKLY"),
                    "rrule-every", one("2"),
                    "rrule-days", new String[] {"TU", "TH"},
                    "rrule-until", one("2030-03-31")));

            String rule = CadenceFields.rule(typed, field);

            assertThat(rule).isEqualTo("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20300331");
            assertThat(Cadence.said(
                            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20300331",
                            LocalDate::toString,
                            Messages.of(Locale.UK)))
                    .isEqualTo("every 2 weeks on Tue and Thu, until 2030-03-31");
            assertThat(Cadence.said("FREQ=MONTHLY;COUNT=10", LocalDate::toString, Messages.of(Locale.UK)))
                    .isEqualTo("every month, 10 times");
            assertThat(Cadence.said("FREQ=MONTHLY;BYDAY=1MO;COUNT=10", LocalDate::toString, Messages.of(Locale.UK)))
                    .isEqualTo("FREQ=MONTHLY;BYDAY=1MO;COUNT=10");
        }

        @Test
        void nothing_repeats_that_nobody_asked_to() {
            assertThat(typed("recurrence-every", "1").body(List.of(Field.repeats())))
                    .isEmpty();
        }
    }

    private static String[] one(String value) {
        return new String[] {value};
    }

    private static Typed typed(String... pairs) {
        return Typed.of(IntStream.range(0, pairs.length / 2)
                .boxed()
                .collect(Collectors.toMap(i -> pairs[2 * i], i -> pairs[2 * i + 1])));
    }
}
