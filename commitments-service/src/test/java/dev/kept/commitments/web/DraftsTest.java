package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.commitments.web.LiveService.Person;
import dev.kept.http.Caller;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Drafts over HTTP: who sees them, what changes them, and how one becomes an entry. */
class DraftsTest {

    private static final LiveService SERVICE = LiveService.shared();

    private Two two;
    private Person ada;
    private Person bea;

    @BeforeEach
    void two_parties() {
        two = Two.open(SERVICE);
        ada = two.ada();
        bea = two.bea();
    }

    private String place(String below) {
        return "/api/ledgers" + two.path() + below;
    }

    private Answer keep(Person author, String below, Map<String, ?> body, String coolsUntil, String... headers) {
        return author.postTo(
                "/api/drafts",
                Map.of("path", place(below), "body", body, "coolsUntil", coolsUntil, "zone", "Europe/Berlin"),
                headers);
    }

    private static Map<String, Object> lesson() {
        return Map.of("learned", "We ask first", "differently", "We ask a day before");
    }

    private String kept(String coolsUntil) {
        Answer kept = keep(ada, "/lessons", lesson(), coolsUntil);
        assertThat(kept.status()).as(kept.toString()).isEqualTo(201);
        return "/api/drafts/" + kept.at("/draft");
    }

    private static UUID member(Person person) {
        return Caller.memberOf(LiveService.ISSUER, person.name());
    }

    /** One more of Ada's side. */
    private Person fellow() {
        Person fellow = two.another("fay");
        two.join(fellow, ada.post(two.path() + "/member-invitations", ""), Map.of());
        return fellow;
    }

    private static Answer ok(Answer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        return answer;
    }

    private static long rows(String table, String draft) {
        return SERVICE.store()
                .sql("SELECT count(*) FROM commitments." + table + " WHERE draft_id = :draft")
                .param("draft", UUID.fromString(draft.substring("/api/drafts/".length())))
                .query(Long.class)
                .single();
    }

    @Nested
    class Kept {

        @Test
        void every_operation_that_records_an_entry_can_be_drafted_and_no_other() {
            JsonNode paths = ada.get("/v3/api-docs").json().get("paths");
            List<String> drafted = new ArrayList<>();
            List<String> not = new ArrayList<>();
            paths.properties().forEach(path -> {
                JsonNode post = path.getValue().get("post");
                if (post == null || !path.getKey().startsWith("/api/ledgers")) {
                    return;
                }
                String filled = path.getKey()
                        .replace("{ledger}", two.path().substring(1))
                        .replaceAll("\\{[a-zA-Z]+}", UUID.randomUUID().toString());
                Answer answer = ada.postTo("/api/drafts", Map.of("path", filled, "zone", "UTC"));
                if (answer.status() == 201) {
                    assertThat(answer.at("/operation"))
                            .isEqualTo(post.get("operationId").stringValue());
                    drafted.add(answer.at("/operation"));
                    ok(ada.postTo("/api/drafts/" + answer.at("/draft") + "/discard", ""), 204);
                } else {
                    assertThat(ok(answer, 400).at("/errors/0/pointer")).isEqualTo("#/path");
                    assertThat(answer.at("/errors/0/code")).isEqualTo("unknown-command");
                    not.add(post.get("operationId").stringValue());
                }
            });
            assertThat(not)
                    .containsExactlyInAnyOrder(
                            "openLedger",
                            "acceptInvitation",
                            "recordSeen",
                            "registerWitness",
                            "removeWitness",
                            "addCheckpoint",
                            "uploadFile");
            assertThat(drafted).hasSizeGreaterThan(70).contains("raiseConcern", "offerApology", "recordConversation");
        }

