package dev.kept.commitments.operation;

import dev.kept.commitments.kernel.SealedEntry;
import dev.kept.commitments.operation.OperationsAnswer.EntryOperations;
import dev.kept.commitments.operation.OperationsAnswer.ItemOperations;
import dev.kept.commitments.operation.OperationsAnswer.PossibleOperation;
import dev.kept.commitments.operation.OperationsAnswer.RefusedOperation;
import dev.kept.commitments.operation.OperationsQuery.PageStart;
import dev.kept.commitments.web.CommandRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One answer to what somebody may do, in the making. */
final class OperationsListing {

    private static final Pattern VARIABLE = Pattern.compile("\\{[a-zA-Z]+}");
    private static final String LEDGER = "{ledger}";

    /** A page ends early rather than probing more commands than this. */
    private static final int MOST_PROBES = 20_000;

    private final CommandRegistry commands;

    private final UUID ledger;
    private final OperationsQuery query;
    private final List<ItemOperations> found = new ArrayList<>();
    private int probes;

    OperationsListing(CommandRegistry commands, UUID ledger, OperationsQuery query) {
        this.commands = commands;
        this.ledger = ledger;
        this.query = query;
    }

    OperationsAnswer of(AskOperations.Answer answer, @Nullable SealedEntry entry) {
        List<Probed> whole = query.isOfLedger() && query.after().isFirst()
                ? answer.kinds().stream()
                        .filter(this::isAskedFor)
                        .flatMap(kind -> kind.ofLedger().stream())
                        .filter(this::isAskedFor)
                        .toList()
                : List.of();
        boolean ofItems =
                query.limit() > 0 && (query.isOfLedger() || !query.items().isEmpty());
        String next = ofItems ? items(answer.kinds()) : null;
        return new OperationsAnswer(
                ledger,
                answer.sequence(),
                answer.at(),
                possible(whole, null, Map.of()),
                refused(whole),
                List.copyOf(found),
                entry == null ? null : ofEntry(answer.kinds(), Objects.requireNonNull(query.entry()), entry),
                next);
    }

    /** Collects the items of a page; the cursor of the next one, or null. */
    private @Nullable String items(List<ProbedKind> kinds) {
        PageStart after = query.after();
        for (int at = after.kind(); at < kinds.size(); at++) {
            ProbedKind kind = kinds.get(at);
            UUID last = at == after.kind() ? after.item() : PageStart.BEFORE_ALL;
            if (!isAskedFor(kind)) {
                continue;
            }
            for (UUID item : itemsOf(kind, last)) {
                if (found.size() == query.limit() || probes >= MOST_PROBES) {
                    return new PageStart(at, last).cursor();
                }
                add(kind, item);
                last = item;
            }
        }
        return null;
    }

    private List<UUID> itemsOf(ProbedKind kind, UUID after) {
        Set<UUID> known = kind.items();
        Stream<UUID> items = query.items().isEmpty()
                ? known.stream()
                : query.items().stream().distinct().filter(known::contains);
        return items.filter(item -> item.compareTo(after) > 0).sorted().toList();
    }

    private void add(ProbedKind kind, UUID item) {
        List<Probed> all = kind.ofItem(item);
        probes += all.size();
        List<Probed> asked = all.stream().filter(this::isAskedFor).toList();
        List<PossibleOperation> possible = possible(asked, item, choices(kind, item));
        if (!possible.isEmpty() || !query.items().isEmpty()) {
            found.add(new ItemOperations(kind.name(), item, possible, refused(asked)));
        }
    }

    private Map<String, List<String>> choices(ProbedKind kind, UUID item) {
        if (query.operation() == null) {
            return Map.of();
        }
        List<ProbedChoice> all = kind.choices(item, query.operation());
        probes += all.size();
        Map<String, List<String>> choices = new LinkedHashMap<>();
        for (ProbedChoice each : all) {
            List<String> values = choices.computeIfAbsent(each.field(), ignored -> new ArrayList<>());
            if (each.allowed()) {
                values.add(each.value());
            }
        }
        return choices;
    }

