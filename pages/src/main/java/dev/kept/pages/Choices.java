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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What of a ledger can be chosen in a form: read once for all forms of a page, and only what they ask for. */
final class Choices {

    /** What can be chosen, under the name of its kind. */
    public record Shelf(String label, List<Option> options) {}

    private static final String KEPT_IN = "kept.pages.choices";
    private static final int MOST = 100;
    private static final Set<String> OWED = Set.of("open", "missed", "disputed", "delivered", "delivered-late");

    private final Visit visit;
    private final Ledger ledger;
    private final Map<Source, Shelf> known = new EnumMap<>(Source.class);

    private Choices(Visit visit, Ledger ledger) {
        this.visit = visit;
        this.ledger = ledger;
    }

    static Choices of(Visit visit, Ledger ledger) {
        if (visit.request().getAttribute(KEPT_IN) instanceof Choices choices
                && choices.ledger.id().equals(ledger.id())) {
            return choices;
        }
        Choices choices = new Choices(visit, ledger);
        visit.request().setAttribute(KEPT_IN, choices);
        return choices;
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
            case COMMITMENTS -> shelf("commitments", commitments(false));
            case OWN_COMMITMENTS -> shelf("own-commitments", commitments(true));
            case DECISIONS -> shelf("decisions", items(ItemKind.DECISION, ""));
            case DECISIONS_IN_FORCE -> shelf("decisions-in-force", items(ItemKind.DECISION, "?state=in-force"));
            case CONCERNS -> shelf("concerns", items(ItemKind.CONCERN, ""));
            case CHECKPOINTS -> shelf("checkpoints", items(ItemKind.CHECKPOINT, ""));
            case CONVERSATIONS -> shelf("conversations", items(ItemKind.CONVERSATION, ""));
            case WINS -> shelf("wins", items(ItemKind.WIN, ""));
            case LESSONS -> shelf("lessons", items(ItemKind.LESSON, ""));
            case PEOPLE -> shelf("people", people(true));
        };
    }

    private Shelf shelf(String name, List<Option> options) {
        return new Shelf(visit.words().text("page.choices." + name), options);
    }

    private List<Option> commitments(boolean own) {
        UUID id = ledger.id();
        return visit.get(id, "/commitments?order=desc&limit=" + MOST).list("items").stream()
                .filter(each ->
                        !own || (each.string("promisor").equals(ledger.role()) && OWED.contains(each.string("state"))))
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

    private List<Option> items(ItemKind kind, String filter) {
        return LedgerPages.all(visit, ledger.id(), "/" + kind.place() + filter, null).reversed().stream()
                .limit(MOST)
                .map(each -> new Option(each.string(kind.id()), brief(each, kind.headline())))
                .toList();
    }

    /** Everybody who ever wrote here, to look for what they wrote. */
    List<Option> people() {
        return people(false);
    }

    List<Option> commitments() {
        return commitments(false);
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