        @Test
        void it_is_no_entry_and_cools_until_the_next_morning_unless_told_otherwise() {
            long before = SERVICE.entries();

            Answer kept = ok(ada.postTo("/api/drafts", Map.of("path", place("/concerns"), "zone", "UTC")), 201);

            assertThat(kept.header("Location")).isEqualTo("/api/drafts/" + kept.at("/draft"));
            assertThat(kept.header("ETag")).isEqualTo("\"1\"");
            assertThat(kept.at("/operation")).isEqualTo("raiseConcern");
            assertThat(kept.json().get("body").isEmpty()).isTrue();
            assertThat(kept.json().get("releasable").booleanValue()).isFalse();
            Instant cools = Instant.parse(kept.at("/coolsUntil"));
            Instant created = Instant.parse(kept.at("/created"));
            assertThat(cools).isBetween(created.plus(6, ChronoUnit.HOURS), created.plus(30, ChronoUnit.HOURS));
            assertThat(cools.toString()).endsWith("T08:00:00Z");
            assertThat(SERVICE.entries()).isEqualTo(before);
        }

        @Test
        void it_leaves_nothing_where_the_record_and_kafka_take_from_whatever_is_done_with_it() {
            List<Long> before = recorded();
            String draft = kept("none");
            ok(ada.postTo(draft + "/revision", Map.of("body", Map.of("learned", "Another word"))), 200);
            ok(ada.postTo(draft + "/comments", Map.of("text", "A comment")), 200);
            ok(ada.postTo(draft + "/reader", ""), 200);
            ok(ada.postTo(draft + "/cooling", Map.of("coolsUntil", "next-morning", "zone", "UTC")), 200);
            ok(ada.postTo(draft + "/release", ""), 409);
            ok(ada.postTo(draft + "/discard", ""), 204);

            assertThat(recorded()).isEqualTo(before);
        }

        /** Everything that the relay reads. */
        private static List<Long> recorded() {
            return Stream.of("entry", "disclosure")
                    .map(table -> SERVICE.store()
                            .sql("SELECT count(*) FROM commitments." + table)
                            .query(Long.class)
                            .single())
                    .toList();
        }

        @Test
        void an_incomplete_or_wrong_body_is_kept_as_it_is() {
            Map<String, Object> odd = Map.of("nonsense", List.of(1, true, Map.of("a", "ü\n\t\"")), "learned", "");
            Answer kept = ok(keep(ada, "/lessons", odd, "none"), 201);

            Answer read = ok(ada.get("/api/drafts/" + kept.at("/draft")), 200);
            assertThat(read.at("/body/nonsense/2/a")).isEqualTo("ü\n\t\"");
            assertThat(read.json().at("/body/nonsense/0").intValue()).isEqualTo(1);
            assertThat(read.json().get("releasable").booleanValue()).isTrue();
        }

        @Test
        void whatever_is_wrong_with_the_draft_itself_is_said_at_once() {
            Answer refused = ok(
                    ada.postTo(
                            "/api/drafts",
                            "{\"path\":\"\",\"body\":[],\"seen\":-1,\"coolsUntil\":\"soon\",\"zone\":\"Nowhere\",\"x\":1}"),
                    400);
            assertThat(refused.json()
                            .get("errors")
                            .valueStream()
                            .map(error -> error.get("pointer").stringValue()))
                    .containsExactlyInAnyOrder("#/path", "#/body", "#/seen", "#/coolsUntil", "#/zone", "#/x");

            Answer illFormed = ok(
                    ada.postTo(
                            "/api/drafts",
                            "{\"path\":\"" + place("/lessons")
                                    + "\",\"zone\":\"UTC\",\"body\":{\"a\":[\"\\u0000\"],\"b\":{\"c\":\"\\ud800\"}}}"),
                    400);
            assertThat(illFormed
                            .json()
                            .get("errors")
                            .valueStream()
                            .map(error -> error.get("pointer").stringValue()))
                    .containsExactly("#/body/a/0", "#/body/b/c");
            ok(
                    ada.postTo(
                            "/api/drafts",
                            Map.of(
                                    "path",
                                    place("/lessons"),
                                    "zone",
                                    "UTC",
                                    "body",
                                    Map.of("learned", "x".repeat(200_001)))),
                    400);
            Answer late = ok(keep(ada, "/lessons", Map.of(), "2999-01-01"), 400);
            assertThat(late.at("/errors/0/pointer")).isEqualTo("#/coolsUntil");
            for (String path :
                    List.of("/api/ledgers", "/api/drafts", place("/lessons") + "/../wins", "/api/ledgers/x/lessons")) {
                ok(ada.postTo("/api/drafts", Map.of("path", path, "zone", "UTC")), 400);
            }
        }

