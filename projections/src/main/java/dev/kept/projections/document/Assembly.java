package dev.kept.projections.document;

import dev.kept.events.Side;
import dev.kept.projections.charter.CharterBrief;
import dev.kept.projections.charter.CharterFold;
import dev.kept.projections.checkpoints.CheckpointFold;
import dev.kept.projections.checkpoints.CheckpointState;
import dev.kept.projections.checkpoints.CheckpointView;
import dev.kept.projections.commitments.CommitmentFold;
import dev.kept.projections.commitments.ListedCommitment;
import dev.kept.projections.commitments.Standing;
import dev.kept.projections.commitments.State;
import dev.kept.projections.concerns.ConcernBrief;
import dev.kept.projections.concerns.ConcernFold;
import dev.kept.projections.concerns.ConcernState;
import dev.kept.projections.decisions.DecisionFold;
import dev.kept.projections.decisions.DecisionState;
import dev.kept.projections.decisions.DecisionView;
import dev.kept.projections.document.LivingDocument.DocumentCharter;
import dev.kept.projections.document.LivingDocument.DocumentCheckpoint;
import dev.kept.projections.document.LivingDocument.DocumentCommitment;
import dev.kept.projections.document.LivingDocument.DocumentConcern;
import dev.kept.projections.document.LivingDocument.DocumentDecision;
import dev.kept.projections.document.LivingDocument.DocumentLesson;
import dev.kept.projections.document.LivingDocument.DocumentMediator;
import dev.kept.projections.document.LivingDocument.DocumentParties;
import dev.kept.projections.document.LivingDocument.DocumentParty;
import dev.kept.projections.document.LivingDocument.DocumentWin;
import dev.kept.projections.document.LivingDocument.ReplacedDecision;
import dev.kept.projections.fold.Item;
import dev.kept.projections.fold.ItemFold;
import dev.kept.projections.fold.LedgerView;
import dev.kept.projections.fold.LedgerView.Mediation;
import dev.kept.projections.fold.LedgerView.MediationState;
import dev.kept.projections.fold.LedgerView.Party;
import dev.kept.projections.fold.LedgerView.Person;
import dev.kept.projections.fold.Provenance;
import dev.kept.projections.lessons.LessonFold;
import dev.kept.projections.lessons.LessonView;
import dev.kept.projections.reading.ItemFilter;
import dev.kept.projections.reading.LedgerReading;
import dev.kept.projections.wins.WinFold;
import dev.kept.projections.wins.WinView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the parts of one document together: which items stand in it, in which order, and which entries are about each. */
final class Assembly {

    static final CharterFold CHARTER = new CharterFold();
    static final ConcernFold CONCERNS = new ConcernFold();
    static final DecisionFold DECISIONS = new DecisionFold();
    static final CommitmentFold COMMITMENTS = new CommitmentFold();
    static final CheckpointFold CHECKPOINTS = new CheckpointFold();
    static final WinFold WINS = new WinFold();
    static final LessonFold LESSONS = new LessonFold();

    private static final Set<String> OPEN = Arrays.stream(ConcernState.values())
            .filter(state -> state != ConcernState.SETTLED)
            .map(ConcernState::wireName)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> DECIDED =
            Set.of(DecisionState.IN_FORCE.wireName(), DecisionState.SUPERSEDED.wireName());
    private static final Set<String> AHEAD = Set.of(CheckpointState.PLANNED.wireName());
    private static final Comparator<Standing> BY_DUE = Comparator.comparing(
                    (Standing standing) -> standing.line(standing.current()).due())
            .thenComparing(Standing::begun);
    private static final Comparator<CheckpointView> BY_DATE =
            Comparator.comparing(view -> view.due().at());

    /** Which entries are about each of some items. */
    interface EntryNumbers {
        Map<UUID, List<Long>> about(Collection<UUID> items);
    }

    private final LedgerReading reading;
    private final int limit;

    /** @param limit of each list */
    Assembly(LedgerReading reading, int limit) {
        this.reading = reading;
        this.limit = limit;
    }

