package dev.kept.commitments.operation;

import dev.kept.commitments.kernel.Rejected;
import dev.kept.commitments.operation.OperationsAnswer.ItemOperations;
import dev.kept.commitments.operation.OperationsAnswer.PossibleOperation;
import dev.kept.commitments.operation.OperationsAnswer.RefusedOperation;
import dev.kept.commitments.operation.OperationsQuery.PageStart;
import dev.kept.commitments.web.CommandRegistry;
import dev.kept.commitments.web.Ledgers;
import dev.kept.http.Asked;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reads what may be done where it is decided: the read side knows no rule. */
@RestController
@Tag(name = "Operations", description = "What you may do now")
class OperationsController {

    private static final Pattern VARIABLE = Pattern.compile("\\{[a-zA-Z]+}");
    private static final String LEDGER = "{ledger}";

    /** A page ends early rather than probing more commands than this. */
    private static final int MOST_PROBES = 20_000;

    private final Ledgers ledgers;
    private final CommandRegistry commands;

    OperationsController(Ledgers ledgers, CommandRegistry commands) {
        this.ledgers = ledgers;
        this.commands = commands;
    }

    @GetMapping("/api/ledgers/{ledger}/operations")
    @Operation(
            operationId = "listOperations",
            summary = "What you may do now, in the ledger and about each of its items",
            description = "By the very rules that decide the commands, for you, as of now. An operation that is listed"
                    + " is not refused for the state of the ledger or for want of a right; its body still has to"
                    + " be right, and somebody may be faster. Which texts of an entry may be erased is not known here:"
                    + " `eraseText` is listed when you may erase what you wrote.")
    OperationsAnswer list(@PathVariable UUID ledger, Asked<OperationsQuery> asked) {
        OperationsQuery query = asked.query();
        AskOperations question = new AskOperations(ledger, asked.atLeast() == null ? -1 : asked.atLeast());
        ledgers.ask(question, asked.caller().member());
        return new Listing(ledger, query).of(question.answer());
    }

    /** One answer in the making. */
    private final class Listing {

        private final UUID ledger;
        private final OperationsQuery query;
        private final List<ItemOperations> found = new ArrayList<>();
        private int probes;

        Listing(UUID ledger, OperationsQuery query) {
            this.ledger = ledger;
            this.query = query;
        }

        OperationsAnswer of(AskOperations.Answer answer) {
            List<Probed> whole = query.items().isEmpty() && query.after().isFirst()
                    ? answer.kinds().stream()
                            .filter(this::isAskedFor)
                            .flatMap(kind -> kind.ofLedger().stream())
                            .filter(this::isAskedFor)
                            .toList()
                    : List.of();
            String next = query.limit() == 0 ? null : items(answer.kinds());
            return new OperationsAnswer(
                    ledger,
                    answer.sequence(),
                    answer.at(),
                    possible(whole, null),
                    refused(whole),
                    List.copyOf(found),
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
            List<PossibleOperation> possible = possible(asked, item);
            if (!possible.isEmpty() || !query.items().isEmpty()) {
                found.add(new ItemOperations(kind.name(), item, possible, refused(asked)));
            }
        }

        private boolean isAskedFor(ProbedKind kind) {
            return query.kinds().isEmpty() || query.kinds().contains(kind.name());
        }

        private boolean isAskedFor(Probed probed) {
            return query.operation() == null || query.operation().equals(probed.operation());
        }

        private List<PossibleOperation> possible(List<Probed> probed, @Nullable UUID item) {
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
                            each.getValue().isEmpty() ? null : List.copyOf(each.getValue())))
                    .toList();
        }

        /** What of the probed is refused whatever the body says; null when no one operation was asked about. */
        private @Nullable List<RefusedOperation> refused(List<Probed> probed) {
            if (query.operation() == null) {
                return null;
            }
            return probed.stream()
                    .filter(each -> !each.allowed()
                            && probed.stream().noneMatch(other -> other.allowed() && other.isSameAs(each)))
                    .map(each -> {
                        Rejected refusal = Objects.requireNonNull(each.refusal());
                        return new RefusedOperation(
                                each.operation(),
                                each.part(),
                                each.occurrence(),
                                refusal.code(),
                                String.valueOf(refusal.getMessage()),
                                refusal.facts());
                    })
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
}
