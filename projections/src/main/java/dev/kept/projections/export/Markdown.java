package dev.kept.projections.export;

import dev.kept.events.Statements;
import dev.kept.events.Text;
import dev.kept.projections.fold.LedgerView;
import dev.kept.projections.reading.LedgerReading;
import dev.kept.projections.reading.Texts;
import dev.kept.projections.reading.Texts.OfLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The whole history for people: every entry in order, by day, in words. Whatever people wrote stays text. */
@Component
final class Markdown {

    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    /** What would begin a heading, a quotation, a list, a rule or a table, at the beginning of a line. */
    private static final Pattern BEGINNING = Pattern.compile("^(\\s*)([#>+\\-=|:]|\\d+[.)])");

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>&~|]");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n]]");

    /** Of use to programs alone. */
    private static final Set<String> SILENT = Set.of("secretDigest", "digest");

    private final JdbcExport export;
    private final Texts texts;

    Markdown(JdbcExport export, Texts texts) {
        this.export = export;
        this.texts = texts;
    }

    /** For the names above the history. */
    private record Heads(Text title, Text a, @Nullable Text b) {}

    void write(LedgerReading reading, Writer out) throws IOException {
        LedgerView view = reading.view();
        JsonNode heads = texts.render(
                reading,
                new Heads(
                        view.title(),
                        view.a().name(),
                        view.b() == null ? null : view.b().name()));
        out.append("# ").append(line(heads.get("title"))).append("\n\n");
        out.append("- Side A: ").append(line(heads.get("a"))).append('\n');
        if (heads.has("b")) {
            out.append("- Side B: ").append(line(heads.get("b"))).append('\n');
        }
        out.append("- Entries 0 to ")
                .append(Long.toString(reading.head()))
                .append(", the last of ")
                .append(reading.recorded().toString())
                .append("; all times are UTC\n");
        String[] day = {""};
        export.entries(reading, portion -> {
            for (JsonNode entry : texts.render(portion.stream()
                    .map(stored -> new OfLedger(reading, Shown.of(Statements.read(stored.statement()))))
                    .toList())) {
                String recorded = entry.get("recorded").asString();
                String date = recorded.substring(0, recorded.indexOf('T'));
                if (!date.equals(day[0])) {
                    out.append("\n## ").append(date).append('\n');
                    day[0] = date;
                }
                entry(entry, recorded, out);
            }
        });
        out.append("\n---\n\nEnd of the history: entry ")
                .append(Long.toString(reading.head()))
                .append(" is the last.\n");
        out.flush();
    }

    private static void entry(JsonNode entry, String recorded, Writer out) throws IOException {
        out.append("\n### ").append(entry.get("sequence").asString()).append(" · ");
        out.append(recorded, recorded.indexOf('T') + 1, recorded.indexOf('T') + "hh:mm".length() + 1);
        out.append(" · ").append(words(entry.get("type").asString())).append("\n\n");
        out.append(who(entry.get("by"))).append('\n');
        if (entry.has("subject")) {
            out.append("\n- **item:** `")
                    .append(entry.get("subject").asString())
                    .append("`\n");
        } else {
            out.append('\n');
        }
        String subject = entry.path("subject").asString("");
        fields(entry.get("data"), subject, "", out);
    }

    private static String who(JsonNode by) {
        String side = by.get("side").asString();
        String role = side.length() == 1 ? "side " + side : side;
        return by.has("name") ? line(by.get("name")) + ", " + role : side.equals("system") ? "Kept itself" : role;
    }

    /** {@code dev.kept.commitment.terms-proposed.v1} is 'commitment: terms proposed'. */
    private static String words(String type) {
        String[] parts = type.split("\\.", -1);
        return parts[2].replace('-', ' ') + ": " + parts[3].replace('-', ' ');
    }

    private static void fields(JsonNode object, String subject, String indent, Writer out) throws IOException {
        try {
            object.forEachEntry((name, value) -> {
                // The item's own id stands above.
                boolean said = value.isString() && value.asString().equals(subject);
                if (!SILENT.contains(name) && !said && !value.isNull() && !(value.isArray() && value.isEmpty())) {
                    String label = CAMEL.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT);
                    uncheckedField("- **" + label + ":**", value, indent, out);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void uncheckedField(String label, JsonNode value, String indent, Writer out) {
        try {
            field(label, value, indent, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void field(String label, JsonNode value, String indent, Writer out) throws IOException {
        if (value.isObject() && !isErased(value)) {
            out.append(indent).append(label).append('\n');
            fields(value, "", indent + "  ", out);
        } else if (value.isArray()) {
            out.append(indent).append(label).append('\n');
            int number = 1;
            for (JsonNode each : value) {
                field("- " + number++ + ":", each, indent + "  ", out);
            }
        } else if (value.isString() && value.asString().indexOf('\n') >= 0) {
            out.append(indent).append(label).append("\n\n");
            quote(value.asString(), indent + "  ", out);
        } else {
            out.append(indent).append(label).append(' ').append(line(value)).append('\n');
        }
    }

    /** A text of several lines, which stay lines. */
    private static void quote(String text, String indent, Writer out) throws IOException {
        for (String line : text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1)) {
            out.append(indent)
                    .append(line.isBlank() ? ">" : "> " + escaped(line) + "  ")
                    .append('\n');
        }
        out.append('\n');
    }

    private static String line(JsonNode value) {
        if (isErased(value)) {
            return "*erased*";
        }
        String text = value.asString();
        return UUIDS.matcher(text).matches() ? "`" + text + "`" : escaped(text.replace('\n', ' '));
    }

    private static boolean isErased(JsonNode value) {
        return value.path("erased").asBoolean(false);
    }

    static String escaped(String line) {
        String clean = CONTROL.matcher(line).replaceAll(" ").strip();
        String inert = SPECIAL.matcher(clean).replaceAll("\\\\$0");
        return BEGINNING.matcher(inert).replaceFirst(found -> {
            String what = found.group(2);
            String before = what.substring(0, what.length() - 1);
            return before + "\\\\" + Matcher.quoteReplacement(what.substring(what.length() - 1));
        });
    }
}
