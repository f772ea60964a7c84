package dev.kept.commitments.ledger;

import static dev.kept.commitments.ledger.LedgerFixture.ANN;
import static dev.kept.commitments.ledger.LedgerFixture.BEN;
import static dev.kept.commitments.ledger.LedgerFixture.LEDGER;
import static dev.kept.commitments.ledger.LedgerFixture.MEDIATION;
import static dev.kept.commitments.ledger.LedgerFixture.MIA;
import static dev.kept.commitments.ledger.LedgerFixture.NAME;
import static dev.kept.commitments.ledger.LedgerFixture.PARTY_INVITATION;
import static dev.kept.commitments.ledger.LedgerFixture.START;
import static dev.kept.commitments.ledger.LedgerFixture.accept;
import static dev.kept.commitments.ledger.LedgerFixture.inviteMember;
import static dev.kept.commitments.ledger.LedgerFixture.inviteParty;
import static dev.kept.commitments.ledger.LedgerFixture.mediated;
import static dev.kept.commitments.ledger.LedgerFixture.proposeMediator;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.commitment.CommitmentCommand.ConfirmDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.DeclineRequest;
import dev.kept.commitments.commitment.CommitmentCommand.DeliverCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.DisputeDelivery;
import dev.kept.commitments.commitment.CommitmentCommand.MakeCommitment;
import dev.kept.commitments.commitment.CommitmentCommand.MissDeadline;
import dev.kept.commitments.commitment.CommitmentCommand.ProposeTerms;
import dev.kept.commitments.commitment.CommitmentCommand.RequestCommitment;
import dev.kept.commitments.mediation.MediationCommand.AdmitMediator;
import dev.kept.commitments.mediation.MediationCommand.DeclineMediator;
import dev.kept.commitments.membership.MembershipCommand.OpenLedger;
import dev.kept.commitments.membership.MembershipCommand.WithdrawInvitation;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.Due;
import dev.kept.events.Terms;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Terms.Recurrence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerSnapshotsTest {
    private static final Path APPROVED = Path.of("src/test/resources/snapshot-v1.json");
    private static final Instant DUE = START.plus(Duration.ofDays(7));

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

    /**
     * When this fails, the shape of the state has changed: raise {@link LedgerSnapshots#VERSION}, so that snapshots written before are
     * not misread, and approve what was received.
     */
    @Test
    void a_snapshot_written_earlier_reads_as_the_same_state() throws IOException {
        LedgerState state = manifold().state();
        Path received = Path.of("target/received");
        Files.createDirectories(received);
        Files.write(received.resolve(APPROVED.getFileName()), LedgerSnapshots.write(new Ledger(LEDGER, state)));

        Ledger read = LedgerSnapshots.read(Files.readAllBytes(APPROVED)).orElseThrow();

        assertThat(read.state()).isEqualTo(state);
    }

    @Test
    void a_settled_commitment_takes_little_room() {
        LedgerMachine machine = new LedgerMachine(LEDGER, START);
        machine.issue(ANN, new OpenLedger(LEDGER, NAME, NAME, NAME));
        machine.issue(ANN, inviteParty(PARTY_INVITATION));
        machine.issue(BEN, accept(PARTY_INVITATION));
        int empty = LedgerSnapshots.write(new Ledger(LEDGER, machine.state())).length;
        for (int i = 0; i < 100; i++) {
            UUID commitment = new UUID(10, i);
            machine.issue(ANN, new MakeCommitment(LEDGER, commitment, terms(DUE, null)));
            machine.issue(ANN, new DeliverCommitment(LEDGER, commitment, null, null, List.of()));
            machine.issue(BEN, new ConfirmDelivery(LEDGER, commitment, null, null));
        }

        int bytes = LedgerSnapshots.write(new Ledger(LEDGER, machine.state())).length - empty;

        assertThat(bytes / 100).isLessThan(150);
    }

    /** One commitment in each state, one mediation, one invitation that waits. */
    private static LedgerMachine manifold() {
        LedgerMachine machine = new LedgerMachine(LEDGER, START);
        machine.issue(ANN, new OpenLedger(LEDGER, NAME, NAME, NAME));
        machine.issue(ANN, inviteParty(PARTY_INVITATION));
        machine.issue(BEN, accept(PARTY_INVITATION));
        machine.issue(BEN, inviteMember(new UUID(5, 2)));
        machine.issue(ANN, inviteMember(new UUID(5, 3)));
        machine.issue(ANN, new WithdrawInvitation(LEDGER, new UUID(5, 3)));
        machine.issue(ANN, proposeMediator(MEDIATION));
        machine.issue(MIA, accept(MEDIATION));
        machine.issue(ANN, new AdmitMediator(LEDGER, MEDIATION));
        machine.issue(BEN, new AdmitMediator(LEDGER, MEDIATION));
        machine.issue(ANN, proposeMediator(new UUID(6, 2)));
        machine.issue(BEN, new DeclineMediator(LEDGER, new UUID(6, 2), null));
        machine.issue(BEN, new RequestCommitment(LEDGER, new UUID(10, 1), terms(DUE, null)));
        machine.issue(BEN, new RequestCommitment(LEDGER, new UUID(10, 2), terms(DUE, null)));
        machine.issue(ANN, new DeclineRequest(LEDGER, new UUID(10, 2), null));
        UUID recurring = new UUID(10, 3);
        List<Instant> dues = IntStream.range(0, 6)
                .mapToObj(day -> DUE.plus(Duration.ofDays(day)))
                .toList();
        machine.issue(
                ANN, new MakeCommitment(LEDGER, recurring, terms(DUE, new Recurrence("FREQ=DAILY;COUNT=6", dues))));
        machine.issue(ANN, new DeliverCommitment(LEDGER, recurring, 2, null, List.of()));
        machine.issue(ANN, new DeliverCommitment(LEDGER, recurring, 3, null, List.of()));
        machine.issue(BEN, new DisputeDelivery(LEDGER, recurring, 3, NAME));
        machine.issue(ANN, new DeliverCommitment(LEDGER, recurring, 4, null, List.of()));
        machine.issue(BEN, new ConfirmDelivery(LEDGER, recurring, 4, null));
        machine.issue(
                BEN,
                new ProposeTerms(
                        LEDGER,
                        recurring,
                        5,
                        new UUID(11, 1),
                        new RevisedTerms(new Due(dues.get(5), "Europe/Berlin"), null, null, null, null),
                        NAME));
        machine.after(Duration.between(START, DUE.plusMillis(1)));
        machine.issue(null, new MissDeadline(LEDGER, recurring, 1, null));
        return machine;
    }

    private static Terms terms(Instant due, @Nullable Recurrence recurrence) {
        return new Terms(NAME, null, null, null, Monitor.BOTH, new Due(due, "Europe/Berlin"), 7, recurrence);
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