        @Test
        void only_who_takes_part_in_the_ledger_keeps_one_for_it() {
            Person outsider = two.another("olaf");
            Answer refused = ok(keep(outsider, "/lessons", lesson(), "none"), 404);
            assertThat(refused.code()).isEqualTo("ledger-not-found");
            ok(keep(two.mediator(), "/questions", Map.of("text", "How is it?"), "none"), 201);
            ok(ada.post(two.path() + "/closing", ""), 200);
            ok(bea.post(two.path() + "/closing", ""), 200);
            ok(keep(ada, "/lessons", lesson(), "none"), 201);
        }

        @Test
        void under_the_same_key_it_is_kept_once() {
            String key = UUID.randomUUID().toString();
            Answer first = ok(keep(ada, "/lessons", lesson(), "none", "Idempotency-Key", key), 201);
            Answer again = ok(keep(ada, "/lessons", lesson(), "none", "Idempotency-Key", key), 201);
            assertThat(again.at("/draft")).isEqualTo(first.at("/draft"));
            Answer other = ok(keep(ada, "/lessons", Map.of(), "none", "Idempotency-Key", key), 422);
            assertThat(other.code()).isEqualTo("idempotency-key-reused");
        }

        @Test
        void nobody_has_more_than_two_hundred() {
            UUID author = member(ada);
            SERVICE.store().sql("""
                        INSERT INTO commitments.draft (draft_id, author_id, author_name, ledger_id, path, body, zone,
                            created_at, changed_at, version, written)
                        SELECT gen_random_uuid(), :author, 'Ada', gen_random_uuid(), '/', '{}', 'UTC', now(), now(), 1, 1
                        FROM generate_series(1, 200)
                        """).param("author", author).update();

            Answer refused = ok(keep(ada, "/lessons", lesson(), "none"), 409);
            assertThat(refused.code()).isEqualTo("too-many-drafts");
            ok(keep(bea, "/lessons", lesson(), "none"), 201);
        }
    }

    @Nested
    class Seen {

        @Test
        void by_its_author_alone_at_first() {
            String draft = kept("none");

            ok(ada.get(draft), 200);
            for (Person other : List.of(bea, fellow(), two.mediator(), two.another("olaf"))) {
                assertThat(ok(other.get(draft), 404).code()).isEqualTo("draft-not-found");
                for (String deed : List.of(
                        "/revision",
                        "/cooling",
                        "/reader",
                        "/reader/withdrawal",
                        "/reading",
                        "/comments",
                        "/discard",
                        "/release")) {
                    Answer refused = other.postTo(draft + deed, bodyFor(deed));
                    assertThat(ok(refused, 404).code()).as(deed).isEqualTo("draft-not-found");
                }
                assertThat(ok(other.get("/api/drafts"), 200).json().get("items").isEmpty())
                        .isTrue();
            }
        }

        private Map<String, ?> bodyFor(String deed) {
            return switch (deed) {
                case "/revision" -> Map.of("body", Map.of());
                case "/cooling" -> Map.of("coolsUntil", "none", "zone", "UTC");
                case "/reading" -> Map.of("secret", "guessed");
                case "/comments" -> Map.of("text", "Hm");
                default -> Map.of();
            };
        }