    LivingDocument document(EntryNumbers numbers, @Nullable DocumentChanges changes) {
        LedgerView view = reading.view();
        Mediation mediation = view.mediations().stream()
                .filter(each -> each.state() == MediationState.ADMITTED)
                .findFirst()
                .orElse(null);
        CharterBrief charter = briefs(CHARTER, Set.of()).stream().findFirst().orElse(null);
        List<ConcernBrief> concerns = briefs(CONCERNS, OPEN);
        Map<UUID, DecisionView> decided = briefs(DECISIONS, DECIDED).stream()
                .collect(Collectors.toMap(
                        DecisionView::decision, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        List<DecisionView> inForce = decided.values().stream()
                .filter(each -> each.state() == DecisionState.IN_FORCE)
                .toList();
        Map<Boolean, List<Standing>> standings =
                briefs(COMMITMENTS, Set.of()).stream().collect(Collectors.partitioningBy(Assembly::isPending));
        List<Standing> pending = standings.getOrDefault(true, List.of());
        List<Standing> settled = standings.getOrDefault(false, List.of());
        List<CheckpointView> checkpoints = briefs(CHECKPOINTS, AHEAD);
        List<WinView> wins = briefs(WINS, Set.of());
        List<LessonView> lessons = briefs(LESSONS, Set.of());

        List<ConcernBrief> concernsShown = latest(concerns);
        List<DecisionView> decisionsShown = latest(inForce);
        Map<UUID, List<DecisionView>> replaced = new HashMap<>();
        decisionsShown.forEach(each -> replaced.put(each.decision(), chain(each, decided)));
        List<Standing> pendingShown = first(pending, BY_DUE);
        List<Standing> settledShown = first(settled, BY_DUE.reversed());
        List<CheckpointView> checkpointsShown = first(checkpoints, BY_DATE);
        List<WinView> winsShown = latest(wins);
        List<LessonView> lessonsShown = latest(lessons);
        Map<UUID, List<Long>> entries = numbers.about(Stream.of(
                        Stream.ofNullable(mediation).map(Mediation::mediation),
                        Stream.ofNullable(charter).map(CharterBrief::charter),
                        concernsShown.stream().map(ConcernBrief::concern),
                        decisionsShown.stream().map(DecisionView::decision),
                        replaced.values().stream().flatMap(List::stream).map(DecisionView::decision),
                        pendingShown.stream().map(Standing::commitment),
                        settledShown.stream().map(Standing::commitment),
                        checkpointsShown.stream().map(CheckpointView::checkpoint),
                        winsShown.stream().map(WinView::win),
                        lessonsShown.stream().map(LessonView::lesson))
                .flatMap(Function.identity())
                .toList());
        Function<UUID, List<Long>> of = id -> entries.getOrDefault(id, List.of());

        return new LivingDocument(
                reading.ledger(),
                view.title(),
                view.opened(),
                reading.head(),
                reading.recorded(),
                reading.role(),
                closed(view),
                new DocumentParties(
                        party(view, view.a(), Side.A), view.b() == null ? null : party(view, view.b(), Side.B)),
                mediation == null ? null : mediator(mediation, of),
                charter == null || charter.inForce() == null
                        ? null
                        : new DocumentCharter(charter.charter(), charter.inForce(), of.apply(charter.charter())),
                concerns.size(),
                concernsShown.stream()
                        .map(each -> new DocumentConcern(each, of.apply(each.concern())))
                        .toList(),
                inForce.size(),
                decisionsShown.stream()
                        .map(each -> decision(each, replaced.getOrDefault(each.decision(), List.of()), of))
                        .toList(),
                pending.size(),
                commitments(pendingShown, of),
                settled.size(),
                commitments(settledShown, of),
                checkpoints.size(),
                checkpointsShown.stream()
                        .map(each -> new DocumentCheckpoint(each, of.apply(each.checkpoint())))
                        .toList(),
                wins.size(),
                winsShown.stream()
                        .map(each -> new DocumentWin(each, of.apply(each.win())))
                        .toList(),
                lessons.size(),
                lessonsShown.stream()
                        .map(each -> new DocumentLesson(each, of.apply(each.lesson())))
                        .toList(),
                changes);
    }

    private <B> List<B> briefs(ItemFold<?, B> fold, Set<String> states) {
        ItemFilter filter = new ItemFilter(states, null, null, null, -1, Integer.MAX_VALUE);
        return reading.items(fold, filter).stream().map(Item::view).toList();
    }

    /** A miss can still be made good, and is still to be talked about. */
    private static boolean isPending(Standing standing) {
        State state = standing.line(standing.current()).state();
        return !state.settled() || state == State.MISSED;
    }

    private <T> List<T> latest(List<T> all) {
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }

    private <T> List<T> first(List<T> all, Comparator<T> order) {
        return all.stream().sorted(order).limit(limit).toList();
    }

    private static List<DecisionView> chain(DecisionView from, Map<UUID, DecisionView> decided) {
        List<DecisionView> chain = new ArrayList<>();
        UUID before = from.supersedes();
        while (before != null) {
            DecisionView replaced = decided.get(before);
            if (replaced == null) {
                break;
            }
            chain.add(replaced);
            before = replaced.supersedes();
        }
        return chain;
    }

    private static @Nullable Provenance closed(LedgerView view) {
        return view.closure() == null ? null : view.closure().closed();
    }

    private static DocumentParty party(LedgerView view, Party party, Side side) {
        return new DocumentParty(
                party.name(),
                party.since(),
                view.members().stream()
                        .filter(member -> member.side() == side && member.until() == null)
                        .map(member -> new Person(member.member(), member.name(), side.name()))
                        .toList());
    }

    private static @Nullable DocumentMediator mediator(Mediation mediation, Function<UUID, List<Long>> entries) {
        UUID member = mediation.member();
        if (member == null) {
            return null;
        }
        return new DocumentMediator(
                mediation.mediation(),
                new Person(
                        member, mediation.memberName() == null ? mediation.name() : mediation.memberName(), "mediator"),
                mediation.interests(),
                mediation.since(),
                entries.apply(mediation.mediation()));
    }

    private static DocumentDecision decision(
            DecisionView view, List<DecisionView> replaced, Function<UUID, List<Long>> entries) {
        return new DocumentDecision(
                view,
                replaced.stream()
                        .map(each -> new ReplacedDecision(
                                each.decision(),
                                each.statement(),
                                each.rationale(),
                                each.agreed(),
                                each.superseded(),
                                entries.apply(each.decision())))
                        .toList(),
                entries.apply(view.decision()));
    }

    private static List<DocumentCommitment> commitments(List<Standing> standings, Function<UUID, List<Long>> entries) {
        return standings.stream()
                .map(each -> new DocumentCommitment(ListedCommitment.current(each), entries.apply(each.commitment())))
                .toList();
    }
}
