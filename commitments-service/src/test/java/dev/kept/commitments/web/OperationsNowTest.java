package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.commitments.web.LiveService.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What one may do now, over HTTP. That the rules are those of the commands is proved over random histories of the aggregate. */
class OperationsNowTest {

    private static final LiveService SERVICE = LiveService.shared();

    private final Two two = Two.open(SERVICE);

    private Answer ask(Person person, String query) {
        Answer answer = person.get("/api/ledgers" + two.path() + "/operations" + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }

    private static Set<String> operations(JsonNode of) {
        return of.at("/operations")
                .valueStream()
                .map(each -> each.at("/operation").stringValue())
                .collect(Collectors.toSet());
    }

    private static JsonNode operation(JsonNode of, String name) {
        return of.at("/operations")
                .valueStream()
                .filter(each -> each.at("/operation").stringValue().equals(name))
                .findAny()
                .orElseThrow();
    }

    private static String item(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private JsonNode about(Person person, String item) {
        return ask(person, "?item=" + item).json().at("/items/0");
    }

    @Test
    void each_side_is_told_what_is_its_own_to_do_about_a_commitment() {
        String commitment = item(two.commitment());

        assertThat(operations(about(two.ada(), commitment)))
                .containsExactlyInAnyOrder(
                        "deliverCommitment", "deliverUpdate", "proposeTerms", "missDeadline", "withdrawCommitment");
        assertThat(operations(about(two.bea(), commitment)))
                .containsExactlyInAnyOrder("proposeTerms", "releaseCommitment");
        assertThat(about(two.ada(), commitment).at("/kind").stringValue()).isEqualTo("commitment");
    }

    @Test
    void an_operation_is_posted_where_the_answer_says() {
        String commitment = two.commitment();
        two.ada().post(commitment + "/deliveries", "");
        JsonNode confirm = operation(about(two.bea(), item(commitment)), "confirmDelivery");

        Answer confirmed = two.bea().postTo(confirm.at("/path").stringValue(), "");

        assertThat(confirmed.status()).as(confirmed.toString()).isEqualTo(200);
        assertThat(operations(about(two.bea(), item(commitment)))).isEmpty();
    }

    @Test
    void an_answer_to_a_proposal_names_it() {
        String commitment = two.commitment();
        Answer proposed = two.ada()
                .post(
                        commitment + "/terms-proposals",
                        Map.of("due", Two.in(20), "zone", "Europe/Berlin", "reason", "Illness"));
        JsonNode accept = operation(about(two.bea(), item(commitment)), "acceptTerms");

        assertThat(accept.at("/part").stringValue()).isEqualTo(proposed.id());
        assertThat(accept.at("/path").stringValue())
                .isEqualTo("/api/ledgers" + commitment + "/terms-proposals/" + proposed.id() + "/acceptance");
        assertThat(operations(about(two.ada(), item(commitment)))).doesNotContain("acceptTerms", "proposeTerms");
    }

    @Test
    void each_occurrence_of_what_recurs_stands_by_itself() {
        Map<String, Object> terms = new HashMap<>(Two.terms());
        terms.put("recurrence", Map.of("rrule", "FREQ=DAILY;COUNT=4"));
        Answer made = two.ada().post(two.path() + "/commitments", terms);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        String path = two.path() + "/commitments/" + made.id();
        two.ada().post(path + "/deliveries", Map.of("occurrence", 2));
        two.ada().post(path + "/miss", Map.of("occurrence", 3));

        JsonNode ada = about(two.ada(), made.id());
        assertThat(operation(ada, "deliverCommitment").at("/occurrences").toString())
                .isEqualTo("[1,3,4]");
        assertThat(operation(ada, "giveReason").at("/occurrences").toString()).isEqualTo("[3]");
        JsonNode bea = about(two.bea(), made.id());
        assertThat(operation(bea, "confirmDelivery").at("/occurrences").toString())
                .isEqualTo("[2]");
        assertThat(operation(bea, "excuseMiss").at("/occurrences").toString()).isEqualTo("[3]");
        assertThat(operation(bea, "releaseCommitment").has("occurrences")).isFalse();
    }

    @Test
    void what_begins_something_stands_with_the_ledger() {
        JsonNode whole = ask(two.ada(), "").json();

        assertThat(operations(whole))
                .contains("makeCommitment", "raiseConcern", "proposeCharter", "inviteMember", "closeLedger")
                .doesNotContain("inviteParty", "reopenLedger", "askQuestion", "recordFinding");
        assertThat(operations(ask(two.ada(), "?kind=decision&kind=win").json()))
                .containsExactlyInAnyOrder("proposeDecision", "celebrateWin");
        two.commitment();
        assertThat(ask(two.ada(), "?limit=0").json().at("/items").isEmpty()).isTrue();
        assertThat(operation(whole, "eraseText").at("/path").stringValue())
                .isEqualTo("/api/ledgers" + two.path() + "/entries/{sequence}/erasure");
    }

    @Test
    void it_is_answered_as_of_the_last_entry() {
        String commitment = two.commitment();
        long last = two.ada()
                .post(commitment + "/deliveries", "")
                .json()
                .at("/sequence")
                .longValue();

        assertThat(ask(two.bea(), "").json().at("/sequence").longValue()).isEqualTo(last);
        Answer ahead = SERVICE.send(SERVICE.request("/api/ledgers" + two.path() + "/operations")
                .setHeader("Authorization", "Bearer " + two.bea().name())
                .setHeader("Kept-At-Least", Long.toString(last + 1))
                .GET());
        assertThat(ahead.status()).as(ahead.toString()).isEqualTo(503);
        assertThat(ask(two.bea(), "").json().at("/sequence").longValue()).isEqualTo(last);
    }

    @Test
    void asked_about_one_operation_it_says_why_it_is_not_possible() {
        String commitment = item(two.commitment());

        JsonNode refused = ask(two.bea(), "?item=" + commitment + "&operation=deliverCommitment")
                .json()
                .at("/items/0");

        assertThat(refused.at("/operations").isEmpty()).isTrue();
        assertThat(refused.at("/refused/0/code").stringValue()).isEqualTo("only-promisor");
        assertThat(refused.at("/refused/0/detail").stringValue()).endsWith(".");
        JsonNode closing = ask(two.ada(), "?operation=closeLedger").json();
        assertThat(closing.at("/refused/0/code").stringValue()).isEqualTo("commitments-open");
        assertThat(closing.at("/refused/0/facts").isEmpty()).isFalse();
        assertThat(ask(two.ada(), "").json().has("refused")).isFalse();
    }

    @Test
    void readiness_can_be_declared_or_taken_back() {
        Answer raised = two.ada()
                .post(
                        two.path() + "/concerns",
                        Map.of("title", "Late", "purpose", "p", "behaviour", "b", "impact", "i", "invitation", "?"));
        two.ada().post(two.path() + "/concerns/" + raised.id() + "/readiness", "");

        JsonNode ready = ask(two.ada(), "?item=" + raised.id() + "&operation=declareReadiness")
                .json()
                .at("/items/0");

        assertThat(operations(ready)).containsExactly("declareReadiness");
        assertThat(ready.at("/refused").isEmpty()).isTrue();
    }

    @Nested
    class About_an_entry {

        private final long entry = two.ada()
                .post(two.path() + "/wins", Map.of("title", "First release", "text", "It took all of us."))
                .json()
                .at("/sequence")
                .longValue();

        private JsonNode of(Person person, String more) {
            return ask(person, "?entry=" + entry + more).json().at("/entry");
        }

        private static String choices(JsonNode of) {
            return operation(of, "eraseText").at("/choices").toString();
        }

        @Test
        void its_author_erases_its_texts_at_once_and_the_other_side_proposes_to() {
            JsonNode own = operation(of(two.ada(), ""), "eraseText");
            JsonNode others = operation(of(two.bea(), ""), "eraseText");

            assertThat(own.at("/path").stringValue())
                    .isEqualTo("/api/ledgers" + two.path() + "/entries/" + entry + "/erasure");
            assertThat(own.at("/records").toString()).isEqualTo("[\"dev.kept.erasure.erased.v1\"]");
            assertThat(others.at("/records").toString()).isEqualTo("[\"dev.kept.erasure.proposed.v1\"]");
            assertThat(choices(of(two.bea(), ""))).isEqualTo("{\"fields\":[\"text\",\"title\"]}");
            JsonNode whole = ask(two.ada(), "?entry=" + entry).json();
            assertThat(operations(whole)).isEmpty();
            assertThat(whole.at("/items").isEmpty()).isTrue();
        }

        @Test
        void what_is_gone_or_proposed_is_no_choice_any_more() {
            String erasure = two.path() + "/entries/" + entry + "/erasure";
            two.ada().post(erasure, Map.of("fields", List.of("text")));
            two.bea().post(erasure, Map.of("fields", List.of("title")));

            assertThat(choices(of(two.ada(), ""))).isEqualTo("{\"fields\":[\"title\"]}");
            JsonNode refused = of(two.bea(), "&operation=eraseText");
            assertThat(operations(refused)).isEmpty();
            assertThat(refused.at("/refused/0/code").stringValue()).isEqualTo("already-erased");
            assertThat(of(two.bea(), "").has("refused")).isFalse();
        }

        @Test
        void a_mediator_erases_nothing_that_somebody_else_wrote() {
            JsonNode refused = of(two.mediator(), "&operation=eraseText");

            assertThat(operations(refused)).isEmpty();
            assertThat(refused.at("/refused/0/code").stringValue()).isEqualTo("not-a-party");
        }

        @Test
        void that_is_not_there_it_says_nothing() {
            JsonNode none = ask(two.ada(), "?entry=" + (entry + 1)).json();

            assertThat(none.has("entry")).isFalse();
            assertThat(operations(none)).isEmpty();
        }
    }

    @Test
    void what_repairs_is_one_of_the_commitments_that_the_side_owes() {
        Answer raised = two.bea()
                .post(
                        two.path() + "/concerns",
                        Map.of("title", "Late", "purpose", "p", "behaviour", "b", "impact", "i", "invitation", "?"));
        String owed = item(two.commitment());
        String kept = two.commitment();
        two.ada().post(kept + "/deliveries", "");
        two.bea().post(kept + "/delivery-confirmation", "");
        two.request();
        Answer others = two.bea().post(two.path() + "/commitments", Two.terms());
        assertThat(others.status()).as(others.toString()).isEqualTo(201);

        JsonNode apology = operation(
                ask(two.ada(), "?item=" + raised.id() + "&operation=offerApology")
                        .json()
                        .at("/items/0"),
                "offerApology");

        assertThat(apology.at("/choices").toString()).isEqualTo("{\"repair\":[\"" + owed + "\"]}");
        assertThat(operation(about(two.ada(), raised.id()), "offerApology").has("choices"))
                .isFalse();
    }

    @Test
    void a_closed_ledger_is_reopened_read_or_left() {
        two.ada().post(two.path() + "/closing", "");
        two.bea().post(two.path() + "/closing", "");

        JsonNode closed = ask(two.ada(), "").json();

        assertThat(operations(closed)).containsExactlyInAnyOrder("reopenLedger", "recordSeen", "eraseText");
        assertThat(closed.at("/items").size()).isOne();
        JsonNode self = closed.at("/items/0");
        assertThat(self.at("/kind").stringValue()).isEqualTo("member");
        assertThat(operations(self)).containsExactly("removeMember");
        Answer left =
                two.ada().postTo(operation(self, "removeMember").at("/path").stringValue(), "");
        assertThat(left.status()).as(left.toString()).isEqualTo(200);
    }

    @Test
    void pages_follow_each_other() {
        Set<String> all = Set.of(item(two.commitment()), item(two.commitment()), item(two.commitment()));

        Answer first = ask(two.ada(), "?kind=commitment&limit=2");
        Answer second = ask(two.ada(), "?kind=commitment&limit=2&cursor=" + first.at("/next"));

        assertThat(operations(first.json())).isNotEmpty();
        assertThat(operations(second.json())).isEmpty();
        assertThat(second.json().has("next")).isFalse();
        assertThat(List.of(first, second).stream()
                        .flatMap(page -> page.json().at("/items").valueStream())
                        .map(each -> each.at("/item").stringValue()))
                .containsExactlyInAnyOrderElementsOf(all);
    }

    @Nested
    class Others {

        @Test
        void are_told_what_a_mediator_may_do() {
            Person mediator = two.mediator();
            String commitment = item(two.commitment());

            assertThat(operations(ask(mediator, "").json()))
                    .containsExactlyInAnyOrder(
                            "recordSeen", "askQuestion", "recordFinding", "discloseInterest", "eraseText");
            assertThat(operations(about(mediator, commitment))).isEmpty();
            JsonNode own = ask(mediator, "?kind=mediation").json();
            assertThat(operations(own.at("/items/0"))).containsExactly("standDown");
        }

        @Test
        void do_not_learn_that_the_ledger_exists() {
            Person candidate = two.another("cleo");
            Answer proposed = two.ada().post(two.path() + "/mediators", Map.of("mediatorName", "Cleo"));
            two.join(candidate, proposed, Map.of("interests", "None."));

            for (Person person : List.of(two.another("out"), candidate)) {
                Answer here = person.get("/api/ledgers" + two.path() + "/operations");
                Answer nowhere = person.get("/api/ledgers/" + UUID.randomUUID() + "/operations");

                assertThat(here.status() + " " + here.code()).isEqualTo("404 ledger-not-found");
                assertThat(here.at("/detail")).isEqualTo(nowhere.at("/detail"));
            }
        }
    }

    @Test
    void what_is_wrong_with_a_query_is_said_at_once() {
        Answer answer = two.ada()
                .get("/api/ledgers" + two.path() + "/operations?item=x&entry=-1&limit=201&cursor=made-up&nonsense=1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()
                        .at("/errors")
                        .valueStream()
                        .map(error -> error.at("/pointer").stringValue()))
                .containsExactlyInAnyOrder(
                        "#/query/item/0", "#/query/entry", "#/query/limit", "#/query/cursor", "#/query/nonsense");
    }
}
