package dev.kept.endtoend.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.kept.endtoend.Person;
import dev.kept.endtoend.SharedKept;
import dev.kept.endtoend.TwoParties;
import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SigningKey;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.Node;
import dev.kept.transparency.tree.Proofs;
import dev.kept.transparency.tree.RightEdge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A browser remembers the last signed state of a record and notices when the next one does not continue it. */
class BrowserWitnessTest {

    private static final String MEMORY = """
            (change) => {
              const key = Object.keys(localStorage).find((each) => each.startsWith('kept.head.'));
              const head = JSON.parse(localStorage.getItem(key));
              const changed = Object.assign(head, change, { at: '2020-01-01T00:00:00.000Z' });
              localStorage.setItem(key, JSON.stringify(changed));
              return head.size;
            }""";

    private static Chromium chromium;

    private final String email = "ada-" + UUID.randomUUID() + "@example.org";
    private final Person program = Person.signUp(SharedKept.url(), "Ada", email);
    private final TwoParties parties = TwoParties.meet(
            program, Person.signUp(SharedKept.url(), "Bea", "bea-" + UUID.randomUUID() + "@example.org"));
    private final String ledger = "/ledgers/" + parties.ledger();
    private Visitor ada;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @BeforeEach
    void remember() {
        ada = new Visitor(chromium.browser(), SharedKept.url(), "Ada");
        ada.open(ledger);
        ada.signIn(email, "a long pass phrase of Ada");
        assertThat(said("first")).isVisible();
    }

    @AfterEach
    void leave() {
        ada.close();
    }

    @Test
    void that_the_record_only_grew_is_said_at_the_foot_of_each_page() {
        for (int more = 0; more < 3; more++) {
            parties.promise(Duration.ofDays(5));
            memory("{}");

            ada.open(ledger + "/timeline");

            assertThat(said("extends")).isVisible();
            assertThat(warning()).isHidden();
        }
        assertThat(said("extends")).containsText("has 6 entries");
    }

    @Test
    void the_page_on_protection_shows_the_key_the_head_and_how_to_check_it() {
        ada.open(ledger + "/protection");

        String key = program.get(parties.path("/tree-key")).expect(200).text("verifierKey");
        assertThat(ada.page().locator("h1")).hasText("How this record is protected");
        assertThat(ada.text())
                .contains(key, "kept-verify.jar", parties.ledger().toString(), "Has cosigned nothing yet");
    }

    @Test
    void a_browser_that_cannot_check_signatures_says_so() {
        ada.page().addInitScript("delete SubtleCrypto.prototype.importKey");

        ada.open(ledger);

        assertThat(said("unable")).isVisible();
        assertThat(warning()).isHidden();
    }

    @Test
    void where_the_signed_state_cannot_be_read_nothing_is_claimed() {
        memory("{}");
        ada.page().route("**/protection/head", Route::abort);

        ada.open(ledger);

        assertThat(said("unreachable")).isVisible();
        assertThat(warning()).isHidden();
    }

    @Nested
    class A_warning {

        @Test
        void is_shown_when_an_entry_was_changed_and_both_states_can_be_kept_as_evidence() throws IOException {
            memory("{ root: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' }");
            parties.promise(Duration.ofDays(5));

            ada.open(ledger);

            assertThat(warning()).isVisible();
            assertThat(said("rewritten")).isVisible();
            Download evidence = ada.page()
                    .waitForDownload(() -> ada.page().locator("[data-evidence]").click());
            String both = new String(java.nio.file.Files.readAllBytes(evidence.path()), StandardCharsets.UTF_8);
            assertThat(both.split("\u2014 ", -1)).as("two signed notes").hasSize(3);
        }

        @Test
        void is_shown_when_another_history_has_the_same_length() {
            memory("{ root: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' }");

            ada.open(ledger);

            assertThat(said("rewritten")).isVisible();
        }

        @Test
        void is_shown_when_the_record_became_shorter() {
            memory("{ size: 50 }");

            ada.open(ledger);

            assertThat(said("shorter")).containsText("50");
        }

        @Test
        void is_shown_when_another_key_signs() {
            memory("{ key: '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=' }");

            ada.open(ledger);

            assertThat(said("key")).isVisible();
        }