        @Test
        void in_lists_page_by_page_with_what_it_begins_with() {
            kept("none");
            ok(keep(ada, "/commitments", Map.of("title", "Answer  in\n one day"), "none"), 201);
            ok(keep(ada, "/wins", Map.of(), "none"), 201);

            JsonNode first = ok(ada.get("/api/drafts?limit=2"), 200).json();
            JsonNode second = ok(
                            ada.get("/api/drafts?limit=2&cursor="
                                    + first.get("next").stringValue()),
                            200)
                    .json();
            assertThat(second.has("next")).isFalse();
            assertThat(Stream.of(first, second)
                            .flatMap(page -> page.get("items").valueStream())
                            .map(item -> item.at("/operation").stringValue() + " "
                                    + item.path("begins").asString("nothing"))
                            .toList())
                    .containsExactlyInAnyOrder(
                            "recordLesson We ask a day before",
                            "makeCommitment Answer in one day",
                            "celebrateWin nothing");
            assertThat(first.at("/items/0").has("body")).isFalse();
            assertThat(ok(ada.get("/api/drafts?as=READER"), 200)
                            .json()
                            .get("items")
                            .isEmpty())
                    .isTrue();
            ok(ada.get("/api/drafts?as=NOBODY&cursor=nonsense"), 400);
        }
    }

    @Nested
    class Revised {

        @Test
        void in_the_version_that_its_author_has_seen() {
            String draft = kept("none");

            Answer revised = ok(
                    ada.postTo(
                            draft + "/revision",
                            Map.of("body", Map.of("learned", "More"), "seen", 3),
                            "If-Match",
                            "\"1\""),
                    200);
            assertThat(revised.header("ETag")).isEqualTo("\"2\"");
            assertThat(revised.at("/body/learned")).isEqualTo("More");
            assertThat(revised.json().get("seen").intValue()).isEqualTo(3);
            Answer stale = ok(
                    ada.postTo(draft + "/revision", Map.of("body", Map.of("learned", "Lost")), "If-Match", "\"1\""),
                    412);
            assertThat(stale.code()).isEqualTo("stale");
            assertThat(stale.json().at("/facts/version").intValue()).isEqualTo(2);
            // Sent twice it is one change.
            ok(ada.postTo(draft + "/revision", Map.of("body", Map.of("learned", "More")), "If-Match", "\"1\""), 200);
        }

        @Test
        void although_somebody_said_something_meanwhile() {
            String draft = kept("none");
            ok(ada.postTo(draft + "/comments", Map.of("text", "A note to myself")), 200);

            ok(ada.postTo(draft + "/revision", Map.of("body", Map.of()), "If-Match", "\"1\""), 200);
        }

        @Test
        void and_given_another_time_to_cool() {
            String draft = kept("next-morning");

            Answer cooled = ok(ada.postTo(draft + "/cooling", Map.of("coolsUntil", "none", "zone", "UTC")), 200);
            assertThat(cooled.json().has("coolsUntil")).isFalse();
            Answer again = ok(
                    ada.postTo(
                            draft + "/cooling",
                            Map.of("coolsUntil", Two.in(3), "zone", "Asia/Tokyo"),
                            "If-Match",
                            cooled.header("ETag")),
                    200);
            assertThat(again.at("/coolsUntil")).isEqualTo(Two.in(3).replace("Z", ".000Z"));
            assertThat(again.at("/zone")).isEqualTo("Asia/Tokyo");
            ok(ada.postTo(draft + "/cooling", Map.of("coolsUntil", "none", "zone", "UTC"), "If-Match", "\"1\""), 412);
            ok(ada.postTo(draft + "/cooling", Map.of()), 400);
        }

        @Test
        void and_really_deleted() {
            String draft = kept("none");
            ok(ada.postTo(draft + "/comments", Map.of("text", "Never mind")), 200);
            ok(ada.postTo(draft + "/reader", Map.of()), 200);

            ok(ada.postTo(draft + "/discard", ""), 204);

            assertThat(rows("draft", draft)).isZero();
            assertThat(rows("draft_comment", draft)).isZero();
            ok(ada.get(draft), 404);
            ok(ada.postTo(draft + "/discard", ""), 404);
        }
    }

