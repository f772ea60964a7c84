package dev.kept.projections.kinds.concerns;

import dev.kept.events.ConcernEvent;
import dev.kept.events.ConcernEvent.ApologyOffered;
import dev.kept.events.ConcernEvent.CauseNamed;
import dev.kept.events.ConcernEvent.ConcernAcknowledged;
import dev.kept.events.ConcernEvent.ConcernEscalated;
import dev.kept.events.ConcernEvent.ConcernRaised;
import dev.kept.events.ConcernEvent.ConcernReopened;
import dev.kept.events.ConcernEvent.ConcernSettled;
import dev.kept.events.ConcernEvent.ReadinessDeclared;
import dev.kept.events.ConcernEvent.RemedyAccepted;
import dev.kept.events.ConcernEvent.RemedyDeclined;
import dev.kept.events.ConcernEvent.RemedyProposed;
import dev.kept.events.Entry;
import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.kinds.concerns.ConcernView.Apology;
import dev.kept.projections.kinds.concerns.ConcernView.Cause;
import dev.kept.projections.kinds.concerns.ConcernView.ConcernAcknowledgement;
import dev.kept.projections.kinds.concerns.ConcernView.ConcernEscalation;
import dev.kept.projections.kinds.concerns.ConcernView.ConcernReopening;
import dev.kept.projections.kinds.concerns.ConcernView.FirstAnswer;
import dev.kept.projections.kinds.concerns.ConcernView.ReadinessDeclaration;
import dev.kept.projections.kinds.concerns.ConcernView.Remedy;
import dev.kept.projections.kinds.concerns.ConcernView.RemedyState;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a concern's view follows from its entries. */
public final class ConcernFold implements ItemFold<ConcernView, ConcernBrief> {

    @Override
    public ItemName name() {
        return ItemName.CONCERN;
    }

    @Override
    public Class<ConcernView> view() {
        return ConcernView.class;
    }

    @Override
    public Class<ConcernBrief> brief() {
        return ConcernBrief.class;
    }

    @Override
    public @Nullable UUID itemOf(LedgerEvent event) {
        return event instanceof ConcernEvent about ? about.concern() : null;
    }

    @Override
    public ConcernBrief brief(ConcernView view) {
        return ConcernBrief.of(view);
    }

    @Override
    public Text title(ConcernBrief brief) {
        return brief.title();
    }

