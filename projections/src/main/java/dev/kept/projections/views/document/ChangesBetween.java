package dev.kept.projections.views.document;

import dev.kept.events.Due;
import dev.kept.events.Text;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.kinds.charter.CharterChanges;
import dev.kept.projections.kinds.charter.CharterVersion;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.fold.LedgerView.Mediation;
import dev.kept.projections.store.kind.ComparedFacts;
import dev.kept.projections.store.kind.ComparedFacts.OccurrenceFacts;
import dev.kept.projections.store.kind.DocumentPart;
import dev.kept.projections.store.kind.DocumentPart.Comparison;
import dev.kept.projections.store.kind.ItemKind;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What became of each item from one reading of a ledger to a later one. */
final class ChangesBetween {

    private final LedgerReading before;
    private final LedgerReading now;

    ChangesBetween(LedgerReading before, LedgerReading now) {
        this.before = before;
        this.now = now;
    }

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
        Kinds.ALL.forEach(kind -> candidates.addAll(of(kind, numbers)));
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

    private <B> List<Candidate> of(ItemKind<?, ?, B> kind, EntryNumbers numbers) {
        DocumentPart<B> part = kind.document();
        if (part == null) {
            return List.of();
        }
        ItemFold<?, B> fold = kind.fold();
        Comparison<B> facts = part.comparison();
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
                            then == null ? null : facts.of(before, then),
                            facts.of(now, item),
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
            ComparedFacts joined = ComparedFacts.of("joined", member.name());
            if (member.since() > before.head()) {
                List<Long> about = List.of(member.since());
                candidates.add(new Candidate(about, () -> changed("member", member.member(), null, joined, about)));
            }
            Long until = member.until();
            if (until != null && until > before.head()) {
                List<Long> about = List.of(until);
                ComparedFacts left = ComparedFacts.of("left", member.name());
                candidates.add(new Candidate(about, () -> changed("member", member.member(), joined, left, about)));
            }
        }
        return candidates;
    }

    private static ChangedItem changed(
            String kind, UUID id, @Nullable ComparedFacts then, ComparedFacts facts, List<Long> entries) {
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
                    clauses(null, facts.version()),
                    facts.replacedBy(),
                    entries);
        }
        boolean moved = !then.state().equals(facts.state());
        DueChange due = due(then.due(), facts.due());
        List<TextChange> texts = texts(then.texts(), facts.texts());
        List<OccurrenceChange> occurrences = occurrences(then.occurrences(), facts.occurrences());
        CharterChanges clauses = clauses(then.version(), facts.version());
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

    private static @Nullable CharterChanges clauses(@Nullable Object before, @Nullable Object now) {
        CharterVersion from = before instanceof CharterVersion version ? version : null;
        if (!(now instanceof CharterVersion to) || (from != null && from.version() == to.version())) {
            return null;
        }
        return CharterChanges.between(
                from == null ? 0 : from.version(),
                from == null ? List.of() : from.clauses(),
                to.version(),
                to.clauses());
    }

    private static ComparedFacts mediation(Mediation mediation) {
        return ComparedFacts.of(
                mediation.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                mediation.memberName() == null ? mediation.name() : mediation.memberName());
    }
}