    @Nested
    class Read {

        @Test
        void by_a_member_of_the_own_side_who_comments_and_does_nothing_else() {
            String draft = kept("none");
            Person fay = fellow();

            Answer invited = ok(ada.postTo(draft + "/reader", Map.of("member", member(fay), "name", "Fay")), 200);
            assertThat(invited.json().has("secret")).isFalse();
            assertThat(invited.at("/reader/name")).isEqualTo("Fay");
            Answer read = ok(fay.get(draft), 200);
            assertThat(read.at("/as")).isEqualTo("READER");
            assertThat(read.at("/body/learned")).isEqualTo("We ask first");
            Answer listed = ok(fay.get("/api/drafts?as=READER"), 200);
            assertThat(listed.at("/items/0/draft")).isEqualTo(read.at("/draft"));

            String key = UUID.randomUUID().toString();
            ok(fay.postTo(draft + "/comments", Map.of("text", "Softer?"), "Idempotency-Key", key), 200);
            ok(fay.postTo(draft + "/comments", Map.of("text", "Softer?"), "Idempotency-Key", key), 200);
            JsonNode comments = ok(ada.get(draft), 200).json().get("comments");
            assertThat(comments.size()).isEqualTo(1);
            assertThat(comments.at("/0/text").stringValue()).isEqualTo("Softer?");
            assertThat(comments.at("/0/by/member").stringValue())
                    .isEqualTo(member(fay).toString());

            for (String deed : List.of("/discard", "/release", "/reader")) {
                assertThat(ok(fay.postTo(draft + deed, Map.of()), 409).code()).isEqualTo("not-its-author");
            }
            ok(fay.postTo(draft + "/revision", Map.of("body", Map.of())), 409);
            ok(fay.postTo(draft + "/cooling", Map.of("coolsUntil", "none", "zone", "UTC")), 409);
        }

        @Test
        void by_nobody_of_the_other_side_unless_handed_a_link() {
            String draft = kept("none");
            for (Person other : List.of(bea, two.mediator(), two.another("olaf"))) {
                Answer refused = ok(ada.postTo(draft + "/reader", Map.of("member", member(other))), 400);
                assertThat(refused.at("/errors/0/code")).isEqualTo("not-of-your-side");
            }
            Answer own = ok(ada.postTo(draft + "/reader", Map.of("member", member(ada))), 409);
            assertThat(own.code()).isEqualTo("own-draft");
        }

        @Test
        void by_whoever_brings_the_secret_of_the_link_once() {
            String draft = kept("none");
            Person olaf = two.another("olaf");
            Person other = two.another("otto");
            String key = UUID.randomUUID().toString();

            Answer invited = ok(ada.postTo(draft + "/reader", "", "Idempotency-Key", key), 200);
            String secret = invited.at("/secret");
            assertThat(invited.at("/link"))
                    .isEqualTo("https://kept.example" + draft.substring("/api".length()) + "/reading#" + secret);
            assertThat(ok(ada.postTo(draft + "/reader", "", "Idempotency-Key", key), 200)
                            .at("/secret"))
                    .isEqualTo(secret);
            assertThat(SERVICE.store()
                            .sql("SELECT d::text FROM commitments.draft d WHERE draft_id = :draft")
                            .param("draft", UUID.fromString(invited.at("/draft")))
                            .query(String.class)
                            .single())
                    .doesNotContain(secret);

            ok(olaf.postTo(draft + "/reading", Map.of("secret", "wrong")), 404);
            assertThat(ok(ada.postTo(draft + "/reading", Map.of("secret", secret)), 409)
                            .code())
                    .isEqualTo("own-draft");
            Answer read = ok(olaf.postTo(draft + "/reading", Map.of("secret", secret)), 200);
            assertThat(read.at("/as")).isEqualTo("READER");
            ok(olaf.postTo(draft + "/reading", Map.of("secret", secret)), 200);
            ok(other.postTo(draft + "/reading", Map.of("secret", secret)), 404);
            ok(olaf.get("/api/ledgers" + two.path()), 404);
            assertThat(ok(ada.postTo(draft + "/reader", ""), 409).code()).isEqualTo("has-reader");
        }

