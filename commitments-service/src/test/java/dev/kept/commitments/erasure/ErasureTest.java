package dev.kept.commitments.erasure;

import static dev.kept.commitments.aggregate.LedgerFixture.AMY;
import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.accept;
import static dev.kept.commitments.aggregate.LedgerFixture.inviteMember;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;

import dev.kept.commitments.closure.ClosureCommand.CloseLedger;
import dev.kept.commitments.erasure.ErasureCommand.AgreeErasure;
import dev.kept.commitments.erasure.ErasureCommand.DeclineErasure;
import dev.kept.commitments.erasure.ErasureCommand.EraseByLaw;
import dev.kept.commitments.erasure.ErasureCommand.EraseText;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.kernel.SealedEntry;
import dev.kept.events.Actor;
import dev.kept.events.ErasureEvent.ErasureDeclined;
import dev.kept.events.ErasureEvent.ErasureProposed;
import dev.kept.events.ErasureEvent.Ground;
import dev.kept.events.ErasureEvent.Place;
import dev.kept.events.ErasureEvent.TextErased;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErasureTest {
    private static final UUID ERASURE = new UUID(20, 1);
    private static final UUID SECOND = new UUID(20, 2);
    private static final UUID ITEM = new UUID(10, 1);
    private static final Text WHY = Text.of("too much");
    private static final Place BOTH = new Place(1, List.of("title", "details"));
    private static final Place TITLE = new Place(1, List.of("title"));
    private static final Place DETAILS = new Place(1, List.of("details"));
    /** Entry 1, as if Ann had written it. */
    private static final SealedEntry OF_ANN =
            new SealedEntry(new Actor.Member(ANN, Side.A), ITEM, Set.of("title", "details"));

    private static final AgreeErasure AGREE = new AgreeErasure(LEDGER, ERASURE);
    private static final DeclineErasure DECLINE = new DeclineErasure(LEDGER, ERASURE, WHY);

    private static EraseText erase(UUID erasure, Place place, @Nullable SealedEntry entry) {
        return new EraseText(LEDGER, erasure, place, entry, WHY);
    }

    private static EraseText erase(Place place) {
        return erase(ERASURE, place, OF_ANN);
    }

    @Test
    void the_author_erases_at_once() {
        joined().when(ANN, erase(BOTH)).records(new TextErased(ERASURE, ITEM, BOTH, Ground.AUTHOR, WHY));
    }

    @Test
    void a_mediator_erases_what_the_mediator_wrote_and_nothing_else() {
        SealedEntry own = new SealedEntry(new Actor.Mediator(MIA), null, Set.of("title"));
        mediated()
                .when(MIA, erase(ERASURE, TITLE, own))
                .records(new TextErased(ERASURE, null, TITLE, Ground.AUTHOR, WHY));
        mediated().when(MIA, erase(TITLE)).refused("not-a-party");
        mediated().when(MIA, AGREE).refused("not-a-party");
    }

    @Test
    void whoever_is_not_the_author_proposes() {
        joined().when(BEN, erase(TITLE)).records(new ErasureProposed(ERASURE, Side.B, ITEM, TITLE, WHY));
    }

    @Test
    void somebody_else_of_the_authors_side_proposes_too() {
        UUID invitation = new UUID(5, 9);
        joined().given(ANN, inviteMember(invitation))
                .given(AMY, accept(invitation))
                .when(AMY, erase(TITLE))
                .records(new ErasureProposed(ERASURE, Side.A, ITEM, TITLE, WHY));
    }

    @Test
    void the_other_side_agrees_and_the_text_goes() {
        joined().given(BEN, erase(TITLE))
                .when(ANN, AGREE)
                .records(new TextErased(ERASURE, ITEM, TITLE, Ground.AGREED, null));
        joined().given(BEN, erase(TITLE)).when(BEN, AGREE).refused("not-your-turn");
    }

    @Test
    void a_proposal_is_declined_or_taken_back_and_answered_once() {
        joined().given(BEN, erase(TITLE)).when(ANN, DECLINE).records(new ErasureDeclined(ERASURE, Side.A, ITEM, WHY));
        joined().given(BEN, erase(TITLE)).when(BEN, DECLINE).records(new ErasureDeclined(ERASURE, Side.B, ITEM, WHY));
        joined().given(BEN, erase(TITLE)).given(ANN, DECLINE).when(ANN, AGREE).refused("erasure-answered");
        joined().given(BEN, erase(TITLE)).given(ANN, AGREE).when(BEN, DECLINE).refused("erasure-answered");
        joined().when(ANN, AGREE).unknown("erasure-not-found");
        joined().when(ANN, DECLINE).unknown("erasure-not-found");
    }

    @Test
    void a_declined_erasure_may_be_proposed_again() {
        joined().given(BEN, erase(TITLE))
                .given(ANN, DECLINE)
                .when(BEN, erase(SECOND, TITLE, OF_ANN))
                .records(new ErasureProposed(SECOND, Side.B, ITEM, TITLE, WHY));
    }

    @Test
    void what_is_proposed_is_not_proposed_again() {
        joined().given(BEN, erase(BOTH)).when(BEN, erase(SECOND, TITLE, OF_ANN)).refused("already-proposed");
        joined().given(BEN, erase(TITLE))
                .when(BEN, erase(SECOND, DETAILS, OF_ANN))
                .records(new ErasureProposed(SECOND, Side.B, ITEM, DETAILS, WHY));
    }

    @Test
    void a_text_is_erased_once() {
        joined().given(ANN, erase(TITLE)).when(ANN, erase(SECOND, BOTH, OF_ANN)).refused("already-erased");
        joined().given(ANN, erase(TITLE))
                .when(BEN, erase(SECOND, TITLE, OF_ANN))
                .refused("already-erased");
    }

    @Test
    void both_agree_on_what_the_author_has_left() {
        joined().given(BEN, erase(BOTH))
                .given(ANN, erase(SECOND, TITLE, OF_ANN))
                .when(ANN, AGREE)
                .records(new TextErased(ERASURE, ITEM, DETAILS, Ground.AGREED, null));
        joined().given(BEN, erase(TITLE))
                .given(ANN, erase(SECOND, TITLE, OF_ANN))
                .when(ANN, AGREE)
                .refused("already-erased");
    }

    @Test
    void what_the_entry_does_not_hold_cannot_be_erased() {
        joined().when(ANN, erase(new Place(1, List.of("title", "note")))).refused("field-not-found");
        joined().when(ANN, erase(ERASURE, TITLE, null)).unknown("entry-not-found");
    }

    @Test
    void an_outsider_does_not_learn_what_there_is_to_erase() {
        joined().when(EVE, erase(TITLE)).unknown("ledger-not-found");
        joined().when(EVE, erase(ERASURE, TITLE, null)).unknown("ledger-not-found");
    }

    @Test
    void erasing_stays_possible_in_a_closed_ledger() {
        CloseLedger close = new CloseLedger(LEDGER, null);
        joined().given(ANN, close)
                .given(BEN, close)
                .given(BEN, erase(TITLE))
                .when(ANN, AGREE)
                .records(new TextErased(ERASURE, ITEM, TITLE, Ground.AGREED, null));
    }

    @Test
    void the_system_erases_by_law_and_nobody_else_does() {
        EraseByLaw byLaw = new EraseByLaw(LEDGER, ERASURE, TITLE, OF_ANN, WHY);
        joined().when(null, byLaw)
                .records(new TextErased(ERASURE, ITEM, TITLE, Ground.LAW, WHY))
                .marksEach(EntryMetaData.ACTOR, Actor.SYSTEM);
        joined().when(ANN, byLaw).unknown("ledger-not-found");
        joined().when(null, erase(TITLE)).unknown("ledger-not-found");
    }
}