    @Override
    public Columns columns(ConcernView view) {
        return new Columns(view.state().wireName(), view.by(), null);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnreadableStatement when the entries do not tell a concern's life
     */
    @Override
    public ConcernView evolve(@Nullable ConcernView before, Entry entry) {
        if (!(entry.event() instanceof ConcernEvent event)) {
            throw new UnreadableStatement("not about a concern");
        }
        Provenance at = Provenance.of(entry);
        Draft draft = switch (event) {
            case ConcernRaised e -> new Draft(e, at);
            case ConcernAcknowledged e -> known(before).acknowledged(e.text(), at);
            case CauseNamed e -> known(before).caused(new Cause(e.cause(), e.by(), at, e.text()));
            case ApologyOffered e ->
                known(before).apologised(new Apology(e.apology(), at, e.impact(), e.wrong(), e.regret(), e.repair()));
            case RemedyProposed e ->
                known(before)
                        .proposed(new Remedy(
                                e.remedy(), e.by(), at, e.text(), e.commitment(), RemedyState.PROPOSED, null, null));
            case RemedyAccepted e -> known(before).answered(e.remedy(), RemedyState.ACCEPTED, at, null);
            case RemedyDeclined e -> known(before).answered(e.remedy(), RemedyState.DECLINED, at, e.reason());
            case ReadinessDeclared e ->
                known(before).declared(new ReadinessDeclaration(e.by(), e.ready(), at, e.comment()));
            case ConcernSettled ignored -> known(before).settled(at);
            case ConcernReopened e -> known(before).reopened(new ConcernReopening(e.by(), at, e.reason()));
            case ConcernEscalated e -> known(before).escalated(new ConcernEscalation(e.by(), at, e.reason()));
        };
        return draft.view(entry.sequence());
    }

    private static Draft known(@Nullable ConcernView before) {
        if (before == null) {
            throw new UnreadableStatement("a concern begins by being raised");
        }
        return new Draft(before);
    }

    /** The view on its way from one entry to the next. Never leaves the fold. */
    private static final class Draft {
        private final ConcernRaised begun;
        private final Provenance raised;
        private ConcernState state;
        private boolean escalated;
        private @Nullable FirstAnswer answered;
        private final List<ConcernAcknowledgement> acknowledgements;
        private final List<Cause> causes;
        private final List<Apology> apologies;
        private final List<Remedy> remedies;
        private final List<Side> ready;
        private final List<ReadinessDeclaration> declarations;
        private final List<Provenance> settled;
        private final List<ConcernReopening> reopened;
        private final List<ConcernEscalation> escalations;

        Draft(ConcernRaised begun, Provenance raised) {
            this.begun = begun;
            this.raised = raised;
            state = ConcernState.RAISED;
            acknowledgements = new ArrayList<>();
            causes = new ArrayList<>();
            apologies = new ArrayList<>();
            remedies = new ArrayList<>();
            ready = new ArrayList<>();
            declarations = new ArrayList<>();
            settled = new ArrayList<>();
            reopened = new ArrayList<>();
            escalations = new ArrayList<>();
        }

        Draft(ConcernView v) {
            begun = new ConcernRaised(
                    v.concern(),
                    v.by(),
                    v.title(),
                    v.purpose(),
                    v.behaviour(),
                    v.impact(),
                    v.evidence(),
                    v.invitation(),
                    v.repeats(),
                    v.about());
            raised = v.raised();
            state = v.state();
            escalated = v.escalated();
            answered = v.answered();
            acknowledgements = new ArrayList<>(v.acknowledgements());
            causes = new ArrayList<>(v.causes());
            apologies = new ArrayList<>(v.apologies());
            remedies = new ArrayList<>(v.remedies());
            ready = new ArrayList<>(v.ready());
            declarations = new ArrayList<>(v.declarations());
            settled = new ArrayList<>(v.settled());
            reopened = new ArrayList<>(v.reopened());
            escalations = new ArrayList<>(v.escalations());
        }

        Draft acknowledged(Text text, Provenance at) {
            acknowledgements.add(new ConcernAcknowledgement(at, text));
            if (state == ConcernState.RAISED) {
                state = ConcernState.ACKNOWLEDGED;
            }
            return said(begun.by().other(), at);
        }

        Draft caused(Cause cause) {
            causes.add(cause);
            return said(cause.by(), cause.named());
        }

        Draft apologised(Apology apology) {
            apologies.add(apology);
            return said(begun.by().other(), apology.offered());
        }

        Draft proposed(Remedy remedy) {
            remedies.add(remedy);
            return said(remedy.by(), remedy.proposed());
        }

        Draft answered(UUID id, RemedyState how, Provenance at, @Nullable Text reason) {
            for (int i = 0; i < remedies.size(); i++) {
                Remedy remedy = remedies.get(i);
                if (remedy.remedy().equals(id)) {
                    remedies.set(i, remedy.answered(how, at, reason));
                    return said(remedy.by().other(), at);
                }
            }
            throw new UnreadableStatement("no such remedy");
        }

        Draft declared(ReadinessDeclaration declaration) {
            declarations.add(declaration);
            ready.remove(declaration.by());
            if (declaration.ready()) {
                ready.add(declaration.by());
            }
            return this;
        }

        Draft settled(Provenance at) {
            settled.add(at);
            state = ConcernState.SETTLED;
            return this;
        }

        Draft reopened(ConcernReopening reopening) {
            reopened.add(reopening);
            state = ConcernState.REOPENED;
            ready.clear();
            escalated = false;
            return this;
        }

        Draft escalated(ConcernEscalation escalation) {
            escalations.add(escalation);
            escalated = true;
            return this;
        }

        private Draft said(Side by, Provenance at) {
            if (by != begun.by() && answered == null) {
                long seconds =
                        Duration.between(raised.recorded(), at.recorded()).toSeconds();
                answered = new FirstAnswer(at, seconds);
            }
            return this;
        }

        /** Readiness is no side's turn: nobody is pushed to let go. */
        private List<Turn> waiting() {
            List<Turn> waiting = new ArrayList<>();
            if (state == ConcernState.SETTLED) {
                return waiting;
            }
            Provenance since = reopened.isEmpty() ? raised : reopened.getLast().reopened();
            Side asking = reopened.isEmpty() ? begun.by() : reopened.getLast().by();
            if (asking == begun.by() && !answeredAfter(since.sequence())) {
                waiting.add(Turn.of(WaitingKind.ACKNOWLEDGE_CONCERN, begun.by().other(), since));
            }
            for (Remedy remedy : remedies) {
                if (remedy.state() == RemedyState.PROPOSED) {
                    waiting.add(Turn.about(
                            remedy.remedy(),
                            WaitingKind.ANSWER_REMEDY,
                            remedy.by().other(),
                            remedy.proposed()));
                }
            }
            return waiting;
        }

        private boolean answeredAfter(long sequence) {
            Side other = begun.by().other();
            return acknowledgements.stream().anyMatch(it -> it.acknowledged().sequence() > sequence)
                    || causes.stream()
                            .anyMatch(it -> it.by() == other && it.named().sequence() > sequence)
                    || apologies.stream().anyMatch(it -> it.offered().sequence() > sequence)
                    || remedies.stream().anyMatch(it -> isSaidBy(other, it, sequence));
        }

        private static boolean isSaidBy(Side side, Remedy remedy, long after) {
            Provenance at = remedy.by() == side ? remedy.proposed() : remedy.answered();
            return at != null && at.sequence() > after;
        }

        ConcernView view(long sequence) {
            return new ConcernView(
                    begun.concern(),
                    begun.by(),
                    state,
                    escalated,
                    begun.title(),
                    begun.purpose(),
                    begun.behaviour(),
                    begun.impact(),
                    begun.evidence(),
                    begun.invitation(),
                    begun.repeats(),
                    begun.about(),
                    raised,
                    answered,
                    acknowledgements,
                    causes,
                    apologies,
                    remedies,
                    ready,
                    declarations,
                    settled,
                    reopened,
                    escalations,
                    waiting(),
                    sequence);
        }
    }
}
