package dev.kept.projections.kinds.charter;

import dev.kept.events.CharterEvent;
import dev.kept.events.CharterEvent.CharterAgreed;
import dev.kept.events.CharterEvent.CharterAmended;
import dev.kept.events.CharterEvent.CharterDeclined;
import dev.kept.events.CharterEvent.CharterProposed;
import dev.kept.events.CharterEvent.CharterWithdrawn;
import dev.kept.events.CharterEvent.Clause;
import dev.kept.events.CharterEvent.Section;
import dev.kept.events.ItemName;
import dev.kept.http.Problem;
import dev.kept.projections.store.fields.EntryField.Unit;
import dev.kept.projections.store.fields.FieldList;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.kind.ComparedFacts;
import dev.kept.projections.store.kind.DocumentPart;
import dev.kept.projections.store.kind.ItemDates;
import dev.kept.projections.store.kind.ItemKind;
import dev.kept.projections.store.kind.OpenItem;
import dev.kept.projections.store.kind.Opening;
import dev.kept.projections.store.kind.Sheet;
import dev.kept.projections.store.reading.Counted.Order;
import dev.kept.projections.store.reading.LedgerReading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The charter: a ledger has one at most, so that it is answered as a whole and never listed. */
public final class CharterKind implements ItemKind<CharterEvent, CharterView, CharterBrief> {

    private static final CharterFold FOLD = new CharterFold();

    @Override
    public ItemName name() {
        return ItemName.CHARTER;
    }

    @Override
    public Class<CharterEvent> events() {
        return CharterEvent.class;
    }

    @Override
    public ItemFold<CharterView, CharterBrief> fold() {
        return FOLD;
    }

    @Override
    public List<String> states() {
        return List.of(CharterFold.NONE, CharterFold.PROPOSED, CharterFold.IN_FORCE);
    }

    @Override
    public Class<?> routes() {
        return CharterController.class;
    }

    @Override
    public Object listed(CharterBrief brief, Instant at) {
        return brief;
    }

    @Override
    public Object answer(LedgerReading reading, CharterView view, Instant at) {
        return CharterAnswer.of(view);
    }

    @Override
    public Changing changing() {
        return Changing.ITS_ENTRIES;
    }

    @Override
    public void fields(CharterEvent event, FieldList to) {
        switch (event) {
            case CharterProposed e -> {
                clauses(e.clauses(), to);
                to.text("reason", e.reason());
            }
            case CharterAmended e -> {
                clauses(e.changed(), to);
                if (!e.removed().isEmpty()) {
                    to.number("removed", e.removed().size(), Unit.CLAUSES);
                }
                to.text("reason", e.reason());
            }
            case CharterAgreed e -> to.number("version", e.version(), Unit.ONE);
            case CharterDeclined e -> to.text("reason", e.reason());
            case CharterWithdrawn e -> to.text("reason", e.reason());
        }
    }

    @Override
    public Opening<CharterBrief> opening() {
        return new Opening<>(Set.of(), (charter, at) -> OpenItem.waiting(charter.charter(), null, charter.waiting()));
    }

    @Override
    public DocumentPart<CharterBrief> document() {
        return DocumentPart.of("charter", Set.of(), Order.LATEST, (reading, charter) -> compared(charter.view()));
    }

    @Override
    public @Nullable ItemDates<CharterBrief> dates() {
        return null;
    }

    @Override
    public Sheet sheet() {
        return Sheet.ofEach(
                "proposals",
                "proposal=proposal",
                "proposal_state=state",
                "proposed_by=by",
                "version=version",
                "based_on_version=base",
                "proposed_at=proposed/recorded",
                "reason=reason",
                "sections=clauses/*/section",
                "clauses=clauses/*/text",
                "answered_at=answered/recorded",
                "answer_reason=answerReason");
    }

    @Override
    public Problem notFound() {
        return Problem.of(404, "charter-not-found", "No charter", "Nobody has proposed a charter in this ledger yet.");
    }

    private static void clauses(List<Clause> clauses, FieldList to) {
        for (Clause clause : clauses) {
            to.text(section(clause.section()), clause.text()).side("clauseOf", clause.side());
        }
    }

    private static String section(Section section) {
        return switch (section) {
            case GOALS -> "goals";
            case ROLES -> "roles";
            case BOUNDARIES -> "boundaries";
            case EXPECTATIONS -> "expectations";
            case DECISIONS -> "howWeDecide";
            case CONTACT -> "contact";
        };
    }

    private static ComparedFacts compared(CharterBrief charter) {
        String state = charter.inForce() != null
                ? CharterFold.IN_FORCE
                : charter.open() != null ? CharterFold.PROPOSED : CharterFold.NONE;
        return new ComparedFacts(state, null, null, Map.of(), Map.of(), null, charter.inForce());
    }
}
