package dev.kept.http.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusReportTest {

    private final StringWriter said = new StringWriter();

    @Test
    void each_line_stands_in_columns_and_nothing_is_to_be_done_while_all_is_fine() {
        int code = print(
                StatusLine.none("held ledgers", 0, "ledgers", "look"),
                StatusLine.few("waiting", 12, 1_000, "entries", "wait"));

        assertThat(code).isZero();
        assertThat(said).hasToString("""
                fine   held ledgers  none
                fine   waiting       12 entries
                """);
    }

    @Test
    void what_may_go_by_itself_is_told_and_is_no_failure() {
        int code = print(StatusLine.few("waiting", 1_001, 1_000, "entries", "See whether it shrinks."));

        assertThat(code).isZero();
        assertThat(said).hasToString("""
                watch  waiting  1,001 entries

                waiting (1,001 entries): See whether it shrinks.
                """);
    }

    @Test
    void what_does_not_go_by_itself_is_a_failure_and_says_what_to_do() {
        int code = print(
                StatusLine.none("held ledgers", 2, "ledgers", "Run reconcile."), StatusLine.fine("disk", "9 GB free"));

        assertThat(code).isOne();
        assertThat(said).hasToString("""
                ACT    held ledgers  2 ledgers
                fine   disk          9 GB free

                held ledgers (2 ledgers): Run reconcile.
                """);
    }

    private int print(StatusLine... lines) {
        return new StatusReport().add(List.of(lines)).print(new PrintWriter(said));
    }
}