        @Test
        void is_shown_when_a_head_is_not_signed_with_the_key() {
            memory("{}");
            ada.page().route("**/protection/head", route -> {
                String genuine = route.fetch().text();
                int root = genuine.indexOf("\\n", genuine.indexOf("\\n", genuine.indexOf("\"note\"")) + 2) + 2;
                char first = genuine.charAt(root);
                route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(
                                genuine.substring(0, root) + (first == 'A' ? 'B' : 'A') + genuine.substring(root + 1)));
            });

            ada.open(ledger);

            assertThat(said("forged")).isVisible();
        }

        @Test
        void is_shown_when_the_proof_fits_other_heads() {
            memory("{}");
            parties.promise(Duration.ofDays(5));
            ada.page()
                    .route(
                            "**/protection/consistency*",
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setContentType("application/json")
                                    .setBody("{\"hashes\":[\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"]}")));

            ada.open(ledger);

            assertThat(said("rewritten")).isVisible();
        }

        @Test
        void stays_until_the_person_begins_again() {
            memory("{ size: 50 }");
            ada.open(ledger);
            assertThat(warning()).isVisible();

            ada.open(ledger + "/timeline");
            assertThat(warning()).isVisible();
            ada.page().locator("[data-begin-again]").click();

            assertThat(said("first")).isVisible();
            assertThat(warning()).isHidden();
        }
    }

    /** What the server shows is made up here: a record of its own, whose key changes with entry 4. */
    @Nested
    class A_new_key {

        private static final SigningKey FIRST = SigningKey.generate();
        private static final SigningKey SECOND = SigningKey.generate();
        private static final int BEFORE = 3;
        private static final int CHANGE = 4;

        private final String origin = "kept.example/l/" + parties.ledger();
        private final NoteSigner first = new NoteSigner(origin, FIRST);
        private final NoteSigner second = new NoteSigner(origin, SECOND);

        @Test
        void that_the_old_one_handed_over_to_needs_nothing() {
            Shown record = new Shown(statement("rotated", KeyChange.rotation(CHANGE, first, second)));
            remember(record, FIRST);
            record.show(second, true);

            ada.open(ledger);

            assertThat(said("extends")).containsText("has 7 entries");
            assertThat(warning()).isHidden();
        }

        @Test
        void without_an_entry_is_a_warning() {
            Shown record = new Shown(statement("rotated", KeyChange.rotation(CHANGE, first, second)));
            remember(record, FIRST);
            record.show(second, false);

            ada.open(ledger);

            assertThat(said("key")).isVisible();
        }

        @Test
        void is_a_warning_where_the_old_one_was_lost_until_the_person_begins_again() {
            Shown record = new Shown(statement("replaced", KeyChange.replacement(CHANGE, first.verifierKey(), second)));
            remember(record, FIRST);
            record.show(second, true);

            ada.open(ledger);

            assertThat(said("key")).isVisible();
            ada.page().locator("[data-begin-again]").click();
            assertThat(said("first")).isVisible();
        }

        @Test
        void is_a_warning_where_only_one_key_has_signed_the_entry_or_it_was_signed_for_another_place() {
            KeyChange right = KeyChange.rotation(CHANGE, first, second);
            for (KeyChange wrong : List.of(
                    new KeyChange(CHANGE, right.oldKey(), right.newKey(), right.newSignature(), right.newSignature()),
                    new KeyChange(
                            CHANGE,
                            right.oldKey(),
                            right.newKey(),
                            right.oldSignature(),
                            String.valueOf(right.oldSignature())),
                    KeyChange.rotation(CHANGE + 1, first, second))) {
                Shown record = new Shown(statement("rotated", wrong));
                remember(record, FIRST);
                record.show(second, true);

                ada.open(ledger);

                assertThat(said("key")).isVisible();
            }
        }

        @Test
        void is_a_warning_where_the_entry_is_not_in_the_record() {
            Shown record = new Shown("another entry");
            remember(record, FIRST);
            record.change = statement("rotated", KeyChange.rotation(CHANGE, first, second));
            record.show(second, true);

            ada.open(ledger);

            assertThat(said("key")).isVisible();
        }

        @Test
        void is_the_only_one_that_counts_afterwards() {
            Shown record = new Shown(statement("rotated", KeyChange.rotation(CHANGE, first, second)));
            remember(record, FIRST);
            record.show(first, true);
            ada.open(ledger);
            assertThat(said("key")).isVisible();

            ada.page().locator("[data-begin-again]").click();
            remember(record, SECOND);
            record.show(first, false);
            ada.open(ledger);

            assertThat(said("key")).isVisible();
        }

        private void remember(Shown record, SigningKey key) {
            memory("{ origin: '%s', size: %d, root: '%s', key: '%s', broken: null }"
                    .formatted(
                            origin,
                            BEFORE,
                            record.edge(BEFORE).root(),
                            Base64.getEncoder().encodeToString(key.publicKey())));
        }

        private String statement(String how, KeyChange change) {
            return "{\"type\":\"dev.kept.ledger.key-%s.v1\",\"sequence\":\"%010d\",\"data\":{\"oldKey\":\"%s\",\"newKey\":\"%s\",%s\"newSignature\":\"%s\"}}"
                    .formatted(
                            how,
                            CHANGE,
                            change.oldKey(),
                            change.newKey(),
                            change.isRotation() ? "\"oldSignature\":\"%s\",".formatted(change.oldSignature()) : "",
                            change.newSignature());
        }

        /** Seven entries, of which one may change the key. */
        private final class Shown {
            private final List<byte[]> statements = new ArrayList<>();
            private String change;

            Shown(String change) {
                this.change = change;
                for (int i = 0; i < 7; i++) {
                    statements.add((i == CHANGE ? change : "entry " + i).getBytes(StandardCharsets.UTF_8));
                }
            }

            RightEdge edge(int size) {
                RightEdge edge = RightEdge.EMPTY;
                for (byte[] statement : statements.subList(0, size)) {
                    edge = edge.append(Hash.ofLeaf(statement));
                }
                return edge;
            }

            void show(NoteSigner signer, boolean withChange) {
                SignedTreeHead head = SignedTreeHead.sign(
                        new TreeHead(
                                origin,
                                statements.size(),
                                edge(statements.size()).root()),
                        signer);
                Receipt receipt = Receipt.of(CHANGE, Proofs.inclusion(CHANGE, statements.size(), this::hashes), head);
                String changes = withChange
                        ? "{\"statement\":\"%s\",\"receipt\":%s}"
                                .formatted(
                                        Base64.getEncoder().encodeToString(change.getBytes(StandardCharsets.UTF_8)),
                                        json(new String(receipt.toBytes(), StandardCharsets.UTF_8)))
                        : "";
                fulfil(
                        "**/protection/head",
                        "{\"origin\":\"%s\",\"publicKey\":\"%s\",\"note\":%s,\"changes\":[%s]}"
                                .formatted(
                                        origin,
                                        Base64.getEncoder()
                                                .encodeToString(
                                                        signer.verifierKey().publicKey()),
                                        json(head.note().toString()),
                                        changes));
                fulfil(
                        "**/protection/consistency*",
                        Proofs.consistency(BEFORE, statements.size(), this::hashes).stream()
                                .map(each -> "\"" + each + "\"")
                                .collect(Collectors.joining(",", "{\"hashes\":[", "]}")));
            }

            private List<Hash> hashes(List<Node> nodes) {
                return nodes.stream()
                        .map(node -> {
                            ByteArrayOutputStream leaves = new ByteArrayOutputStream();
                            statements
                                    .subList((int) (node.index() << node.level()), (int)
                                            ((node.index() + 1) << node.level()))
                                    .forEach(statement -> leaves.writeBytes(
                                            Hash.ofLeaf(statement).bytes()));
                            return Hash.ofSubtree(leaves.toByteArray());
                        })
                        .toList();
            }
        }

        private void fulfil(String path, String json) {
            ada.page()
                    .route(
                            path,
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setContentType("application/json")
                                    .setBody(json)));
        }

        private static String json(String text) {
            return "\"" + text.replace("\n", "\\n") + "\"";
        }
    }

    private Locator said(String what) {
        return ada.page().locator("[data-say=" + what + "]");
    }

    private Locator warning() {
        return ada.page().locator("[data-broken]");
    }

    /** Changes what the browser remembers, and lets it be old enough to be checked again. */
    private void memory(String change) {
        Page page = ada.page();
        page.waitForFunction("() => Object.keys(localStorage).some((each) => each.startsWith('kept.head.'))");
        page.evaluate("(" + MEMORY + ")(" + change + ")");
    }
}