        @Test
        void no_more_once_its_author_took_it_back_or_the_link_is_too_old() {
            String draft = kept("none");
            Person olaf = two.another("olaf");
            String first = ok(ada.postTo(draft + "/reader", ""), 200).at("/secret");
            String second = ok(ada.postTo(draft + "/reader", ""), 200).at("/secret");
            ok(olaf.postTo(draft + "/reading", Map.of("secret", first)), 404);
            ok(olaf.postTo(draft + "/reading", Map.of("secret", second)), 200);

            ok(ada.postTo(draft + "/reader/withdrawal", ""), 204);
            ok(olaf.get(draft), 404);
            ok(olaf.postTo(draft + "/reading", Map.of("secret", second)), 404);

            String third = ok(ada.postTo(draft + "/reader", ""), 200).at("/secret");
            SERVICE.store()
                    .sql("UPDATE commitments.draft SET expires_at = changed_at WHERE draft_id = :draft")
                    .param("draft", UUID.fromString(draft.substring("/api/drafts/".length())))
                    .update();
            assertThat(ok(olaf.postTo(draft + "/reading", Map.of("secret", third)), 409)
                            .code())
                    .isEqualTo("invitation-not-open");
        }

        @Test
        void and_no_more_once_its_reader_stepped_back() {
            String draft = kept("none");
            Person fay = fellow();
            ok(ada.postTo(draft + "/reader", Map.of("member", member(fay))), 200);

            ok(fay.postTo(draft + "/reader/withdrawal", ""), 204);

            ok(fay.get(draft), 404);
            assertThat(ok(ada.get(draft), 200).json().has("reader")).isFalse();
        }

        @Test
        void with_no_more_comments_than_two_hundred() {
            String draft = kept("none");
            SERVICE.store()
                    .sql("""
                        INSERT INTO commitments.draft_comment (comment_id, draft_id, person_id, person_name, text, written_at)
                        SELECT gen_random_uuid(), :draft, gen_random_uuid(), 'Ada', 'Hm', now() FROM generate_series(1, 200)
                        """)
                    .param("draft", UUID.fromString(draft.substring("/api/drafts/".length())))
                    .update();

            assertThat(ok(ada.postTo(draft + "/comments", Map.of("text", "More")), 409)
                            .code())
                    .isEqualTo("too-many-comments");
        }
    }

    @Nested
    class Released {

        @Test
        void by_the_ordinary_command_it_is_an_entry_and_no_draft() {
            String draft = kept("none");
            ok(ada.postTo(draft + "/comments", Map.of("text", "Good")), 200);

            Answer recorded = ok(ada.postTo(draft + "/release", ""), 201);

            assertThat(recorded.at("/entries/0/type")).isEqualTo("dev.kept.lesson.recorded.v1");
            assertThat(recorded.header("Location")).isEqualTo(place("/lessons/") + recorded.id());
            assertThat(recorded.header("ETag")).isEqualTo("\"" + recorded.at("/sequence") + "\"");
            assertThat(rows("draft", draft)).isZero();
            assertThat(rows("draft_comment", draft)).isZero();
        }