    private EntryOperations ofEntry(List<ProbedKind> kinds, long sequence, SealedEntry entry) {
        Map<String, List<ProbedChoice>> byOperation = kinds.stream()
                .filter(this::isAskedFor)
                .flatMap(kind -> kind.ofEntry(sequence, entry).stream())
                .filter(each -> query.operation() == null || query.operation().equals(each.operation()))
                .collect(Collectors.groupingBy(ProbedChoice::operation, LinkedHashMap::new, Collectors.toList()));
        List<PossibleOperation> possible = new ArrayList<>();
        List<RefusedOperation> refused = new ArrayList<>();
        byOperation.forEach((operation, probed) -> {
            List<ProbedChoice> allowed =
                    probed.stream().filter(ProbedChoice::allowed).toList();
            if (allowed.isEmpty()) {
                refused.add(RefusedOperation.of(
                        operation, null, null, probed.getFirst().refusal()));
            } else {
                possible.add(new PossibleOperation(
                        operation,
                        path(operation, null, null).replace("{sequence}", Long.toString(sequence)),
                        null,
                        null,
                        allowed.stream()
                                .collect(Collectors.groupingBy(
                                        ProbedChoice::field,
                                        LinkedHashMap::new,
                                        Collectors.mapping(ProbedChoice::value, Collectors.toList()))),
                        allowed.getFirst().records()));
            }
        });
        return new EntryOperations(sequence, possible, query.operation() == null ? null : refused);
    }

    private boolean isAskedFor(ProbedKind kind) {
        return query.kinds().isEmpty() || query.kinds().contains(kind.name());
    }

    private boolean isAskedFor(Probed probed) {
        return query.operation() == null || query.operation().equals(probed.operation());
    }

    private List<PossibleOperation> possible(
            List<Probed> probed, @Nullable UUID item, Map<String, List<String>> choices) {
        record What(String operation, @Nullable UUID part) {}
        Map<What, Set<Integer>> possible = new LinkedHashMap<>();
        for (Probed each : probed) {
            if (each.allowed()) {
                Set<Integer> occurrences = possible.computeIfAbsent(
                        new What(each.operation(), each.part()), ignored -> new LinkedHashSet<>());
                if (each.occurrence() != null) {
                    occurrences.add(each.occurrence());
                }
            }
        }
        return possible.entrySet().stream()
                .map(each -> new PossibleOperation(
                        each.getKey().operation(),
                        path(each.getKey().operation(), item, each.getKey().part()),
                        each.getKey().part(),
                        each.getValue().isEmpty() ? null : List.copyOf(each.getValue()),
                        choices.isEmpty() ? null : choices,
                        null))
                .toList();
    }

    /** What of the probed is refused whatever the body says; null when no one operation was asked about. */
    private @Nullable List<RefusedOperation> refused(List<Probed> probed) {
        if (query.operation() == null) {
            return null;
        }
        return probed.stream()
                .filter(each ->
                        !each.allowed() && probed.stream().noneMatch(other -> other.allowed() && other.isSameAs(each)))
                .map(each -> RefusedOperation.of(each.operation(), each.part(), each.occurrence(), each.refusal()))
                .toList();
    }

    /** The variables of a path behind the ledger's are the item and what of it is meant, or the last of these alone. */
    private String path(String operation, @Nullable UUID item, @Nullable UUID part) {
        String path = commands.path(operation)
                .orElseThrow(() -> new IllegalStateException("no operation is called " + operation))
                .replace(LEDGER, ledger.toString());
        List<UUID> values = Stream.of(item, part).filter(Objects::nonNull).toList();
        int variables = (int) VARIABLE.matcher(path).results().count();
        if (variables > values.size()) {
            return path;
        }
        StringBuilder filled = new StringBuilder();
        Matcher variable = VARIABLE.matcher(path);
        for (UUID value : values.subList(values.size() - variables, values.size())) {
            variable.find();
            variable.appendReplacement(filled, value.toString());
        }
        return variable.appendTail(filled).toString();
    }
}
