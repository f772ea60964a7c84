package dev.kept.projections.kinds.charter;

import dev.kept.events.CharterEvent;
import dev.kept.events.CharterEvent.CharterAgreed;
import dev.kept.events.CharterEvent.CharterAmended;
import dev.kept.events.CharterEvent.CharterDeclined;
import dev.kept.events.CharterEvent.CharterProposed;
import dev.kept.events.CharterEvent.CharterWithdrawn;
import dev.kept.events.CharterEvent.Clause;
import dev.kept.events.Entry;
import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.kinds.charter.CharterView.CharterClause;
import dev.kept.projections.kinds.charter.CharterView.CharterProposal;
import dev.kept.projections.kinds.charter.CharterView.CharterProposalState;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How the charter's view follows from its entries. */
public final class CharterFold implements ItemFold<CharterView, CharterBrief> {

    static final String NONE = "none";
    static final String PROPOSED = "proposed";
    static final String IN_FORCE = "in-force";

    @Override
    public ItemName name() {
        return ItemName.CHARTER;
    }

    @Override
    public Class<CharterView> view() {
        return CharterView.class;
    }

    @Override
    public Class<CharterBrief> brief() {
        return CharterBrief.class;
    }

    @Override
    public @Nullable UUID itemOf(LedgerEvent event) {
        return event instanceof CharterEvent about ? about.charter() : null;
    }

    @Override
    public CharterBrief brief(CharterView view) {
        return CharterBrief.of(view);
    }

    @Override
    public @Nullable Text title(CharterBrief brief) {
        return null;
    }

    @Override
    public Columns columns(CharterView view) {
        String state = view.version() > 0 ? IN_FORCE : view.open().isPresent() ? PROPOSED : NONE;
        return new Columns(state, null, null);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnreadableStatement when the entries do not tell a charter's life
     */
    @Override
    public CharterView evolve(@Nullable CharterView before, Entry entry) {
        if (!(entry.event() instanceof CharterEvent event)) {
            throw new UnreadableStatement("not about the charter");
        }
        Provenance at = Provenance.of(entry);
        return switch (event) {
            case CharterProposed e -> {
                int base = before == null ? 0 : before.version();
                CharterProposal proposal = proposed(
                        e.proposal(),
                        e.by(),
                        null,
                        base,
                        at,
                        e.reason(),
                        merged(List.of(), e.clauses(), List.of(), at));
                List<CharterProposal> earlier = before == null ? List.of() : before.proposals();
                yield view(e.charter(), base, plus(earlier, proposal), at);
            }
            case CharterAmended e -> amended(known(before), e, at);
            case CharterAgreed e ->
                answered(
                        known(before),
                        e.version(),
                        e.proposal(),
                        open -> open.answered(CharterProposalState.AGREED, at, null, e.version()),
                        at);
            case CharterDeclined e ->
                answered(known(before), e.proposal(), CharterProposalState.DECLINED, e.reason(), at);
            case CharterWithdrawn e ->
                answered(known(before), e.proposal(), CharterProposalState.WITHDRAWN, e.reason(), at);
        };
    }

    private static CharterView amended(CharterView before, CharterAmended e, Provenance at) {
        UUID answers = e.answers();
        CharterView rest =
                answers == null ? before : answered(before, answers, CharterProposalState.COUNTERED, null, at);
        List<CharterClause> base = answers == null
                ? before.clausesOf(before.version())
                : before.proposal(answers)
                        .orElseThrow(() -> new UnreadableStatement("no such proposal"))
                        .clauses();
        CharterProposal proposal = proposed(
                e.proposal(),
                e.by(),
                answers,
                before.version(),
                at,
                e.reason(),
                merged(base, e.changed(), e.removed(), at));
        return view(rest.charter(), rest.version(), plus(rest.proposals(), proposal), at);
    }

    private static CharterProposal proposed(
            UUID id,
            Side by,
            @Nullable UUID answers,
            int base,
            Provenance at,
            @Nullable Text reason,
            List<CharterClause> clauses) {
        return new CharterProposal(
                id, by, answers, base, CharterProposalState.OPEN, at, reason, clauses, null, null, null);
    }

    private static CharterView answered(
            CharterView before, UUID id, CharterProposalState how, @Nullable Text reason, Provenance at) {
        return answered(before, before.version(), id, open -> open.answered(how, at, reason, null), at);
    }

    private static CharterView answered(
            CharterView before, int version, UUID id, UnaryOperator<CharterProposal> change, Provenance at) {
        if (before.open().filter(each -> each.proposal().equals(id)).isEmpty()) {
            throw new UnreadableStatement("the proposal does not wait for an answer");
        }
        List<CharterProposal> proposals = before.proposals().stream()
                .map(each -> each.proposal().equals(id) ? change.apply(each) : each)
                .toList();
        return view(before.charter(), version, proposals, at);
    }

    private static CharterView view(UUID charter, int version, List<CharterProposal> proposals, Provenance at) {
        CharterProposal last = proposals.getLast();
        List<Turn> waiting = last.state() == CharterProposalState.OPEN
                ? List.of(Turn.about(
                        last.proposal(), WaitingKind.ANSWER_CHARTER, last.by().other(), last.proposed()))
                : List.of();
        return new CharterView(charter, version, proposals, waiting, at.sequence());
    }

    /** Every clause there is with a change, by section; a new one is the last of its section. */
    private static List<CharterClause> merged(
            List<CharterClause> base, List<Clause> changed, List<UUID> removed, Provenance at) {
        Map<UUID, CharterClause> clauses = new LinkedHashMap<>();
        base.forEach(clause -> clauses.put(clause.clause(), clause));
        removed.forEach(clauses::remove);
        for (Clause clause : changed) {
            clauses.put(
                    clause.clause(),
                    new CharterClause(clause.clause(), clause.section(), clause.side(), clause.text(), at));
        }
        return clauses.values().stream()
                .sorted(Comparator.comparing(CharterClause::section))
                .toList();
    }

    private static CharterView known(@Nullable CharterView before) {
        if (before == null) {
            throw new UnreadableStatement("a charter begins by being proposed");
        }
        return before;
    }

    private static <T> List<T> plus(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
