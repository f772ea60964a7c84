package dev.kept.cli;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** How answers are printed: for people as text and tables, for programs as JSON with the API's own fields. */
final class Answers {

    private static final ObjectMapper JSON = dev.kept.client.ApiClient.createDefaultObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final int LONGEST_CELL = 80;

    @Option(names = "--json", description = "Print JSON with the API's own fields.")
    private boolean json;

    boolean asJson() {
        return json;
    }

    /** An answer of the generated client, to be read by its fields. */
    static JsonNode tree(Object answer) {
        return JSON.readTree(JSON.writeValueAsString(answer));
    }

    /** The fields of a request's body, as JSON has them. */
    static Map<String, Object> fields(Object body) {
        return JSON.readValue(JSON.writeValueAsString(body), new TypeReference<Map<String, Object>>() {});
    }

    static void json(World world, Object answer) {
        world.out().println(Harmless.json(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer)));
    }

    /** What was recorded: where, and the id that the next commands name. */
    int recorded(World world, Object answer, String what) {
        if (json) {
            json(world, answer);
        } else {
            JsonNode recorded = tree(answer);
            String id = recorded.path("id").asString("");
            world.out()
                    .println(what + ", entry " + recorded.path("sequence").asLong() + (id.isEmpty() ? "" : ": " + id));
        }
        return ExitCode.DONE;
    }

    static void table(World world, List<String> header, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(header);
        rows.forEach(row -> all.add(row.stream().map(Answers::cell).toList()));
        int[] widths = new int[header.size()];
        for (List<String> row : all) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], length(row.get(column)));
            }
        }
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String value = row.get(column);
                line.append(value).append(" ".repeat(widths[column] - length(value) + 2));
            }
            world.out().println(line.toString().stripTrailing());
        }
    }

    /** What somebody wrote, or that it was erased. */
    static String text(JsonNode text) {
        return text.isString() ? text.stringValue() : text.path("erased").asBoolean(false) ? "[erased]" : "";
    }

    /** A plain date is a day; any other due its local time, in the zone in which it was given. */
    static String due(JsonNode due) {
        if (!due.isObject()) {
            return "";
        }
        String zone = due.path("zone").asString("UTC");
        String day = due.path("day").asString("");
        return (day.isEmpty() ? time(due.path("at"), ZoneId.of(zone)) : day) + " " + zone;
    }

    static String time(JsonNode instant) {
        return time(instant, ZoneId.of("UTC"));
    }

    private static String time(JsonNode instant, ZoneId zone) {
        String at = instant.asString("");
        return at.isEmpty() ? "" : TIME.format(OffsetDateTime.parse(at).atZoneSameInstant(zone));
    }

    static void field(World world, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            world.out()
                    .println("%-14s %s"
                            .formatted(name + ":", Harmless.lines(value).replace("\n", "\n" + " ".repeat(15))));
        }
    }

    private static String cell(String value) {
        String line = Harmless.line(value.strip());
        return length(line) <= LONGEST_CELL
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_CELL - 1)) + "…";
    }

    private static int length(String value) {
        return value.codePointCount(0, value.length());
    }
}