        @Test
        void wherever_its_path_leads() {
            String commitment = two.commitment();
            Answer update = ok(
                    keep(
                            ada,
                            commitment.substring(two.path().length()) + "/updates",
                            Map.of("text", "Half way"),
                            "none"),
                    201);
            ok(ada.postTo("/api/drafts/" + update.at("/draft") + "/release", ""), 200);
            Answer invitation = ok(keep(ada, "/member-invitations", Map.of("message", "Come along"), "none"), 201);
            Answer invited = ok(ada.postTo("/api/drafts/" + invitation.at("/draft") + "/release", ""), 201);
            assertThat(invited.at("/link")).startsWith("https://kept.example/ledgers/");
        }

        @Test
        void not_before_it_has_cooled() {
            String draft = kept("next-morning");
            long before = SERVICE.entries();

            Answer refused = ok(ada.postTo(draft + "/release", ""), 409);

            assertThat(refused.code()).isEqualTo("draft-cooling");
            assertThat(refused.at("/facts/coolsUntil"))
                    .isEqualTo(ok(ada.get(draft), 200).at("/coolsUntil"));
            assertThat(SERVICE.entries()).isEqualTo(before);
            ok(ada.postTo(draft + "/cooling", Map.of("coolsUntil", "none", "zone", "UTC")), 200);
            ok(ada.postTo(draft + "/release", ""), 201);
        }

        @Test
        void not_while_a_rule_or_a_field_forbids_it_and_then_it_is_kept_and_can_be_changed() {
            Answer incomplete = ok(keep(ada, "/lessons", Map.of("learned", ""), "none"), 201);
            String draft = "/api/drafts/" + incomplete.at("/draft");
            Answer fields = ok(ada.postTo(draft + "/release", ""), 400);
            assertThat(fields.json()
                            .get("errors")
                            .valueStream()
                            .map(error -> error.get("pointer").stringValue()))
                    .containsExactlyInAnyOrder("#/learned", "#/differently");
            assertThat(ok(ada.get(draft), 200).json().get("releasing").booleanValue())
                    .isFalse();
            ok(ada.postTo(draft + "/revision", Map.of("body", lesson())), 200);
            ok(ada.postTo(draft + "/release", ""), 201);

            String commitment = two.commitment().substring(two.path().length());
            Answer foreign = ok(keep(bea, commitment + "/deliveries", Map.of("text", "Done"), "none"), 201);
            Answer rule = ok(bea.postTo("/api/drafts/" + foreign.at("/draft") + "/release", ""), 409);
            assertThat(rule.code()).isNotEqualTo("draft-cooling");
            ok(bea.get("/api/drafts/" + foreign.at("/draft")), 200);

            Answer nowhere = ok(keep(ada, "/wins/" + UUID.randomUUID() + "/endorsement", Map.of(), "none"), 201);
            ok(ada.postTo("/api/drafts/" + nowhere.at("/draft") + "/release", ""), 404);
            Answer noId = ok(keep(ada, "/wins/first/endorsement", Map.of(), "none"), 201);
            ok(ada.postTo("/api/drafts/" + noId.at("/draft") + "/release", ""), 404);
            ok(ada.get("/api/drafts/" + noId.at("/draft")), 200);
        }

        @Test
        void not_when_something_was_recorded_since_its_author_looked() {
            String commitment = two.commitment();
            Map<String, Object> asked = new HashMap<>(Map.of(
                    "path",
                    "/api/ledgers" + commitment + "/updates",
                    "body",
                    Map.of("text", "Half"),
                    "coolsUntil",
                    "none",
                    "zone",
                    "UTC",
                    "seen",
                    2));
            Answer kept = ok(ada.postTo("/api/drafts", asked), 201);
            String draft = "/api/drafts/" + kept.at("/draft");
            Answer stale = ok(ada.postTo(draft + "/release", ""), 412);
            int now = stale.json().at("/facts/sequence").intValue();
            ok(ada.postTo(draft + "/revision", Map.of("body", Map.of("text", "Half"), "seen", now)), 200);
            ok(ada.postTo(draft + "/release", ""), 200);
        }

