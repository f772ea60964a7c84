package dev.kept.projections.views.document;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Entry;
import dev.kept.events.LessonEvent.LessonRecorded;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SigningKey;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.RightEdge;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The document that goes with an export, over HTTP. */
class ProofDocumentTest {

    private static final SigningKey KEY = SigningKey.generate();

    private static ReadSide side;

    private final Story story = Story.opened();
    private final List<byte[]> statements = new ArrayList<>();
    private int sent;

    @BeforeAll
    static void start() {
        side = ReadSide.start(
                Map.of(
                        "kept.projections.signing-public-key",
                        Base64.getEncoder().encodeToString(KEY.publicKey())),
                Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        side.close();
    }

    @Test
    void it_names_the_signed_head_before_anything_else_and_says_how_to_check_it() {
        lesson("Ask early");
        TreeHead head = head();

        String html = html(head, "");

        assertThat(html).contains("<pre id=\"tree-head\">" + head.body() + "</pre>");
        assertThat(html.indexOf(head.body())).isLessThan(html.indexOf("<h1"));
        assertThat(html)
                .contains("<title>Record " + story.ledger + " as of entry " + story.head() + "</title>")
                .contains("How to check this document", "kept-verify.jar --key KEY EXPORT")
                .contains(VerifierKey.fingerprint(KEY.publicKey()))
                .contains("Ask early", "No text is left out of this export.", "No text of the record was erased.");
    }

    @Test
    void a_pdf_has_the_head_on_every_page_and_as_a_file_that_any_program_finds() throws IOException {
        for (int i = 0; i < 60; i++) {
            lesson("Lesson " + i);
        }
        TreeHead head = head();

        HttpResponse<byte[]> answer = side.bytes(
                story.annaSubject, path(signed(head, KEY), "pdf", ""), "Kept-At-Least", Long.toString(story.head()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/pdf");
        try (PDDocument pdf = Loader.loadPDF(answer.body())) {
            assertThat(pdf.getNumberOfPages()).isGreaterThan(2);
            PDFTextStripper text = new PDFTextStripper();
            for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
                text.setStartPage(page);
                text.setEndPage(page);
                assertThat(text.getText(pdf))
                        .as("page " + page)
                        .contains(
                                head.origin(),
                                head.size() + " entries",
                                head.root().toString())
                        .contains(VerifierKey.fingerprint(KEY.publicKey()))
                        .contains("kept-verify.jar");
            }
            var attached =
                    Objects.requireNonNull(new PDDocumentNameDictionary(pdf.getDocumentCatalog()).getEmbeddedFiles());
            assertThat(Objects.requireNonNull(attached.getNames().get("checkpoint"))
                            .getEmbeddedFile()
                            .toByteArray())
                    .isEqualTo(signed(head, KEY).note().toBytes());
        }
        assertThat(new String(answer.body(), ISO_8859_1)).contains(head.body());
    }

    @Test
    void it_says_where_a_text_is_left_out_and_where_one_was_erased() {
        Entry kept = lesson("Ask early");
        Entry left = lesson("Sleep on it");
        Entry erased = lesson("Blame nobody");
        story.erased(erased, "learned");
        TreeHead head = head();

        String html = html(head, "&leaveOut=" + left.sequence());

        assertThat(html)
                .contains("Ask early")
                .doesNotContain("Sleep on it", "Blame nobody")
                .contains("The texts of these entries are left out of this export: " + left.sequence() + ".")
                .contains("Texts of these entries were erased from the record: " + erased.sequence() + ".")
                .contains("This text is left out of this export.", "This text was erased.");
        assertThat(kept.sequence()).isLessThan(left.sequence());
    }

    @Test
    void without_texts_none_of_them_is_in_it_names_and_titles_included() throws IOException {
        lesson("Ask early");
        story.made("Publish the timeline");
        TreeHead head = head();

        String html = html(head, "&texts=false");
        byte[] pdf = side.bytes(
                        story.annaSubject,
                        path(signed(head, KEY), "pdf", "&texts=false"),
                        "Kept-At-Least",
                        Long.toString(story.head()))
                .body();

        JsonNode whole = side.json(story, "/document");
        List<String> texts = List.of(
                whole.path("title").asString(),
                whole.at("/parties/A/name").asString(),
                whole.at("/parties/A/members/0/name").asString(),
                "Ask early",
                "Publish the timeline");
        assertThat(texts).noneMatch(String::isBlank);
        assertThat(html)
                .contains("All texts are left out of this export", "A ledger whose title is left out")
                .contains("a name that is left out", "(left out)");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            String read = new PDFTextStripper().getText(document);
            assertThat(texts).noneMatch(html::contains).noneMatch(read::contains);
        }
    }

    @Test
    void it_stands_at_its_head_whatever_was_recorded_since() {
        lesson("Ask early");
        TreeHead head = head();
        lesson("Sleep on it");
        sync();

        String html = html(head, "");

        assertThat(html).contains("Ask early", head.body()).doesNotContain("Sleep on it");
    }

    @Test
    void a_head_of_other_entries_is_refused_and_the_root_of_these_is_named() {
        lesson("Ask early");
        TreeHead head = head();
        TreeHead forged = new TreeHead(head.origin(), head.size(), Hash.ofLeaf(new byte[] {1}));

        HttpResponse<String> answer = get(signed(forged, KEY), "html", "");

        assertThat(answer.statusCode()).isEqualTo(409);
        JsonNode problem = ReadSide.json(answer);
        assertThat(problem.path("code").asString()).isEqualTo("head-not-of-these-entries");
        assertThat(problem.at("/facts/computedRoot").asString())
                .isEqualTo(head.root().toString());
    }

    @Test
    void a_head_that_another_key_has_signed_is_refused() {
        lesson("Ask early");

        HttpResponse<String> answer = get(signed(head(), SigningKey.generate()), "html", "");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(ReadSide.json(answer).path("code").asString()).isEqualTo("head-not-signed");
    }

    @Test
    void a_head_of_another_ledger_or_of_entries_that_are_not_there_is_refused() {
        lesson("Ask early");
        TreeHead head = head();
        TreeHead elsewhere = new TreeHead("kept.example/l/" + UUID.randomUUID(), head.size(), head.root());
        TreeHead beyond = new TreeHead(head.origin(), head.size() + 1, head.root());
        TreeHead empty = new TreeHead(head.origin(), 0, RightEdge.EMPTY.root());

        assertThat(List.of(elsewhere, beyond, empty)).allSatisfy(each -> {
            HttpResponse<String> answer = get(signed(each, KEY), "html", "");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("#/query/head");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%20", "AAAA", "4oCU", "_-_-"})
    void what_is_no_head_is_refused_with_every_other_error(String head) {
        lesson("Ask early");
        sync();

        HttpResponse<String> answer = side.fresh(story, "/proof/document?format=word&limit=0&head=" + head);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("#/query/head", "#/query/format", "#/query/limit");
    }

    @Test
    void for_everybody_else_there_is_no_such_ledger() {
        lesson("Ask early");
        SignedTreeHead head = signed(head(), KEY);

        assertThat(side.get(Story.opened().annaSubject, path(head, "html", "")).statusCode())
                .isEqualTo(404);
    }

    private Entry lesson(String learned) {
        return story.a(
                new LessonRecorded(UUID.randomUUID(), Side.A, Text.of(learned), Text.of("We try it out"), List.of()));
    }

    private void sync() {
        List<Entry> entries = story.entries();
        for (; sent < entries.size(); sent++) {
            statements.add(side.kafka.send(entries.get(sent)).bytes());
        }
    }

    /** Of all that was recorded, which has gone to Kafka then. */
    private TreeHead head() {
        sync();
        RightEdge edge = RightEdge.EMPTY;
        for (byte[] statement : statements) {
            edge = edge.append(Hash.ofLeaf(statement));
        }
        return new TreeHead("kept.example/l/" + story.ledger, statements.size(), edge.root());
    }

    private static SignedTreeHead signed(TreeHead head, SigningKey key) {
        return SignedTreeHead.sign(head, new NoteSigner(head.origin(), key));
    }

    private String path(SignedTreeHead head, String format, String more) {
        return "/api/ledgers/%s/proof/document?format=%s&head=%s%s"
                .formatted(
                        story.ledger,
                        format,
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(head.note().toString().getBytes(UTF_8)),
                        more);
    }

    private HttpResponse<String> get(SignedTreeHead head, String format, String more) {
        return side.get(story.annaSubject, path(head, format, more), "Kept-At-Least", Long.toString(story.head()));
    }

    private String html(TreeHead head, String more) {
        HttpResponse<String> answer = get(signed(head, KEY), "html", more);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        return answer.body();
    }
}
