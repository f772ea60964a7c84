package dev.kept.projections.views.document;

import dev.kept.wording.ChangedWords;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import dev.kept.wording.ShownText;
import dev.kept.wording.When;
import dev.kept.wording.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import tools.jackson.databind.JsonNode;

/** Sets a document, as the API answers it in JSON, for people: in the words of their language. What people wrote stays as it is. */
@Component
class Typesetting {

    private static final int LETTERS_AT_THE_FOOT = 60;
    private static final String SHARED_STYLE = resource("shared.css");
    private static final String SCREEN_STYLE = "\n" + SHARED_STYLE + resource("screen.css");
    private static final String PAPER_STYLE = "\n" + SHARED_STYLE + resource("paper.css");

    /** The foot of each page has the head, too. */
    private static final String PROOF_PAPER_STYLE = PAPER_STYLE + "@page { margin-bottom: 36mm; }\n";

    /** For the page on a screen: nothing but its own style, which its digest names. */
    static final String CONTENT_SECURITY =
            "default-src 'none'; style-src '%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                    .formatted(digest(SCREEN_STYLE));

    private final ITemplateEngine templates;
    private final Clock clock;
    private final String root;

    Typesetting(ITemplateEngine templates, Clock clock, Environment environment) {
        this.templates = templates;
        this.clock = clock;
        String url = environment.getProperty("kept.public-url", "").strip();
        this.root = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    String markdown(JsonNode document, WrittenFor reader) {
        Doc doc = new Doc(document);
        Words words = new Words(reader.locale());
        return new MarkdownDocument(doc, ledger(doc, words), words, when(reader), root).written();
    }

    /** One self-contained page. */
    String html(JsonNode document, WrittenFor reader, @Nullable Proof proof) {
        return page(document, reader, SCREEN_STYLE, false, proof);
    }

    /** The same for a PDF: well-formed XML, nothing folded. */
    String paper(JsonNode document, WrittenFor reader, @Nullable Proof proof) {
        return page(document, reader, proof == null ? PAPER_STYLE : PROOF_PAPER_STYLE, true, proof);
    }

    private String page(JsonNode document, WrittenFor reader, String style, boolean paper, @Nullable Proof proof) {
        Doc doc = new Doc(document);
        Words words = new Words(reader.locale());
        When when = when(reader);
        Map<String, Object> model = new HashMap<>(Map.ofEntries(
                Map.entry("d", doc),
                Map.entry("ledger", ledger(doc, words)),
                Map.entry("words", words),
                Map.entry("when", when),
                Map.entry("said", new ChangedWords(words, when)),
                Map.entry("style", style),
                Map.entry("paper", paper),
                Map.entry("foot", foot(doc.text("title"), words)),
                // Without an address of Kept's own, nothing leads anywhere from paper, or from a file.
                Map.entry("linked", !root.isEmpty() || !(paper || proof != null)),
                Map.entry("root", root + "/ledgers/" + doc.string("ledger")),
                Map.entry("direction", new Direction(paper))));
        if (proof != null) {
            model.put("proof", proof);
        }
        return templates.process("document/document", new Context(reader.locale(), model));
    }

    /** A title as it fits on one line at the foot of each page. */
    private static String foot(@Nullable String title, Words words) {
        if (title == null) {
            return words.text("document.untitled");
        }
        List<String> letters = Pattern.compile("\\X")
                .matcher(title.strip().replaceAll("\\s+", " "))
                .results()
                .map(MatchResult::group)
                .toList();
        return letters.size() <= LETTERS_AT_THE_FOOT
                ? String.join("", letters)
                : ShownText.contained(
                        String.join("", letters.subList(0, LETTERS_AT_THE_FOOT)).strip() + "…");
    }

    private When when(WrittenFor reader) {
        return new When(reader.zone(), reader.locale(), reader.dates(), clock.instant());
    }

    private static Ledger ledger(Doc doc, Words words) {
        return Ledger.of(UUID.fromString(doc.string("ledger")), doc, words);
    }

    private static String resource(String name) {
        try (InputStream style = Objects.requireNonNull(Typesetting.class.getResourceAsStream("/document/" + name))) {
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String style) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
