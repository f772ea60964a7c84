package dev.kept.projections.kinds.findings;

import dev.kept.events.CommitmentEvent.DisputeResolved;
import dev.kept.events.Entry;
import dev.kept.events.FindingEvent;
import dev.kept.events.FindingEvent.FindingAccepted;
import dev.kept.events.FindingEvent.FindingDeclined;
import dev.kept.events.FindingEvent.FindingRecorded;
import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.kinds.findings.FindingView.FindingOn;
import dev.kept.projections.kinds.findings.FindingView.FindingState;
import dev.kept.projections.kinds.findings.FindingView.FindingWord;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a finding's view follows from its entries, and from the one with which it resolved a dispute. */
public final class FindingFold implements ItemFold<FindingView, FindingView> {

    @Override
    public ItemName name() {
        return ItemName.FINDING;
    }

    @Override
    public Class<FindingView> view() {
        return FindingView.class;
    }

    @Override
    public Class<FindingView> brief() {
        return FindingView.class;
    }

    @Override
    public @Nullable UUID itemOf(LedgerEvent event) {
        if (event instanceof DisputeResolved resolved) {
            return resolved.finding();
        }
        return event instanceof FindingEvent about ? about.finding() : null;
    }

    @Override
    public FindingView brief(FindingView view) {
        return view;
    }

    @Override
    public Text title(FindingView brief) {
        return brief.text();
    }

    @Override
    public Columns columns(FindingView view) {
        return new Columns(view.state().wireName(), null, null);
    }

    @Override
    public FindingView evolve(@Nullable FindingView before, Entry entry) {
        Provenance at = Provenance.of(entry);
        if (entry.event() instanceof DisputeResolved) {
            return next(known(before), known(before).words(), at, at);
        }
        if (!(entry.event() instanceof FindingEvent event)) {
            throw new UnreadableStatement("not about a finding");
        }
        return switch (event) {
            case FindingRecorded e -> recorded(e, at);
            case FindingAccepted e -> said(known(before), new FindingWord(e.by(), true, at, null), at);
            case FindingDeclined e -> said(known(before), new FindingWord(e.by(), false, at, e.reason()), at);
        };
    }

    private static FindingView known(@Nullable FindingView before) {
        if (before == null) {
            throw new UnreadableStatement("a finding begins by being recorded");
        }
        return before;
    }

    private static FindingView recorded(FindingRecorded e, Provenance at) {
        FindingEvent.Dispute dispute = e.dispute();
        return new FindingView(
                e.finding(),
                FindingState.OPEN,
                e.text(),
                dispute == null ? null : new FindingOn(dispute.commitment(), dispute.occurrence(), dispute.kept()),
                e.about(),
                at,
                List.of(),
                List.of(),
                null,
                Stream.of(Side.values())
                        .map(side -> Turn.of(WaitingKind.ANSWER_FINDING, side, at))
                        .toList(),
                at.sequence(),
                e.evidence());
    }

    private static FindingView said(FindingView finding, FindingWord word, Provenance at) {
        List<FindingWord> words =
                Stream.concat(finding.words().stream(), Stream.of(word)).toList();
        return next(finding, words, finding.resolved(), at);
    }

    private static FindingView next(
            FindingView finding, List<FindingWord> words, @Nullable Provenance resolved, Provenance at) {
        List<Side> accepted = words.stream()
                .filter(FindingWord::accepted)
                .map(FindingWord::by)
                .sorted()
                .toList();
        boolean declined = words.stream().anyMatch(word -> !accepted.contains(word.by()));
        FindingState undecided = declined ? FindingState.DECLINED : FindingState.OPEN;
        return new FindingView(
                finding.finding(),
                accepted.size() == Side.values().length ? FindingState.ACCEPTED : undecided,
                finding.text(),
                finding.on(),
                finding.about(),
                finding.recorded(),
                words,
                accepted,
                resolved,
                finding.waiting().stream()
                        .filter(turn -> words.stream().noneMatch(word -> word.by() == turn.side()))
                        .toList(),
                at.sequence(),
                finding.evidence());
    }
}
