package dev.kept.projections.export;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Rows as RFC 4180 has them. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
final class Csv {

    /** Also in full width, which some spreadsheets fold. */
    private static final String BEGINNINGS_OF_FORMULAS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private final Writer out;

    Csv(Writer out) {
        this.out = out;
    }

    void row(List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            out.append(quoted(harmless(cells.get(i))));
        }
        out.append("\r\n");
    }

    private static String harmless(String cell) {
        return !cell.isEmpty() && BEGINNINGS_OF_FORMULAS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
