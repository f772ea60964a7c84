package dev.kept.projections.views.document;

import dev.kept.events.Due;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import dev.kept.projections.kinds.charter.CharterBrief;
import dev.kept.projections.kinds.charter.CharterChanges;
import dev.kept.projections.kinds.charter.CharterVersion;
import dev.kept.projections.kinds.checkpoints.CheckpointView;
import dev.kept.projections.kinds.commitments.CommitmentView;
import dev.kept.projections.kinds.commitments.Occurrence;
import dev.kept.projections.kinds.commitments.Standing;
import dev.kept.projections.kinds.concerns.ConcernBrief;
import dev.kept.projections.kinds.decisions.DecisionView;
import dev.kept.projections.kinds.lessons.LessonView;
import dev.kept.projections.kinds.wins.WinView;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.fold.LedgerView.Mediation;
import dev.kept.projections.store.reading.ItemFilter;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.views.document.Assembly.EntryNumbers;
import dev.kept.projections.views.document.DocumentChanges.ChangedHow;
import dev.kept.projections.views.document.DocumentChanges.ChangedItem;
import dev.kept.projections.views.document.DocumentChanges.DueChange;
import dev.kept.projections.views.document.DocumentChanges.OccurrenceChange;
import dev.kept.projections.views.document.DocumentChanges.TextChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What became of each item from one reading of a ledger to a later one. */
final class Comparison {

    private final LedgerReading before;
    private final LedgerReading now;

    Comparison(LedgerReading before, LedgerReading now) {
        this.before = before;
        this.now = now;
    }

    /**
     * What is compared of an item.
     *
     * @param texts by field; those it has
     * @param occurrences of a recurring commitment, by number
     */
    private record Facts(
            String state,
            @Nullable Text title,
            @Nullable Due due,
            Map<String, Text> texts,
            Map<Integer, OccurrenceFacts> occurrences,
            @Nullable UUID replacedBy,
            @Nullable CharterVersion charter) {

        static Facts of(String state, @Nullable Text title) {
            return new Facts(state, title, null, Map.of(), Map.of(), null, null);
        }
    }

    private record OccurrenceFacts(String state, Due due) {}

    /** Something that changed; made in full only when it is shown. */
    private record Candidate(List<Long> entries, Supplier<ChangedItem> item) {}

    /**
     * All of it.
     *
     * @param numbers of the entries in between
     * @param limit at most so many items
     */
    DocumentChanges changes(EntryNumbers numbers, int limit) {
        List<Candidate> candidates = new ArrayList<>(people());
        candidates.addAll(mediations(numbers));
        candidates.addAll(of(Assembly.CHARTER, Comparison::charter, numbers));
        candidates.addAll(of(Assembly.CONCERNS, (reading, item) -> concern(item.view()), numbers));
        candidates.addAll(of(Assembly.DECISIONS, (reading, item) -> decision(item.view()), numbers));
        candidates.addAll(of(Assembly.COMMITMENTS, Comparison::commitment, numbers));
        candidates.addAll(of(Assembly.CHECKPOINTS, (reading, item) -> checkpoint(item.view()), numbers));
        candidates.addAll(of(Assembly.WINS, (reading, item) -> win(item.view()), numbers));
        candidates.addAll(of(Assembly.LESSONS, (reading, item) -> lesson(item.view()), numbers));
        return new DocumentChanges(
                before.head(),
                before.recorded(),
                now.head() - before.head(),
                candidates.size(),
                candidates.stream()
                        .sorted(Comparator.comparing(each -> each.entries().getFirst()))
                        .limit(limit)
                        .map(each -> each.item().get())
                        .toList());
    }

