package dev.kept.projections.views.overview;

import static dev.kept.events.Side.A;
import static dev.kept.events.Side.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.kinds.commitments.Life;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.fold.LedgerView.Closure;
import dev.kept.projections.store.fold.LedgerView.ClosureProposal;
import dev.kept.projections.store.fold.LedgerView.Invitation;
import dev.kept.projections.store.fold.LedgerView.InvitationState;
import dev.kept.projections.store.fold.LedgerView.Mediation;
import dev.kept.projections.store.fold.LedgerView.MediationState;
import dev.kept.projections.store.fold.LedgerView.Party;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import dev.kept.projections.store.kind.OpenItem;
import dev.kept.projections.store.kind.OpenItem.Ahead;
import dev.kept.projections.store.kind.OpenItem.Wait;
import dev.kept.projections.views.overview.OpenItems.Open;
import dev.kept.projections.views.overview.OverviewAnswer.DueItem;
import dev.kept.projections.views.overview.OverviewAnswer.InvitationItem;
import dev.kept.projections.views.overview.OverviewAnswer.InvitationKind;
import dev.kept.projections.views.overview.OverviewAnswer.WaitingItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeskTest {

    private static final Text TEXT = new Text.Sealed(0, "title", "digest");

    private final Life life = new Life();
    private final List<Mediation> mediations = new ArrayList<>();
    private final List<Invitation> invitations = new ArrayList<>();
    private final List<Open> others = new ArrayList<>();
    private @Nullable Closure closure;

    private Desk desk(@Nullable Side own) {
        LedgerView view = new LedgerView(
                Life.LEDGER,
                TEXT,
                Life.instant("01-01"),
                new Party(TEXT, 0),
                null,
                List.of(),
                mediations,
                invitations,
                closure,
                null);
        List<Open> open = new ArrayList<>();
        life.standings()
                .forEach(commitment -> open.add(new Open(
                        "commitment", Kinds.COMMITMENT.opening().reader().open(commitment, Life.instant("01-15")))));
        open.addAll(others);
        return new Desk(Life.LEDGER, own, view, open, Life.instant("01-15"));
    }

    private void mediation(MediationState state, Set<Side> admittedBy, String expires) {
        mediations.add(new Mediation(
                new UUID(7, mediations.size()),
                A,
                TEXT,
                Life.instant(expires),
                state,
                null,
                null,
                null,
                admittedBy,
                null,
                null,
                null));
    }

    @Test
    void what_is_a_sides_turn_waits_for_that_side_only() {
        life.on("01-02").requested(A, "01-20");
        life.on("01-03").made(B, "01-20").delivered();
        life.on("01-04").made(B, "01-20").proposed("01-30");
        life.on("01-05").made(A, "01-10").on("01-11").missed();
        life.on("01-12").made(A, "01-20").delivered().disputed();

        assertThat(desk(A).waiting())
                .extracting(WaitingItem::what, WaitingItem::item)
                .containsExactly(
                        tuple(WaitingKind.ANSWER_REQUEST, new UUID(2, 1)),
                        tuple(WaitingKind.CONFIRM_DELIVERY, new UUID(2, 2)),
                        tuple(WaitingKind.ANSWER_TERMS, new UUID(2, 3)),
                        tuple(WaitingKind.GIVE_REASON, new UUID(2, 4)),
                        tuple(WaitingKind.SETTLE_DISPUTE, new UUID(2, 5)));
        assertThat(desk(B).waiting()).extracting(WaitingItem::what).containsExactly(WaitingKind.SETTLE_DISPUTE);
    }

    @Test
    void a_delivery_to_confirm_tells_when_its_window_ends() {
        life.on("01-03").made(B, "01-20").delivered();

        assertThat(desk(A).waiting()).singleElement().satisfies(item -> {
            assertThat(item.until()).isEqualTo(Life.instant("01-10"));
            assertThat(item.since()).isEqualTo(1);
            assertThat(item.occurrence()).isNull();
        });
    }

    @Test
    void a_mediator_sees_each_dispute_once_and_nothing_else() {
        life.on("01-02").requested(A, "01-20").made(A, "01-20").delivered().disputed();
        mediation(MediationState.ACCEPTED, Set.of(), "02-01");

        assertThat(desk(null).waiting()).extracting(WaitingItem::what).containsExactly(WaitingKind.SETTLE_DISPUTE);
        assertThat(desk(null).next(true)).isEmpty();
        assertThat(desk(null).invitations()).isEmpty();
    }

    @Test
    void a_candidate_who_accepted_waits_for_each_side_that_did_not_admit_yet() {
        mediation(MediationState.ACCEPTED, Set.of(A), "02-01");
        mediation(MediationState.ADMITTED, Set.of(A, B), "02-01");

        assertThat(desk(A).waiting()).isEmpty();
        assertThat(desk(B).waiting())
                .extracting(WaitingItem::what, WaitingItem::item)
                .containsExactly(tuple(WaitingKind.ADMIT_MEDIATOR, new UUID(7, 0)));
    }

    @Test
    void due_next_is_the_next_open_occurrence_of_each_commitment() {
        life.on("01-01").made(A, Life.recurring("01-05", "01-12", "01-19"));
        life.on("01-04").occurrence(1).delivered().confirmed();
        life.made(B, "01-30").made(A, "01-31").delivered();

        assertThat(desk(A).next(true))
                .extracting(
                        DueItem::commitment,
                        DueItem::occurrence,
                        item -> item.due().at())
                .containsExactly(tuple(new UUID(2, 1), 2, Life.instant("01-12")));
        assertThat(desk(A).next(false))
                .extracting(DueItem::commitment, DueItem::occurrence)
                .containsExactly(tuple(new UUID(2, 2), null));
        assertThat(desk(B).next(true)).isEqualTo(desk(A).next(false));
    }

    @Test
    void invitations_are_open_until_they_are_answered_or_expire() {
        invitations.add(
                new Invitation(new UUID(6, 0), B, InvitationState.OPEN, 1, Life.instant("02-01"), TEXT, null, null));
        invitations.add(
                new Invitation(new UUID(6, 1), A, InvitationState.OPEN, 2, Life.instant("02-01"), null, null, null));
        invitations.add(
                new Invitation(new UUID(6, 2), A, InvitationState.OPEN, 3, Life.instant("01-10"), null, null, null));
        invitations.add(new Invitation(
                new UUID(6, 3), A, InvitationState.WITHDRAWN, 4, Life.instant("02-01"), null, null, null));
        mediation(MediationState.PROPOSED, Set.of(), "02-01");

        assertThat(desk(A).invitations())
                .extracting(InvitationItem::kind)
                .containsExactly(InvitationKind.PARTY, InvitationKind.MEMBER, InvitationKind.MEDIATOR);
    }

    @Test
    void of_a_closed_ledger_only_what_can_still_be_answered_waits_and_nothing_is_ahead() {
        Provenance at = new Provenance(9, Life.instant("01-14"), Life.B_MEMBER, "B");
        Due date = new Due(Life.instant("02-01"), "Europe/Berlin");
        closure = new Closure(at, new ClosureProposal(B, null, at));
        life.on("01-02").requested(A, "01-20").made(A, "01-20");
        others.add(new Open(
                "erasure",
                OpenItem.waiting(new UUID(3, 1), null, List.of(Turn.of(WaitingKind.ANSWER_ERASURE, A, at)))));
        others.add(new Open(
                "checkpoint",
                new OpenItem(
                        new UUID(3, 2),
                        TEXT,
                        null,
                        Wait.of(List.of(Turn.of(WaitingKind.HOLD_CHECKPOINT, A, at)), date),
                        new Ahead(date, null),
                        null)));

        assertThat(desk(A).waiting())
                .extracting(WaitingItem::what)
                .containsExactly(WaitingKind.ANSWER_ERASURE, WaitingKind.ANSWER_REOPENING);
        assertThat(desk(B).waiting()).isEmpty();
        assertThat(desk(A).next(true)).isEmpty();
        assertThat(desk(A).ahead()).isEmpty();
    }

    @Test
    void a_checkpoint_that_reviews_a_decision_is_called_as_the_decision_is() {
        Provenance at = new Provenance(9, Life.instant("01-14"), null, "system");
        Text statement = new Text.Sealed(4, "statement", "digest");
        UUID decision = new UUID(4, 1);
        Due date = new Due(Life.instant("02-01"), "Europe/Berlin");
        others.add(new Open("decision", OpenItem.waiting(decision, statement, List.of())));
        others.add(new Open(
                "checkpoint",
                new OpenItem(
                        new UUID(3, 1),
                        null,
                        decision,
                        Wait.of(List.of(Turn.about(decision, WaitingKind.REVIEW_DECISION, A, at)), date),
                        new Ahead(date, null),
                        null)));

        assertThat(desk(A).waiting()).singleElement().satisfies(item -> {
            assertThat(item.what()).isEqualTo(WaitingKind.REVIEW_DECISION);
            assertThat(item.kind()).isEqualTo("decision");
            assertThat(item.item()).isEqualTo(decision);
            assertThat(item.title()).isEqualTo(statement);
        });
        assertThat(desk(B).ahead())
                .singleElement()
                .satisfies(item -> assertThat(item.title()).isEqualTo(statement));
    }
}
