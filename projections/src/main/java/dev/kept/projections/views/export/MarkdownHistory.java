package dev.kept.projections.views.export;

import dev.kept.events.Statements;
import dev.kept.events.Text;
import dev.kept.http.Instants;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Texts;
import dev.kept.projections.store.reading.Texts.OfLedger;
import dev.kept.projections.views.entries.ShownEntries;
import dev.kept.projections.views.entries.ShownEntry;
import dev.kept.projections.views.markdown.MarkdownText;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import dev.kept.wording.Words;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The whole history for people: every entry in order, by day, in words. Whatever people wrote stays text. */
@Component
final class MarkdownHistory {

    private static final String ERASED = "*erased*";

    private final JdbcExport export;
    private final ShownEntries shown;
    private final Texts texts;
    private final Words words;

    MarkdownHistory(JdbcExport export, ShownEntries shown, Texts texts) {
        this.export = export;
        this.shown = shown;
        this.texts = texts;
        this.words = new Words(Locale.UK);
    }

    /** For the names above the history. */
    private record Heads(Text title, Map<String, Party> parties) {}

    private record Party(Text name) {}

    void write(LedgerReading reading, Writer out) throws IOException {
        LedgerView view = reading.view();
        Map<String, Party> parties =
                new TreeMap<>(Map.of("A", new Party(view.a().name())));
        if (view.b() != null) {
            parties.put("B", new Party(view.b().name()));
        }
        Doc heads = new Doc(texts.render(reading, new Heads(view.title(), parties)));
        Ledger ledger = Ledger.of(reading.ledger(), heads, words);
        out.append("# ").append(text(heads, "title")).append("\n\n");
        out.append("- Side A: ").append(text(heads, "parties/A/name")).append('\n');
        if (heads.has("parties/B")) {
            out.append("- Side B: ").append(text(heads, "parties/B/name")).append('\n');
        }
        out.append("- Entries 0 to ")
                .append(Long.toString(reading.head()))
                .append(", the last of ")
                .append(Instants.text(reading.recorded()))
                .append("; all times are UTC\n");
        String[] day = {""};
        export.entries(reading, portion -> {
            List<ShownEntry> entries = shown.of(
                    reading,
                    portion.stream()
                            .map(stored -> Statements.read(stored.statement()))
                            .toList());
            for (JsonNode each : texts.render(
                    entries.stream().map(entry -> new OfLedger(reading, entry)).toList())) {
                Doc entry = new Doc(each);
                String recorded = entry.string("recorded");
                String date = recorded.substring(0, recorded.indexOf('T'));
                if (!date.equals(day[0])) {
                    out.append("\n## ").append(date).append('\n');
                    day[0] = date;
                }
                entry(entry, recorded, ledger, out);
            }
        });
        out.append("\n---\n\nEnd of the history: entry ")
                .append(Long.toString(reading.head()))
                .append(" is the last.\n");
        out.flush();
    }

    private void entry(Doc entry, String recorded, Ledger ledger, Writer out) throws IOException {
        out.append("\n### ").append(entry.string("sequence")).append(" · ");
        out.append(recorded, recorded.indexOf('T') + 1, recorded.indexOf('T') + "hh:mm".length() + 1);
        out.append(" · ").append(typeInWords(entry.string("type"))).append("\n\n");
        out.append(who(entry.at("by"))).append("\n\n");
        if (entry.has("item")) {
            out.append("- **item:** ").append(reference(entry.at("item"))).append('\n');
        }
        for (Doc field : entry.list("fields")) {
            field(field, ledger, out);
        }
    }

    private static String who(Doc by) {
        String side = by.string("side");
        String role = side.length() == 1 ? "side " + side : side;
        return by.written("name") ? text(by, "name") + ", " + role : side.equals("system") ? "Kept itself" : role;
    }

    /** {@code dev.kept.commitment.terms-proposed.v1} is 'commitment: terms proposed'. */
    private static String typeInWords(String type) {
        String[] parts = type.split("\\.", -1);
        return parts[2].replace('-', ' ') + ": " + parts[3].replace('-', ' ');
    }

    /** By the type that is stated, whatever the value looks like. */
    private void field(Doc field, Ledger ledger, Writer out) throws IOException {
        out.append("- **")
                .append(words.label(field.string("name")).toLowerCase(Locale.ROOT))
                .append(":**");
        String text = field.text("text");
        if (field.string("type").equals("text") && text != null && text.lines().count() > 1) {
            out.append("\n\n").append(MarkdownText.quotation(text, "  "));
        } else {
            out.append(' ').append(value(field, ledger)).append('\n');
        }
    }

    private String value(Doc field, Ledger ledger) {
        return switch (field.string("type")) {
            case "text" -> text(field, "text");
            case "day" -> field.string("day") + " (" + field.string("zone") + ")";
            case "instant" ->
                field.string("at") + (field.has("zone") ? " (given in " + field.string("zone") + ")" : "");
            case "number" -> words.quantity(field);
            case "link" -> text(field, "text") + (field.written("link") ? ", " + text(field, "link") : "");
            case "code" -> MarkdownText.line(words.code(field, ledger));
            case "recurrence" -> "`" + field.string("rule") + "` (" + field.string("zone") + ")";
            case "entries" ->
                field.number("from") == field.number("to")
                        ? field.string("from")
                        : field.string("from") + " to " + field.string("to");
            case "reference" -> reference(field);
            default -> throw new IllegalStateException("a field of no known type");
        };
    }

    private static String reference(Doc reference) {
        String id = "`" + reference.string("id") + "`";
        return reference.written("title") ? text(reference, "title") + " " + id : id;
    }

    private static String text(Doc doc, String path) {
        String text = doc.text(path);
        return text == null ? ERASED : MarkdownText.line(text);
    }
}
