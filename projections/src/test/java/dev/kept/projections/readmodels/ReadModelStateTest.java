package dev.kept.projections.readmodels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.ReadTables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadModelStateTest {

    private final ReadTables tables = ReadTables.fresh();
    private final ReadModelState state = new JdbcReadModelState(tables.dataSource());

    @AfterEach
    void close() {
        tables.close();
    }

    private void worker(int worker, boolean caughtUp, int seconds) {
        tables.sql()
                .sql("insert into ingest_worker (worker, caught_up, expires_at)"
                        + " values (?, ?, now() + make_interval(secs => ?))")
                .params(worker, caughtUp, seconds)
                .update();
    }

    @Test
    void is_not_up_to_date_while_nobody_feeds() {
        assertThat(state.isUpToDate()).isFalse();
        worker(1, true, -1);
        assertThat(state.isUpToDate()).as("the worker is gone").isFalse();
    }

    @Test
    void is_up_to_date_when_every_worker_has_caught_up() {
        worker(1, true, 30);
        assertThat(state.isUpToDate()).isTrue();

        worker(2, false, 30);
        assertThat(state.isUpToDate()).isFalse();
    }

    @Test
    void does_not_wait_for_a_worker_that_is_gone() {
        worker(1, true, 30);
        worker(2, false, -1);

        assertThat(state.isUpToDate()).isTrue();
    }
}