        @Test
        void not_by_somebody_who_left_though_the_draft_stays_theirs() {
            Person fay = fellow();
            Answer kept = ok(keep(fay, "/lessons", lesson(), "none"), 201);
            ok(ada.post(two.path() + "/members/" + member(fay) + "/removal", ""), 200);
            String draft = "/api/drafts/" + kept.at("/draft");

            assertThat(ok(fay.postTo(draft + "/release", ""), 404).code()).isEqualTo("ledger-not-found");

            ok(fay.get(draft), 200);
            ok(fay.postTo(draft + "/discard", ""), 204);
        }

        @Test
        void once_although_the_service_stopped_before_it_was_deleted() {
            String draft = kept("none");
            long before = SERVICE.entries();
            String trigger = "keep_" + UUID.randomUUID().toString().replace("-", "");
            SERVICE.store()
                    .sql("""
                        CREATE FUNCTION commitments.%1$s() RETURNS trigger LANGUAGE plpgsql AS
                            $$ BEGIN RAISE EXCEPTION 'stopped' USING ERRCODE = '57P01'; END $$;
                        CREATE TRIGGER %1$s BEFORE DELETE ON commitments.draft FOR EACH ROW
                            WHEN (OLD.draft_id = '%2$s') EXECUTE FUNCTION commitments.%1$s()
                        """.formatted(trigger, draft.substring("/api/drafts/".length())))
                    .update();
            Answer lost = ok(ada.postTo(draft + "/release", ""), 503);
            assertThat(lost.at("/facts/recorded")).isEqualTo("yes");
            assertThat(SERVICE.entries()).isEqualTo(before + 1);
            SERVICE.store()
                    .sql("DROP FUNCTION commitments." + trigger + "() CASCADE")
                    .update();

            // Until it is known what became of it, nobody changes it.
            assertThat(ok(ada.get(draft), 200).json().get("releasing").booleanValue())
                    .isTrue();
            assertThat(ok(ada.postTo(draft + "/revision", Map.of("body", Map.of())), 409)
                            .code())
                    .isEqualTo("draft-releasing");

            Answer again = ok(ada.postTo(draft + "/release", ""), 201);

            assertThat(again.at("/entries/0/type")).isEqualTo("dev.kept.lesson.recorded.v1");
            assertThat(SERVICE.entries()).isEqualTo(before + 1);
            assertThat(rows("draft", draft)).isZero();
        }

        @Test
        void once_although_it_is_kept_again_by_the_request_that_kept_it() {
            String key = UUID.randomUUID().toString();
            String draft = "/api/drafts/"
                    + ok(keep(ada, "/lessons", lesson(), "none", "Idempotency-Key", key), 201)
                            .at("/draft");
            Answer first = ok(ada.postTo(draft + "/release", ""), 201);
            long before = SERVICE.entries();

            ok(keep(ada, "/lessons", lesson(), "none", "Idempotency-Key", key), 201);
            Answer again = ok(ada.postTo(draft + "/release", ""), 201);
            assertThat(again.id()).isEqualTo(first.id());

            ok(keep(ada, "/lessons", lesson(), "none", "Idempotency-Key", key), 201);
            ok(ada.postTo(draft + "/revision", Map.of("body", Map.of("learned", "a", "differently", "b"))), 200);
            assertThat(ok(ada.postTo(draft + "/release", ""), 409).code()).isEqualTo("draft-released-before");
            assertThat(SERVICE.entries()).isEqualTo(before);
        }

        @Test
        void once_by_however_many_at_once() {
            String draft = kept("none");
            long before = SERVICE.entries();

            List<Answer> answers = IntStream.range(0, 8)
                    .parallel()
                    .mapToObj(each -> ada.postTo(draft + "/release", ""))
                    .toList();

            assertThat(answers).extracting(Answer::status).contains(201).isSubsetOf(201, 404);
            assertThat(SERVICE.entries()).isEqualTo(before + 1);
        }
    }
}
