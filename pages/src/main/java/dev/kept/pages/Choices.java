package dev.kept.pages;

import dev.kept.pages.Field.Option;
import dev.kept.pages.Field.Source;
import dev.kept.wording.Brief;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What of a ledger can be chosen in a form: read once for all forms of a page, and only what they ask for. */
final class Choices {

    /** What can be chosen, under the name of its kind. */
    public record Shelf(String label, List<Option> options) {}

    private static final String KEPT_IN = "kept.pages.choices";
    private static final int MOST = 100;

    private final Visit visit;
    private final Ledger ledger;
    private final @Nullable UUID item;
    private final Map<Source, Shelf> known;

    private Choices(Visit visit, Ledger ledger, @Nullable UUID item, Map<Source, Shelf> known) {
        this.visit = visit;
        this.ledger = ledger;
        this.item = item;
        this.known = known;
    }

    /** @param item what the form is about; null for the ledger */
    static Choices of(Visit visit, Ledger ledger, @Nullable UUID item) {
        Choices choices = visit.request().getAttribute(KEPT_IN) instanceof Choices before
                        && before.ledger.id().equals(ledger.id())
                ? before.about(item)
                : new Choices(visit, ledger, item, new EnumMap<>(Source.class));
        visit.request().setAttribute(KEPT_IN, choices);
        return choices;
    }

    /** All but what repairs is the same for all items. */
    private Choices about(@Nullable UUID other) {
        if (Objects.equals(item, other)) {
            return this;
        }
        Map<Source, Shelf> same = new EnumMap<>(known);
        same.remove(Source.REPAIRS);
        return new Choices(visit, ledger, other, same);
    }

    /** Those that hold anything, in the order asked for. */
    List<Shelf> from(List<Source> sources) {
        List<Shelf> shelves = new ArrayList<>();
        for (Source source : sources) {
            if (!known.containsKey(source)) {
                known.put(source, read(source));
            }
            Shelf shelf = known.get(source);
            if (shelf != null && !shelf.options().isEmpty()) {
                shelves.add(shelf);
            }
        }
        return shelves;
    }

    /** A side is chosen by its name. */
    Option named(Option option) {
        String side = option.value();
        return side.equals("A") || side.equals("B")
                ? new Option(side, ledger.mark(side) + " " + ledger.name(side))
                : option;
    }

    private Shelf read(Source source) {
        return switch (source) {
            case COMMITMENTS -> shelf("commitments", commitments());
            case REPAIRS -> shelf("repairs", repairs());
            case DECISIONS -> shelf("decisions", items(ItemKind.DECISION));
            case DECISIONS_IN_FORCE -> shelf("decisions-in-force", supersedable());
            case CONCERNS -> shelf("concerns", items(ItemKind.CONCERN));
            case CHECKPOINTS -> shelf("checkpoints", items(ItemKind.CHECKPOINT));
            case CONVERSATIONS -> shelf("conversations", items(ItemKind.CONVERSATION));
            case WINS -> shelf("wins", items(ItemKind.WIN));
            case LESSONS -> shelf("lessons", items(ItemKind.LESSON));
            case PEOPLE -> shelf("people", people(true));
        };
    }

    private Shelf shelf(String name, List<Option> options) {
        return new Shelf(visit.words().text("page.choices." + name), options);
    }

    List<Option> commitments() {
        UUID id = ledger.id();
        return visit.get(id, "/commitments?order=desc&limit=" + MOST).list("items").stream()
                .map(each -> new Option(
                        each.string("commitment"),
                        visit.words()
                                .text(
                                        "page.choices.commitment",
                                        brief(each, "title"),
                                        ledger.name(each.string("promisor")),
                                        visit.when().due(each.at("due")))))
                .toList();
    }

    /** What the API says an apology for the item can name. */
    private List<Option> repairs() {
        if (item == null) {
            return List.of();
        }
        List<String> owed = Possible.about(visit, ledger.id(), item, "offerApology").of(item).stream()
                .flatMap(each -> each.choices("repair").stream())
                .toList();
        return owed.isEmpty()
                ? List.of()
                : commitments().stream()
                        .filter(each -> owed.contains(each.value()))
                        .toList();
    }

    /** The decisions whose place the API says another one can take. */
    private List<Option> supersedable() {
        List<Option> decisions = items(ItemKind.DECISION);
        if (decisions.isEmpty()) {
            return List.of();
        }
        Possible possible = Possible.ofKinds(visit, ledger.id(), "decision");
        return decisions.stream()
                .filter(each -> possible.may("supersedeDecision", each.value()))
                .toList();
    }

    private List<Option> items(ItemKind kind) {
        return LedgerPages.all(visit, ledger.id(), "/" + kind.place(), null).reversed().stream()
                .limit(MOST)
                .map(each -> new Option(each.string(kind.id()), brief(each, kind.headline())))
                .toList();
    }

    /** Everybody who ever wrote here, to look for what they wrote. */
    List<Option> people() {
        return people(false);
    }

    private List<Option> people(boolean present) {
        Stream<Option> members = Stream.of("A", "B")
                .flatMap(side -> ledger.doc().list("parties/" + side + "/members").stream()
                        .filter(each -> !present || !each.has("until"))
                        .map(each -> person(each, ledger.name(side))));
        Doc mediator = ledger.mediator().at("person");
        return Stream.concat(
                        members,
                        mediator.has("member") ? Stream.of(person(mediator, ledger.name("mediator"))) : Stream.empty())
                .toList();
    }

    private Option person(Doc person, String side) {
        String name = person.text("name");
        return new Option(
                person.string("member"), (name == null ? visit.words().text("side.somebody") : name) + ", " + side);
    }

    private String brief(Doc item, String field) {
        String text = Brief.of(item.text(field));
        return text == null ? visit.words().text("page.common.erased") : text;
    }
}
