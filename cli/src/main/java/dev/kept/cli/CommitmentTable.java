package dev.kept.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.kept.client.model.TermsBody;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Commitments as rows of a table. */
final class CommitmentTable {

    private static final String OWED_BY = "owedby";
    private static final List<String> COLUMNS = List.of(
            "id",
            "title",
            "due",
            "zone",
            "details",
            "conditions",
            "evaluation",
            "monitor",
            "confirmationdays",
            OWED_BY);
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_TEXT = 10_000;
    private static final int MOST_DAYS = 90;

    private final String file;
    private final String zone;
    private final Found<TermsBody> found = new Found<>();
    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<String, Integer> linesById = new HashMap<>();

    private CommitmentTable(String file, String zone) {
        this.file = file;
        this.zone = zone;
    }

    static Found<TermsBody> read(Path file, char separator, String zone) {
        CommitmentTable table = new CommitmentTable(file.toString(), zone);
        String text = TextFile.read(file, table.file, table.found);
        if (text != null) {
            table.rows(text, separator);
        }
        return table.found;
    }

    private void rows(String text, char separator) {
        int line = 1;
        try {
            boolean first = true;
            for (CsvRecord row : CsvReader.builder()
                    .fieldSeparator(separator)
                    .skipEmptyLines(true)
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .ofCsvRecord(text)) {
                line = Math.toIntExact(row.getStartingLineNumber());
                if (first) {
                    header(row, line);
                } else if (!columns.isEmpty()) {
                    row(row, line);
                }
                first = false;
            }
            if (first) {
                found.error(file, 1, "It is empty: the first line names the columns.");
            }
        } catch (CsvParseException | IllegalArgumentException e) {
            found.error(file, line, "What follows is not a table: " + e.getMessage());
        }
    }

    private void header(CsvRecord header, int line) {
        Map<String, Integer> named = new HashMap<>();
        boolean wrong = false;
        for (int column = 0; column < header.getFieldCount(); column++) {
            String name = header.getField(column).strip().toLowerCase(Locale.ROOT);
            if (!COLUMNS.contains(name)) {
                found.error(
                        file,
                        line,
                        "There is no column '" + header.getField(column) + "': columns are title, due, zone, details,"
                                + " conditions, evaluation, monitor, confirmationDays, owedBy and id.");
                wrong = true;
            } else if (named.put(name, column) != null) {
                found.error(file, line, "The column '" + name + "' is there twice.");
                wrong = true;
            }
        }
        for (String required : List.of("title", "due")) {
            if (!named.containsKey(required)) {
                found.error(file, line, "The column '" + required + "' is missing.");
                wrong = true;
            }
        }
        if (!wrong) {
            columns.putAll(named);
        }
    }

    private void row(CsvRecord row, int line) {
        int errors = found.errors().size();
        if (row.getFieldCount() > columns.size()) {
            found.error(
                    file,
                    line,
                    "It has " + row.getFieldCount() + " cells, but there are " + columns.size() + " columns.");
        }
        TermsBody terms = new TermsBody()
                .title(title(row, line))
                .due(due(row, line))
                .zone(zone(row, line))
                .details(text(row, line, "details", LONGEST_TEXT))
                .conditions(text(row, line, "conditions", LONGEST_TEXT))
                .evaluation(text(row, line, "evaluation", LONGEST_TEXT))
                .monitor(monitor(row, line))
                .confirmationDays(confirmationDays(row, line));
        boolean own = isOwn(row, line);
        String id = id(row);
        Integer before = linesById.putIfAbsent(id, line);
        if (before != null) {
            found.error(file, line, "It is the same as line " + before + ": give each its own id.");
        }
        if (found.errors().size() == errors) {
            found.proposals().add(new Found.Proposal<>(file, line, terms.getTitle(), id, terms, own));
        }
    }

    /** A row without an id is known again by its cells, in whatever order the columns stand. */
    private String id(CsvRecord row) {
        String id = cell(row, "id");
        if (id != null) {
            return "id\n" + id;
        }
        List<String> cells = new ArrayList<>();
        for (String column : COLUMNS) {
            String cell = cell(row, column);
            if (cell != null) {
                cells.add(column + "=" + cell);
            }
        }
        return "row\n" + String.join("\u0000", cells);
    }

    private String title(CsvRecord row, int line) {
        String title = text(row, line, "title", LONGEST_TITLE);
        if (title == null) {
            found.error(file, line, "It has no title.");
            return "";
        }
        return title;
    }

    private @Nullable String text(CsvRecord row, int line, String column, int longest) {
        String cell = cell(row, column);
        if (cell != null && cell.length() > longest) {
            found.error(file, line, "Its " + column + " has more than " + longest + " characters.");
        }
        return cell;
    }

    private String due(CsvRecord row, int line) {
        String cell = cell(row, "due");
        if (cell == null) {
            found.error(file, line, "It has no due.");
            return "";
        }
        if (!isWrittenAs(LocalDate::parse, cell)
                && !isWrittenAs(LocalDateTime::parse, cell)
                && !isWrittenAs(OffsetDateTime::parse, cell)) {
            found.error(
                    file,
                    line,
                    "'" + cell + "' is no due: write 2035-06-29, 2035-06-29T17:00 or 2035-06-29T17:00+02:00.");
        }
        return cell;
    }

    private static boolean isWrittenAs(Function<String, ?> form, String cell) {
        try {
            return form.apply(cell) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private String zone(CsvRecord row, int line) {
        String cell = cell(row, "zone");
        String named = cell == null ? zone : cell;
        if (!ZoneId.getAvailableZoneIds().contains(named)) {
            found.error(file, line, "'" + named + "' is no time zone, such as Europe/Berlin.");
        }
        return named;
    }

    private boolean isOwn(CsvRecord row, int line) {
        String cell = cell(row, OWED_BY);
        if (cell != null && !cell.equals("us") && !cell.equals("them")) {
            found.error(file, line, "'" + cell + "' is no side: write us or them.");
        }
        return "us".equals(cell);
    }

    private TermsBody.@Nullable MonitorEnum monitor(CsvRecord row, int line) {
        String cell = cell(row, "monitor");
        if (cell == null) {
            return null;
        }
        TermsBody.MonitorEnum monitor = Monitor.named(cell);
        if (monitor == null) {
            found.error(file, line, "'" + cell + "' is no monitor: A, B, BOTH or MEDIATOR.");
        }
        return monitor;
    }

    private @Nullable Integer confirmationDays(CsvRecord row, int line) {
        String cell = cell(row, "confirmationdays");
        if (cell == null) {
            return null;
        }
        if (!cell.matches("\\d{1,2}") || Integer.parseInt(cell) < 1 || Integer.parseInt(cell) > MOST_DAYS) {
            found.error(file, line, "'" + cell + "' is no number of days from 1 to " + MOST_DAYS + ".");
            return null;
        }
        return Integer.valueOf(cell);
    }

    /** What is written there; null for nothing. */
    private @Nullable String cell(CsvRecord row, String column) {
        Integer index = columns.get(column);
        if (index == null || index >= row.getFieldCount()) {
            return null;
        }
        String cell = row.getField(index).strip();
        return cell.isEmpty() ? null : cell;
    }
}
