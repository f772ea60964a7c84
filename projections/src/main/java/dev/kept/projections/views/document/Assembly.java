package dev.kept.projections.views.document;

import dev.kept.events.Side;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.kinds.charter.CharterBrief;
import dev.kept.projections.kinds.checkpoints.CheckpointView;
import dev.kept.projections.kinds.commitments.ListedCommitment;
import dev.kept.projections.kinds.commitments.Standing;
import dev.kept.projections.kinds.concerns.ConcernBrief;
import dev.kept.projections.kinds.decisions.DecisionState;
import dev.kept.projections.kinds.decisions.DecisionView;
import dev.kept.projections.kinds.lessons.LessonView;
import dev.kept.projections.kinds.wins.WinView;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.fold.LedgerView.Mediation;
import dev.kept.projections.store.fold.LedgerView.MediationState;
import dev.kept.projections.store.fold.LedgerView.Party;
import dev.kept.projections.store.fold.LedgerView.Person;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.kind.DocumentPart.Section;
import dev.kept.projections.store.kind.ItemKind;
import dev.kept.projections.store.reading.Counted;
import dev.kept.projections.store.reading.ItemFilter;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.views.document.LivingDocument.DocumentCharter;
import dev.kept.projections.views.document.LivingDocument.DocumentCheckpoint;
import dev.kept.projections.views.document.LivingDocument.DocumentCommitment;
import dev.kept.projections.views.document.LivingDocument.DocumentConcern;
import dev.kept.projections.views.document.LivingDocument.DocumentDecision;
import dev.kept.projections.views.document.LivingDocument.DocumentLesson;
import dev.kept.projections.views.document.LivingDocument.DocumentMediator;
import dev.kept.projections.views.document.LivingDocument.DocumentParties;
import dev.kept.projections.views.document.LivingDocument.DocumentParty;
import dev.kept.projections.views.document.LivingDocument.DocumentWin;
import dev.kept.projections.views.document.LivingDocument.ReplacedDecision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the parts of one document together: which items stand in it, in which order, and which entries are about each. */
final class Assembly {

    private static final Set<String> SUPERSEDED = Set.of(DecisionState.SUPERSEDED.wireName());

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
        CharterBrief charter = section(Kinds.CHARTER, "charter", 1).views().stream()
                .findFirst()
                .orElse(null);
        Counted<ConcernBrief> concerns = section(Kinds.CONCERN, "concerns", limit);
        Counted<DecisionView> decisions = section(Kinds.DECISION, "decisions", limit);
        Counted<Standing> pending = section(Kinds.COMMITMENT, "commitments", limit);
        Counted<Standing> settled = section(Kinds.COMMITMENT, "settled", limit);
        Counted<CheckpointView> checkpoints = section(Kinds.CHECKPOINT, "checkpoints", limit);
        Counted<WinView> wins = section(Kinds.WIN, "wins", limit);
        Counted<LessonView> lessons = section(Kinds.LESSON, "lessons", limit);

        List<ConcernBrief> concernsShown = concerns.views().reversed();
        List<DecisionView> decisionsShown = decisions.views().reversed();
        Map<UUID, List<DecisionView>> replaced = replaced(decisionsShown);
        List<WinView> winsShown = wins.views().reversed();
        List<LessonView> lessonsShown = lessons.views().reversed();
        Map<UUID, List<Long>> entries = numbers.about(Stream.of(
                        Stream.ofNullable(mediation).map(Mediation::mediation),
                        Stream.ofNullable(charter).map(CharterBrief::charter),
                        concernsShown.stream().map(ConcernBrief::concern),
                        decisionsShown.stream().map(DecisionView::decision),
                        replaced.values().stream().flatMap(List::stream).map(DecisionView::decision),
                        pending.views().stream().map(Standing::commitment),
                        settled.views().stream().map(Standing::commitment),
                        checkpoints.views().stream().map(CheckpointView::checkpoint),
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
                concerns.count(),
                concernsShown.stream()
                        .map(each -> new DocumentConcern(each, of.apply(each.concern())))
                        .toList(),
                decisions.count(),
                decisionsShown.stream()
                        .map(each -> decision(each, replaced.getOrDefault(each.decision(), List.of()), of))
                        .toList(),
                pending.count(),
                commitments(pending.views(), of),
                settled.count(),
                commitments(settled.views(), of),
                checkpoints.count(),
                checkpoints.views().stream()
                        .map(each -> new DocumentCheckpoint(each, of.apply(each.checkpoint())))
                        .toList(),
                wins.count(),
                winsShown.stream()
                        .map(each -> new DocumentWin(each, of.apply(each.win())))
                        .toList(),
                lessons.count(),
                lessonsShown.stream()
                        .map(each -> new DocumentLesson(each, of.apply(each.lesson())))
                        .toList(),
                changes);
    }

    private <B> Counted<B> section(ItemKind<?, ?, B> kind, String list, int most) {
        Section section = Objects.requireNonNull(kind.document()).section(list);
        return reading.counted(kind.fold(), section.states(), section.order(), most);
    }

    /** By the decision that took the place of the others, the latest of them first. */
    private Map<UUID, List<DecisionView>> replaced(List<DecisionView> shown) {
        Map<UUID, List<DecisionView>> replaced = new HashMap<>();
        if (shown.stream().anyMatch(each -> each.supersedes() != null)) {
            ItemFilter filter = new ItemFilter(SUPERSEDED, null, null, null, -1, Integer.MAX_VALUE);
            Map<UUID, DecisionView> earlier = reading.items(Kinds.DECISION.fold(), filter).stream()
                    .map(Item::view)
                    .collect(Collectors.toMap(DecisionView::decision, Function.identity()));
            shown.forEach(each -> replaced.put(each.decision(), chain(each, earlier)));
        }
        return replaced;
    }

    private static List<DecisionView> chain(DecisionView from, Map<UUID, DecisionView> earlier) {
        List<DecisionView> chain = new ArrayList<>();
        UUID before = from.supersedes();
        while (before != null) {
            DecisionView replaced = earlier.get(before);
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
