package dev.kept.projections.views.export;

import dev.kept.events.Statements;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Texts;
import dev.kept.projections.store.reading.Texts.OfLedger;
import dev.kept.projections.views.entries.ShownEntries;
import dev.kept.projections.views.entries.ShownEntry;
import dev.kept.projections.views.markdown.MarkdownText;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import dev.kept.wording.When;
import dev.kept.wording.Words;
import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The whole history for people: every entry in order, by day, in the words of a language. Whatever people wrote stays text. */
@Component
final class MarkdownHistory {

    private final JdbcExport export;
    private final ShownEntries shown;
    private final Texts texts;
    private final Clock clock;

    MarkdownHistory(JdbcExport export, ShownEntries shown, Texts texts, Clock clock) {
        this.export = export;
        this.shown = shown;
        this.texts = texts;
        this.clock = clock;
    }

    /** For the names above the history. */
    private record Heads(Text title, Map<String, Party> parties) {}

    private record Party(Text name) {}

    void write(LedgerReading reading, ExportQuery query, Locale locale, Writer out) throws IOException {
        LedgerView view = reading.view();
        Map<String, Party> parties =
                new TreeMap<>(Map.of("A", new Party(view.a().name())));
        if (view.b() != null) {
            parties.put("B", new Party(view.b().name()));
        }
        Doc heads = new Doc(texts.render(reading, new Heads(view.title(), parties)));
        Words words = new Words(locale);
        When when = new When(query.zone(), locale, query.dates(), clock.instant());
        Telling telling = new Telling(words, when, Ledger.of(reading.ledger(), heads, words), out);
        telling.begin(heads, reading);
        export.entries(reading, portion -> {
            List<ShownEntry> entries = shown.of(
                    reading,
                    portion.stream()
                            .map(stored -> Statements.read(stored.statement()))
                            .toList());
            for (JsonNode each : texts.render(
                    entries.stream().map(entry -> new OfLedger(reading, entry)).toList())) {
                telling.entry(new Doc(each));
            }
        });
        telling.end(reading);
        out.flush();
    }

    /** One history in one language. */
    private static final class Telling {

        private final Words words;
        private final When when;
        private final Ledger ledger;
        private final Writer out;
        private String day = "";

        Telling(Words words, When when, Ledger ledger, Writer out) {
            this.words = words;
            this.when = when;
            this.ledger = ledger;
            this.out = out;
        }

        void begin(Doc heads, LedgerReading reading) throws IOException {
            out.append("# ").append(text(heads, "title")).append("\n\n");
            item(words.text("history.side-a", text(heads, "parties/A/name")));
            if (heads.has("parties/B")) {
                item(words.text("history.side-b", text(heads, "parties/B/name")));
            }
            item(words.text(
                    "history.range", reading.head(), when.at(reading.recorded().toString()), when.zone()));
        }

        void end(LedgerReading reading) throws IOException {
            out.append("\n---\n\n")
                    .append(words.text("history.end", reading.head()))
                    .append('\n');
        }

        void entry(Doc entry) throws IOException {
            String recorded = entry.string("recorded");
            String on = when.day(recorded);
            if (!on.equals(day)) {
                out.append("\n## ").append(on).append('\n');
                day = on;
            }
            out.append("\n### ").append(entry.string("sequence")).append(" · ");
            out.append(when.time(recorded)).append(" · ").append(words.phrase(entry.string("type")));
            out.append("\n\n").append(who(entry.at("by"))).append("\n\n");
            if (entry.has("item")) {
                item("**" + words.label("item") + ":** " + reference(entry.at("item")));
            }
            for (Doc field : entry.list("fields")) {
                field(field);
            }
        }

        private void item(String said) throws IOException {
            out.append("- ").append(said).append('\n');
        }

        private String who(Doc by) {
            String side = by.string("side");
            return switch (side) {
                case "A" -> words.text("history.of-side-a", text(by, "name"));
                case "B" -> words.text("history.of-side-b", text(by, "name"));
                case "mediator" -> words.text("history.of-mediator", text(by, "name"));
                default -> words.text("side.system");
            };
        }

        /** By the type that is stated, whatever the value looks like. */
        private void field(Doc field) throws IOException {
            out.append("- **").append(words.label(field.string("name"))).append(":**");
            String text = field.text("text");
            if (field.string("type").equals("text")
                    && text != null
                    && text.lines().count() > 1) {
                out.append("\n\n").append(MarkdownText.quotation(text, "  "));
            } else {
                out.append(' ').append(value(field)).append('\n');
            }
        }

        private String value(Doc field) {
            return switch (field.string("type")) {
                case "text" -> text(field, "text");
                case "day" -> when.due(field);
                case "instant" -> {
                    String at = when.at(field.string("at"));
                    yield field.has("zone") ? words.text("history.given-in", at, field.string("zone")) : at;
                }
                case "number" -> words.quantity(field);
                case "link" ->
                    text(field, "text") + (field.written("link") ? ", " + text(field, "link") : "") + file(field);
                case "code" -> MarkdownText.line(words.code(field, ledger));
                case "recurrence" -> "`" + field.string("rule") + "` (" + field.string("zone") + ")";
                case "entries" ->
                    field.number("from") == field.number("to")
                            ? field.string("from")
                            : words.text("history.from-to", field.number("from"), field.number("to"));
                case "reference" -> reference(field);
                default -> throw new IllegalStateException("a field of no known type");
            };
        }

        /** With the digest of its bytes, by which anybody can compare the file with the entry. */
        private String file(Doc field) {
            return field.has("file")
                    ? ", %s (%s, %s, SHA-256 %s)"
                            .formatted(
                                    text(field, "file/name"),
                                    MarkdownText.line(field.string("file/mediaType")),
                                    words.size(field.number("file/size")),
                                    text(field, "file/sha256"))
                    : "";
        }

        private String reference(Doc reference) {
            String id = "`" + reference.string("id") + "`";
            return reference.written("title") ? text(reference, "title") + " " + id : id;
        }

        private String text(Doc doc, String path) {
            String text = doc.text(path);
            return text == null ? "*" + words.text("history.erased") + "*" : MarkdownText.line(text);
        }
    }
}
