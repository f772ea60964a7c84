package dev.kept.projections.kinds.commitments;

import dev.kept.events.Side;
import dev.kept.http.Cursor;
import dev.kept.http.FieldType;
import dev.kept.http.Page;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which commitments a list shows: those of which at least one occurrence matches all of this. The same for the past and the present.
 *
 * @param states any of them; empty for all
 * @param side the promisor
 * @param dueFrom inclusive, of the due in force
 * @param dueTo exclusive
 * @param figure what a number of the dashboard counts
 * @param week of that number; null for the total
 * @param zone in which weeks begin
 * @param asOf the instant by which original dues have come or not
 */
record Selection(
        Set<State> states,
        @Nullable Side side,
        @Nullable Instant dueFrom,
        @Nullable Instant dueTo,
        @Nullable Figure figure,
        @Nullable Week week,
        ZoneId zone,
        Instant asOf) {

    /** The name of the list in cursors. */
    static final String LIST = "listCommitments";

    private static final Comparator<Row> BY_DUE =
            Comparator.comparing((Row row) -> row.due()).thenComparing(Row::begun);

    /** A commitment's place in the list. */
    record PageStart(Instant due, long begun) {

        static final FieldType<PageStart> CURSOR = Cursor.type(
                LIST,
                new PageStart(Instant.EPOCH, -1),
                cursor -> new PageStart(Instant.ofEpochMilli(cursor.number(0)), cursor.number(1)));
    }

    /** What is kept of each commitment while all are looked through. */
    private record Row(long begun, ListedCommitment listed) {
        Instant due() {
            return listed.due().at();
        }
    }

    /** Gives all commitments one after the other. */
    interface Source {
        void each(Consumer<Standing> taker);
    }

    /**
     * One page, by due, then in the order in which the commitments began.
     *
     * @param descending latest due first
     * @param after the last one shown; null for the first page
     */
    Page<ListedCommitment> page(Source all, boolean descending, int limit, @Nullable PageStart after) {
        Comparator<Row> order = descending ? BY_DUE.reversed() : BY_DUE;
        List<Row> rows = new ArrayList<>();
        all.each(standing -> {
            Row row = row(standing);
            if (row != null) {
                rows.add(row);
            }
        });
        rows.sort(order);
        int from = after == null ? 0 : firstAfter(rows, after, descending);
        List<Row> page = rows.subList(from, Math.min(from + limit, rows.size()));
        String next = from + limit < rows.size() ? cursor(page.getLast()).encoded(LIST) : null;
        return new Page<>(page.stream().map(Row::listed).toList(), next);
    }

    private static Cursor cursor(Row row) {
        return Cursor.of(row.due().toEpochMilli(), row.begun());
    }

    private static int firstAfter(List<Row> rows, PageStart after, boolean descending) {
        int index = 0;
        for (Row row : rows) {
            int order = row.due().compareTo(after.due());
            if (order == 0) {
                order = Long.compare(row.begun(), after.begun());
            }
            if (descending ? order < 0 : order > 0) {
                return index;
            }
            index++;
        }
        return index;
    }

    private @Nullable Row row(Standing standing) {
        if (side != null && side != standing.promisor()) {
            return null;
        }
        Set<Integer> counted = figure == null ? Set.of() : counted(standing, figure);
        List<Integer> matching = new ArrayList<>();
        Standing.Line shown = null;
        for (Standing.Line line : standing.lines()) {
            if (matches(line) && (figure == null || counted.contains(line.occurrence()))) {
                matching.add(line.occurrence());
                boolean current = line.occurrence() == standing.current();
                if (shown == null
                        || current
                        || (isNotCurrent(standing, shown) && line.due().isBefore(shown.due()))) {
                    shown = line;
                }
            }
        }
        return shown == null ? null : new Row(standing.begun(), ListedCommitment.of(standing, shown, matching));
    }

    private static boolean isNotCurrent(Standing standing, Standing.Line line) {
        return line.occurrence() != standing.current();
    }

    private boolean matches(Standing.Line line) {
        return (states.isEmpty() || states.contains(line.state()))
                && (dueFrom == null || !line.due().isBefore(dueFrom))
                && (dueTo == null || line.due().isBefore(dueTo));
    }

    private Set<Integer> counted(Standing standing, Figure which) {
        Set<Integer> occurrences = new TreeSet<>();
        Figure.count(standing, asOf, (line, figure, due) -> {
            if (figure == which && (week == null || week.equals(Week.of(due, zone)))) {
                occurrences.add(line.occurrence());
            }
        });
        return occurrences;
    }
}
