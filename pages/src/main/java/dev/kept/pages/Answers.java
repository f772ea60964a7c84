package dev.kept.pages;

import dev.kept.pages.FormPages.Target;
import dev.kept.wording.Doc;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What can be answered to each of the things that wait, as far as the API says that it is possible. An answer leads to the page of what
 * waits, with its form open there: nobody answers what is not in front of them.
 */
final class Answers {

    /** Of each thing: more than these are read on its own page. */
    private static final int MOST = 3;

    /**
     * An answer.
     *
     * @param title what it does, in the reader's language
     */
    public record Answer(String title, String href) {}

    private final Visit visit;
    private final Map<UUID, CompletableFuture<Possible>> byLedger;

    private Answers(Visit visit, Map<UUID, CompletableFuture<Possible>> byLedger) {
        this.visit = visit;
        this.byLedger = byLedger;
    }

    /**
     * Asks about all of them, of each ledger at once.
     *
     * @param waiting as the overview lists what waits
     */
    static Answers to(Visit visit, List<Doc> waiting) {
        Map<UUID, List<UUID>> items = waiting.stream()
                .filter(each -> each.has("item"))
                .collect(Collectors.groupingBy(
                        each -> UUID.fromString(each.string("ledger")),
                        Collectors.mapping(each -> UUID.fromString(each.string("item")), Collectors.toList())));
        return new Answers(
                visit,
                items.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                each -> Possible.meanwhile(
                                        () -> Possible.about(visit, each.getKey(), each.getValue())))));
    }

    /** Waits until all is answered, so that a page knows before it begins whether something is not known. */
    Answers known() {
        byLedger.values().forEach(Possible::answer);
        return this;
    }

    /** The answers to one of them, the one that comes to mind first before the others; empty where none is known. */
    public List<Answer> to(Doc waiting) {
        CompletableFuture<Possible> asked = byLedger.get(UUID.fromString(waiting.string("ledger")));
        String page = visit.words().place(waiting);
        if (asked == null || !waiting.has("item")) {
            return List.of();
        }
        UUID item = UUID.fromString(waiting.string("item"));
        String part = waiting.text("part");
        return Possible.answer(asked).of(item).stream()
                .filter(each -> Objects.equals(
                        part, each.part() == null ? null : each.part().toString()))
                .map(each -> answer(waiting, page, item, each))
                .flatMap(List::stream)
                .limit(MOST)
                .toList();
    }

    private List<Answer> answer(Doc waiting, String page, UUID item, Possible.Operation operation) {
        String occurrence = waiting.text("occurrence");
        Integer number = occurrence == null || operation.occurrences().isEmpty() ? null : Integer.valueOf(occurrence);
        if (number != null && !operation.isAbout(number)) {
            return List.of();
        }
        String ledger = "/ledgers/" + waiting.string("ledger");
        Function<Form, Answer> link = form -> new Answer(
                Form.title(visit.words(), form.operation()),
                ledger + page + "#"
                        + FormView.id(
                                form.operation(),
                                FormPages.address(ledger, form, new Target(item, operation.part(), number, null)),
                                FormView.WHOLE));
        return Forms.named(operation.name()).map(link).stream().toList();
    }
}