    private <B> List<Candidate> of(
            ItemFold<?, B> fold, BiFunction<LedgerReading, Item<B>, Facts> facts, EntryNumbers numbers) {
        ItemFilter touched = ItemFilter.touchedAfter(before.head());
        List<Item<B>> changed = now.items(fold, touched).stream()
                .filter(item -> item.lastSequence() > before.head())
                .toList();
        if (changed.isEmpty()) {
            return List.of();
        }
        Map<UUID, Item<B>> earlier = new HashMap<>();
        before.items(fold, touched).forEach(item -> earlier.put(item.id(), item));
        Map<UUID, List<Long>> entries =
                numbers.about(changed.stream().map(Item::id).toList());
        List<Candidate> candidates = new ArrayList<>();
        for (Item<B> item : changed) {
            List<Long> about = entries.getOrDefault(item.id(), List.of());
            if (!about.isEmpty()) {
                candidates.add(new Candidate(about, () -> {
                    Item<B> then = earlier.get(item.id());
                    return changed(
                            fold.kind(),
                            item.id(),
                            then == null ? null : facts.apply(before, then),
                            facts.apply(now, item),
                            about);
                }));
            }
        }
        return candidates;
    }

    private List<Candidate> mediations(EntryNumbers numbers) {
        Map<UUID, Mediation> earlier = new HashMap<>();
        before.view().mediations().forEach(each -> earlier.put(each.mediation(), each));
        Map<UUID, List<Long>> entries = numbers.about(
                now.view().mediations().stream().map(Mediation::mediation).toList());
        return now.view().mediations().stream()
                .filter(each -> entries.containsKey(each.mediation()))
                .map(each -> {
                    Mediation then = earlier.get(each.mediation());
                    List<Long> about = entries.getOrDefault(each.mediation(), List.of());
                    return new Candidate(
                            about,
                            () -> changed(
                                    "mediator",
                                    each.mediation(),
                                    then == null ? null : mediation(then),
                                    mediation(each),
                                    about));
                })
                .toList();
    }

    /** Who came and who left; whoever did both is there twice. */
    private List<Candidate> people() {
        List<Candidate> candidates = new ArrayList<>();
        for (LedgerView.Member member : now.view().members()) {
            Facts joined = Facts.of("joined", member.name());
            if (member.since() > before.head()) {
                List<Long> about = List.of(member.since());
                candidates.add(new Candidate(about, () -> changed("member", member.member(), null, joined, about)));
            }
            Long until = member.until();
            if (until != null && until > before.head()) {
                List<Long> about = List.of(until);
                Facts left = Facts.of("left", member.name());
                candidates.add(new Candidate(about, () -> changed("member", member.member(), joined, left, about)));
            }
        }
        return candidates;
    }

    private static ChangedItem changed(String kind, UUID id, @Nullable Facts then, Facts facts, List<Long> entries) {
        if (then == null) {
            return new ChangedItem(
                    kind,
                    id,
                    facts.title(),
                    ChangedHow.NEW,
                    null,
                    facts.state(),
                    facts.due(),
                    null,
                    List.of(),
                    List.of(),
                    clauses(null, facts.charter()),
                    facts.replacedBy(),
                    entries);
        }
        boolean moved = !then.state().equals(facts.state());
        DueChange due = due(then.due(), facts.due());
        List<TextChange> texts = texts(then.texts(), facts.texts());
        List<OccurrenceChange> occurrences = occurrences(then.occurrences(), facts.occurrences());
        CharterChanges clauses = clauses(then.charter(), facts.charter());
        boolean same = !moved && due == null && texts.isEmpty() && occurrences.isEmpty() && clauses == null;
        return new ChangedItem(
                kind,
                id,
                facts.title(),
                same ? ChangedHow.NOTED : ChangedHow.CHANGED,
                moved ? then.state() : null,
                moved ? facts.state() : null,
                facts.due(),
                due,
                texts,
                occurrences,
                clauses,
                Objects.equals(then.replacedBy(), facts.replacedBy()) ? null : facts.replacedBy(),
                entries);
    }

    private static @Nullable DueChange due(@Nullable Due from, @Nullable Due to) {
        return from == null || to == null || from.equals(to) ? null : new DueChange(from, to);
    }

