package dev.kept.commitments.interest;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MEDIATION;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.accept;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;
import static dev.kept.commitments.aggregate.LedgerFixture.opened;
import static dev.kept.commitments.aggregate.LedgerFixture.proposeMediator;

import dev.kept.commitments.interest.InterestCommand.DiscloseInterest;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.mediation.MediationCommand.StandDown;
import dev.kept.events.Actor;
import dev.kept.events.InterestEvent.InterestDisclosed;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InterestTest {
    private static final UUID INTEREST = new UUID(40, 1);
    private static final Text TEXT = Text.of("I used to work for the other team.");
    private static final DiscloseInterest DISCLOSE = new DiscloseInterest(LEDGER, INTEREST, TEXT);
    private static final InterestDisclosed DISCLOSED = new InterestDisclosed(INTEREST, TEXT);

    @Test
    void a_member_of_either_side_discloses() {
        opened().when(ANN, DISCLOSE).records(DISCLOSED).marksEach(EntryMetaData.ACTOR, new Actor.Member(ANN, Side.A));
        joined().when(BEN, DISCLOSE).records(DISCLOSED).marksEach(EntryMetaData.ACTOR, new Actor.Member(BEN, Side.B));
    }

    @Test
    void a_mediator_in_force_discloses() {
        mediated().when(MIA, DISCLOSE).records(DISCLOSED).marksEach(EntryMetaData.ACTOR, new Actor.Mediator(MIA));
    }

    @Test
    void nobody_else_does() {
        joined().when(EVE, DISCLOSE).unknown("ledger-not-found");
        joined().when(null, DISCLOSE).unknown("ledger-not-found");
        joined().given(ANN, proposeMediator(MEDIATION))
                .given(MIA, accept(MEDIATION))
                .when(MIA, DISCLOSE)
                .unknown("ledger-not-found");
        mediated()
                .given(MIA, new StandDown(LEDGER, MEDIATION, null))
                .when(MIA, DISCLOSE)
                .unknown("ledger-not-found");
    }

    @Test
    void an_interest_is_disclosed_once() {
        joined().given(ANN, DISCLOSE).when(BEN, DISCLOSE).refused("already-exists");
    }
}
