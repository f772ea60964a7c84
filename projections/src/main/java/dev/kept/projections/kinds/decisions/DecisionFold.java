package dev.kept.projections.kinds.decisions;

import dev.kept.events.DecisionEvent;
import dev.kept.events.DecisionEvent.Alternative;
import dev.kept.events.DecisionEvent.DecisionAgreed;
import dev.kept.events.DecisionEvent.DecisionObjected;
import dev.kept.events.DecisionEvent.DecisionProposed;
import dev.kept.events.DecisionEvent.DecisionReviewed;
import dev.kept.events.DecisionEvent.DecisionSuperseded;
import dev.kept.events.DecisionEvent.DecisionWithdrawn;
import dev.kept.events.DecisionEvent.Review;
import dev.kept.events.Entry;
import dev.kept.events.Evidence;
import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.kinds.decisions.DecisionView.DecisionObjection;
import dev.kept.projections.kinds.decisions.DecisionView.DecisionReview;
import dev.kept.projections.kinds.decisions.DecisionView.DecisionWithdrawal;
import dev.kept.projections.kinds.decisions.DecisionView.PlannedReview;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a decision's view follows from its entries. Lists show the view as it is. */
public final class DecisionFold implements ItemFold<DecisionView, DecisionView> {

    @Override
    public ItemName name() {
        return ItemName.DECISION;
    }

    @Override
    public Class<DecisionView> view() {
        return DecisionView.class;
    }

    @Override
    public Class<DecisionView> brief() {
        return DecisionView.class;
    }

    @Override
    public @Nullable UUID itemOf(LedgerEvent event) {
        return event instanceof DecisionEvent about ? about.decision() : null;
    }

    @Override
    public DecisionView brief(DecisionView view) {
        return view;
    }

    @Override
    public Text title(DecisionView brief) {
        return brief.statement();
    }

    @Override
    public Columns columns(DecisionView view) {
        PlannedReview next = view.nextReview();
        return new Columns(
                view.state().wireName(),
                view.by(),
                next == null ? null : next.at().at());
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnreadableStatement when the entries do not tell of a decision
     */
    @Override
    public DecisionView evolve(@Nullable DecisionView before, Entry entry) {
        if (!(entry.event() instanceof DecisionEvent event)) {
            throw new UnreadableStatement("not about a decision");
        }
        Provenance at = Provenance.of(entry);
        Draft draft = switch (event) {
            case DecisionProposed e -> new Draft(e, at);
            case DecisionAgreed ignored -> known(before).agreed(at);
            case DecisionObjected e -> known(before).objected(e, at);
            case DecisionWithdrawn e -> known(before).withdrawn(new DecisionWithdrawal(at, e.reason()));
            case DecisionSuperseded e -> known(before).superseded(e.replacement(), at);
            case DecisionReviewed e -> known(before).reviewed(e, at);
        };
        return draft.view(entry.sequence());
    }

    private static Draft known(@Nullable DecisionView before) {
        if (before == null) {
            throw new UnreadableStatement("a decision begins by being put forward");
        }
        return new Draft(before);
    }

    private static @Nullable PlannedReview planned(@Nullable Review review) {
        return review == null ? null : new PlannedReview(review.checkpoint(), review.at());
    }

    /** The view on its way from one entry to the next. Never leaves the fold. */
    private static final class Draft {
        private final UUID decision;
        private final Side by;
        private final Text statement;
        private final Text rationale;
        private final List<Alternative> alternatives;
        private final List<Evidence> evidence;
        private final List<UUID> commitments;
        private final @Nullable PlannedReview review;
        private final @Nullable UUID supersedes;
        private final Provenance proposed;
        private final List<DecisionObjection> objections;
        private final List<DecisionReview> reviews;
        private DecisionState state;
        private @Nullable PlannedReview nextReview;
        private @Nullable UUID supersededBy;
        private @Nullable Provenance agreed;
        private @Nullable DecisionWithdrawal withdrawn;
        private @Nullable Provenance superseded;

        Draft(DecisionProposed event, Provenance at) {
            decision = event.decision();
            by = event.by();
            statement = event.statement();
            rationale = event.rationale();
            alternatives = event.alternatives();
            evidence = event.evidence();
            commitments = event.commitments();
            review = planned(event.review());
            supersedes = event.supersedes();
            proposed = at;
            objections = new ArrayList<>();
            reviews = new ArrayList<>();
            state = DecisionState.PROPOSED;
        }

        Draft(DecisionView before) {
            decision = before.decision();
            by = before.by();
            statement = before.statement();
            rationale = before.rationale();
            alternatives = before.alternatives();
            evidence = before.evidence();
            commitments = before.commitments();
            review = before.review();
            supersedes = before.supersedes();
            proposed = before.proposed();
            objections = new ArrayList<>(before.objections());
            reviews = new ArrayList<>(before.reviews());
            state = before.state();
            nextReview = before.nextReview();
            supersededBy = before.supersededBy();
            agreed = before.agreed();
            withdrawn = before.withdrawn();
            superseded = before.superseded();
        }

        Draft agreed(Provenance at) {
            state = DecisionState.IN_FORCE;
            agreed = at;
            nextReview = review;
            return this;
        }

        Draft objected(DecisionObjected event, Provenance at) {
            objections.add(new DecisionObjection(
                    event.objection(), event.by(), event.reason(), state == DecisionState.IN_FORCE, at));
            return this;
        }

        Draft withdrawn(DecisionWithdrawal withdrawal) {
            state = DecisionState.WITHDRAWN;
            withdrawn = withdrawal;
            return this;
        }

        Draft superseded(UUID replacement, Provenance at) {
            state = DecisionState.SUPERSEDED;
            supersededBy = replacement;
            superseded = at;
            nextReview = null;
            return this;
        }

        Draft reviewed(DecisionReviewed event, Provenance at) {
            nextReview = planned(event.next());
            reviews.add(new DecisionReview(event.by(), event.outcome(), nextReview, at));
            return this;
        }

        DecisionView view(long sequence) {
            return new DecisionView(
                    decision,
                    by,
                    state,
                    statement,
                    rationale,
                    alternatives,
                    evidence,
                    commitments,
                    review,
                    nextReview,
                    supersedes,
                    supersededBy,
                    proposed,
                    agreed,
                    withdrawn,
                    superseded,
                    objections,
                    reviews,
                    waiting(),
                    sequence);
        }

        private List<Turn> waiting() {
            return switch (state) {
                case PROPOSED -> List.of(objections.isEmpty() ? toAgree() : toTakeBack(objections.getLast()));
                case IN_FORCE -> objected();
                case WITHDRAWN, SUPERSEDED -> List.of();
            };
        }

        /** It cannot be agreed any more once its review date has passed. */
        private Turn toAgree() {
            Instant until = review == null ? null : review.at().at();
            return Turn.of(WaitingKind.ANSWER_DECISION, by.other(), proposed, until);
        }

        private Turn toTakeBack(DecisionObjection objection) {
            return Turn.about(objection.objection(), WaitingKind.ANSWER_OBJECTION, by, objection.objected());
        }

        /** Looking at it again answers what was objected by then. */
        private List<Turn> objected() {
            long answered =
                    reviews.isEmpty() ? -1 : reviews.getLast().reviewed().sequence();
            return objections.stream()
                    .filter(each -> each.inForce() && each.objected().sequence() > answered)
                    .map(each -> Turn.about(
                            each.objection(),
                            WaitingKind.REVIEW_DECISION,
                            each.by().other(),
                            each.objected()))
                    .toList();
        }
    }
}