    private static List<TextChange> texts(Map<String, Text> from, Map<String, Text> to) {
        Map<String, TextChange> changes = new LinkedHashMap<>();
        from.forEach((field, text) -> changes.put(field, new TextChange(field, text, to.get(field))));
        to.forEach((field, text) -> changes.putIfAbsent(field, new TextChange(field, null, text)));
        return changes.values().stream()
                .filter(change -> !Objects.equals(change.from(), change.to()))
                .toList();
    }

    private static List<OccurrenceChange> occurrences(
            Map<Integer, OccurrenceFacts> from, Map<Integer, OccurrenceFacts> to) {
        List<OccurrenceChange> changes = new ArrayList<>();
        to.forEach((number, facts) -> {
            OccurrenceFacts then = from.get(number);
            if (then != null && !then.equals(facts)) {
                changes.add(new OccurrenceChange(number, then.state(), facts.state(), due(then.due(), facts.due())));
            }
        });
        return changes;
    }

    private static @Nullable CharterChanges clauses(@Nullable CharterVersion from, @Nullable CharterVersion to) {
        if (to == null || (from != null && from.version() == to.version())) {
            return null;
        }
        return CharterChanges.between(
                from == null ? 0 : from.version(),
                from == null ? List.of() : from.clauses(),
                to.version(),
                to.clauses());
    }

    private static Facts charter(LedgerReading reading, Item<CharterBrief> item) {
        CharterBrief brief = item.view();
        String state = brief.inForce() != null ? "in-force" : brief.open() != null ? "proposed" : "none";
        return new Facts(state, null, null, Map.of(), Map.of(), null, brief.inForce());
    }

    private static Facts concern(ConcernBrief brief) {
        return Facts.of(brief.state().wireName(), brief.title());
    }

    private static Facts decision(DecisionView view) {
        Due due = view.nextReview() == null ? null : view.nextReview().at();
        return new Facts(view.state().wireName(), view.statement(), due, Map.of(), Map.of(), view.supersededBy(), null);
    }

    private static Facts commitment(LedgerReading reading, Item<Standing> item) {
        CommitmentView view = reading.item(Assembly.COMMITMENTS, item.id())
                .map(Item::view)
                .orElseThrow(() -> new IllegalStateException("a commitment has its view as long as its brief"));
        boolean recurring = item.view().recurring();
        Map<Integer, OccurrenceFacts> occurrences = new LinkedHashMap<>();
        if (recurring) {
            for (Occurrence each : view.occurrences()) {
                occurrences.put(
                        each.occurrence(), new OccurrenceFacts(each.state().wireName(), each.due()));
            }
        }
        return new Facts(
                view.state().wireName(),
                view.terms().title(),
                recurring ? null : view.occurrence(view.current()).due(),
                texts(view.terms()),
                occurrences,
                null,
                null);
    }

    private static Map<String, Text> texts(Terms terms) {
        Map<String, Text> texts = new LinkedHashMap<>();
        texts.put("title", terms.title());
        put(texts, "details", terms.details());
        put(texts, "conditions", terms.conditions());
        put(texts, "evaluation", terms.evaluation());
        return texts;
    }

    private static void put(Map<String, Text> texts, String field, @Nullable Text text) {
        if (text != null) {
            texts.put(field, text);
        }
    }

    private static Facts checkpoint(CheckpointView view) {
        return new Facts(view.state().wireName(), view.agenda(), view.due(), Map.of(), Map.of(), null, null);
    }

    private static Facts win(WinView view) {
        return Facts.of(view.state().wireName(), view.title());
    }

    private static Facts lesson(LessonView view) {
        return Facts.of("recorded", view.learned());
    }

    private static Facts mediation(Mediation mediation) {
        return Facts.of(
                mediation.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                mediation.memberName() == null ? mediation.name() : mediation.memberName());
    }
}
