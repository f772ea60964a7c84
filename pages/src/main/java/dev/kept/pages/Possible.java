package dev.kept.pages;

import dev.kept.http.Problem;
import dev.kept.http.RequestIds;
import dev.kept.wording.Doc;
import dev.kept.wording.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the reader may do now, as the API answers it. Pages offer that and know no rule of their own. Where it cannot be asked, nothing is
 * offered; the page can be read all the same, and says so ({@link Visit#isWithoutOperations}).
 */
final class Possible {

    private static final String NOTHING_ABOUT_ITEMS = "limit=0";
    private static final int MOST_ITEMS = 100;
    private static final String ERASE = "eraseText";

    /** Forms that use an operation of another name: the words differ by whose turn it is, the operation does not. */
    private static final Map<String, String> OPERATIONS = Map.of(
            "takeBackReadiness",
            "declareReadiness",
            "agreeToClose",
            "closeLedger",
            "takeBackClosing",
            "declineClosing",
            "agreeToReopen",
            "reopenLedger",
            "takeBackReopening",
            "declineReopening",
            "takeBackErasure",
            "declineErasure",
            MediationForms.ON_DISPUTE,
            "recordFinding");

    /**
     * An operation.
     *
     * @param part what of the item it is about; null when it is about the item
     * @param occurrences those that may be named; empty when none is
     * @param choices what a field of the body may name, where the API says so
     * @param records types of the entries that it would record, where the API says so
     */
    record Operation(String name, @Nullable UUID part, List<Integer> occurrences, Doc choices, List<String> records) {

        private static Operation of(Doc doc) {
            String part = doc.text("part");
            return new Operation(
                    doc.string("operation"),
                    part == null ? null : UUID.fromString(part),
                    doc.list("occurrences").stream()
                            .map(each -> each.node().asInt())
                            .toList(),
                    doc.at("choices"),
                    doc.list("records").stream().map(each -> each.string("")).toList());
        }

        /** What a field of its body may name. */
        List<String> choices(String field) {
            return choices.list(field).stream().map(each -> each.string("")).toList();
        }

        /** Whether it is about the item as a whole, or about this occurrence of it. */
        boolean isAbout(int occurrence) {
            return occurrences.isEmpty() || occurrences.contains(occurrence);
        }
    }

    private static final Possible NOTHING = new Possible(List.of(), Map.of(), List.of(), List.of());

    private final List<Operation> ofLedger;
    private final Map<String, List<Operation>> ofItems;
    private final List<Operation> ofEntry;
    private final List<Doc> refused;

    private Possible(
            List<Operation> ofLedger,
            Map<String, List<Operation>> ofItems,
            List<Operation> ofEntry,
            List<Doc> refused) {
        this.ofLedger = ofLedger;
        this.ofItems = ofItems;
        this.ofEntry = ofEntry;
        this.refused = refused;
    }

    /** The operation of the API that a form is sent to. */
    static String operation(String form) {
        return OPERATIONS.getOrDefault(form, form);
    }

    /** What begins something, or is about the ledger as a whole. */
    static Possible inLedger(Visit visit, UUID ledger) {
        return read(visit, ledger, NOTHING_ABOUT_ITEMS);
    }

    /** What can be done about an item. */
    static Possible about(Visit visit, UUID ledger, UUID item) {
        return read(visit, ledger, "item=" + item);
    }

    /** What can be done about several items; of more than a hundred, about the first ones. */
    static Possible about(Visit visit, UUID ledger, Collection<UUID> items) {
        return items.isEmpty()
                ? NOTHING
                : read(
                        visit,
                        ledger,
                        items.stream()
                                .distinct()
                                .limit(MOST_ITEMS)
                                .map(item -> "item=" + item)
                                .collect(Collectors.joining("&")));
    }

    /** What begins items of these kinds, or is about one of them. */
    static Possible ofKinds(Visit visit, UUID ledger, String... kinds) {
        return read(visit, ledger, "limit=200&kind=" + String.join("&kind=", kinds));
    }

    /** Whether texts of an entry can be erased, with the reason why they cannot. */
    static Possible erasing(Visit visit, UUID ledger, long entry) {
        return read(visit, ledger, "entry=" + entry + "&operation=" + ERASE);
    }

    /** One operation on an item alone, with what its body may name. */
    static Possible about(Visit visit, UUID ledger, UUID item, String operation) {
        return read(visit, ledger, "item=" + item + "&operation=" + operation);
    }

    /** One operation alone, with the reason why it is not possible. */
    static Possible of(Visit visit, UUID ledger, Form form, @Nullable UUID item) {
        UUID about = itemOf(form, item);
        String what = about == null ? NOTHING_ABOUT_ITEMS : "item=" + about;
        return read(visit, ledger, what + "&operation=" + operation(form.operation()));
    }

    /** Asks while something else is read. */
    static CompletableFuture<Possible> meanwhile(Supplier<Possible> asking) {
        return CompletableFuture.supplyAsync(RequestIds.carried(asking), Thread::startVirtualThread);
    }

    static Possible answer(CompletableFuture<Possible> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private static Possible read(Visit visit, UUID ledger, String query) {
        List<Operation> ofLedger = new ArrayList<>();
        Map<String, List<Operation>> ofItems = new HashMap<>();
        List<Operation> ofEntry = new ArrayList<>();
        List<Doc> refused = new ArrayList<>();
        String next = null;
        try {
            do {
                Doc page = visit.get(
                        ledger, "/operations?" + query + (next == null ? "" : "&cursor=" + Api.encoded(next)));
                page.list("operations").forEach(each -> ofLedger.add(Operation.of(each)));
                refused.addAll(page.list("refused"));
                for (Doc item : page.list("items")) {
                    ofItems.put(
                            item.string("item"),
                            item.list("operations").stream().map(Operation::of).toList());
                    refused.addAll(item.list("refused"));
                }
                page.list("entry/operations").forEach(each -> ofEntry.add(Operation.of(each)));
                refused.addAll(page.list("entry/refused"));
                next = page.text("next");
            } while (next != null);
        } catch (Refused | Problem away) {
            visit.operationsAreUnknown();
            return NOTHING;
        }
        return new Possible(List.copyOf(ofLedger), Map.copyOf(ofItems), List.copyOf(ofEntry), List.copyOf(refused));
    }

    /** Whether it could be asked. */
    boolean isKnown() {
        return this != NOTHING;
    }

    /** Whether something can be begun, or done about the ledger as a whole. */
    public boolean may(String form) {
        return ofLedger.stream().anyMatch(each -> each.name().equals(operation(form)));
    }

    /** What can be done about an item, in the order in which it comes to mind. */
    List<Operation> of(UUID item) {
        return ofItems.getOrDefault(item.toString(), List.of());
    }

    /** How texts of the entry can be erased that was asked about; null when they cannot, or when that is not known. */
    @Nullable
    Operation erasing() {
        return ofEntry.stream().findFirst().orElse(null);
    }

    /** Why no text of the entry can be erased; null when one can, or when that is not known. */
    @Nullable
    String whyNotErasing(Words words) {
        return this == NOTHING || erasing() != null ? null : reason(refused.stream(), words);
    }

    private static String reason(Stream<Doc> refused, Words words) {
        return refused.map(words::problem).findFirst().orElseGet(() -> words.text("page.form.not-now"));
    }

    /** Whether something can be done about an item. */
    public boolean may(String form, String item) {
        return ofItems.getOrDefault(item, List.of()).stream()
                .anyMatch(each -> each.name().equals(operation(form)));
    }

    /**
     * Why a form cannot be sent, in the reader's language, when this was asked about it; null when it can, or when that is not known.
     */
    @Nullable
    String whyNot(Form form, FormPages.Target target, Words words) {
        UUID item = itemOf(form, target.item());
        boolean possible = (item == null ? ofLedger : of(item))
                .stream().anyMatch(each -> each.name().equals(operation(form.operation())) && fits(each, target));
        if (this == NOTHING || possible) {
            return null;
        }
        return reason(
                refused.stream()
                        .filter(each -> target.part() == null
                                || target.part().toString().equals(each.text("part")))
                        .filter(each -> target.occurrence() == null
                                || !each.has("occurrence")
                                || each.number("occurrence") == target.occurrence()),
                words);
    }

    /** A finding on a dispute is begun, although its form stands with a commitment. */
    private static @Nullable UUID itemOf(Form form, @Nullable UUID item) {
        return form.operation().equals(MediationForms.ON_DISPUTE) ? null : item;
    }

    private static boolean fits(Operation each, FormPages.Target target) {
        return (target.part() == null || target.part().equals(each.part()))
                && (target.occurrence() == null || each.isAbout(target.occurrence()));
    }
}
