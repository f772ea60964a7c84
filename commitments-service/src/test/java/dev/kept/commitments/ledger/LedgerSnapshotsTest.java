package dev.kept.commitments.ledger;

import static dev.kept.commitments.ledger.LedgerFixture.ANN;
import static dev.kept.commitments.ledger.LedgerFixture.BEN;
import static dev.kept.commitments.ledger.LedgerFixture.LEDGER;
import static dev.kept.commitments.ledger.LedgerFixture.inviteMember;
import static dev.kept.commitments.ledger.LedgerFixture.mediated;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LedgerSnapshotsTest {

    @Test
    void a_ledger_reads_back_as_it_was_written() {
        mediated()
                .given(BEN, inviteMember(new UUID(5, 2)))
                .when(ANN, inviteMember(new UUID(5, 3)))
                .leaves(state -> {
                    Ledger read = LedgerSnapshots.read(LedgerSnapshots.write(new Ledger(LEDGER, state)))
                            .orElseThrow();
                    assertThat(read.state()).isEqualTo(state);
                    assertThat(read.id()).isEqualTo(LEDGER);
                });
    }

    @Test
    void a_snapshot_of_another_version_is_not_read() {
        String snapshot =
                new String(LedgerSnapshots.write(new Ledger(LEDGER, LedgerState.UNOPENED)), StandardCharsets.UTF_8);
        String older = snapshot.replaceFirst("\\[" + LedgerSnapshots.VERSION, "[0");

        assertThat(older).isNotEqualTo(snapshot);
        assertThat(LedgerSnapshots.read(older.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void bytes_that_are_no_snapshot_are_not_read() {
        for (String bytes : new String[] {"", "{}", "[]", "[1]", "[1,2,3]", "null", "[" + LedgerSnapshots.VERSION}) {
            assertThat(LedgerSnapshots.read(bytes.getBytes(StandardCharsets.UTF_8)))
                    .as(bytes)
                    .isEmpty();
        }
    }
}
