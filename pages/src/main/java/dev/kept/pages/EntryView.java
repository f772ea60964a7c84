package dev.kept.pages;

import dev.kept.wording.Brief;
import dev.kept.wording.Doc;
import dev.kept.wording.Places;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An entry on a page: who did what, and what it says, in the fields and types that the API states.
 *
 * @param side in which role it was recorded
 * @param who the person; null when Kept recorded it itself
 * @param about what the item is called that it is about; null when it is not known or stands among the fields
 * @param place the item's address below the ledger; null when it has no page
 * @param means by what means it was recorded, as the API answers it; {@link Doc#NONE} when that is not known
 */
record EntryView(
        long sequence,
        String recorded,
        String side,
        @Nullable String who,
        String type,
        String kind,
        @Nullable String about,
        @Nullable String place,
        Doc means,
        List<Piece> pieces) {

    /** What a promise says beside its words and its due: for its own page, not for a list. */
    private static final Set<String> DETAILS = Set.of("promisor", "monitor", "confirmationDays");

    private static final int FOLD = 6;
    private static final int MEASURE = 66;

    /** Of a program's id as people compare it: enough to tell the programs of a ledger apart. */
    private static final int PROGRAM = 8;

    /**
     * A field of an entry.
     *
     * @param doc as the API answers it
     */
    record Piece(Doc doc) {

        public String type() {
            return doc.string("type");
        }

        public String name() {
            return doc.string("name");
        }

        /** What somebody wrote; null when it was erased, or this is no text. */
        public @Nullable String text() {
            return doc.text("text");
        }

        /** What the item is called that it is about. */
        public boolean isTitle() {
            return type().equals("text") && name().equals("title") && text() != null;
        }

        /** Whether it takes more lines than a list shows of it at once. */
        public boolean isLong() {
            String text = text();
            return text != null
                    && text.lines()
                                    .mapToInt(line -> 1 + line.length() / MEASURE)
                                    .sum()
                            > FOLD;
        }

        /** Whether it says something: what is not repeated is always the first time. */
        private boolean isInformative() {
            return !(name().equals("occurrence") && doc.number("number") == 1);
        }
    }

    /** Among others. */
    static EntryView of(Doc entry) {
        return of(entry, piece -> piece.isInformative() && !DETAILS.contains(piece.name()));
    }

    /** By itself, with everything it says. */
    static EntryView whole(Doc entry) {
        return of(entry, Piece::isInformative);
    }

    /** In the history of its item, where nothing has to say which item that is. */
    static EntryView ofItem(Doc entry) {
        EntryView view = of(entry);
        return new EntryView(
                view.sequence,
                view.recorded,
                view.side,
                view.who,
                view.type,
                view.kind,
                null,
                view.place,
                view.means,
                view.pieces);
    }

    private static EntryView of(Doc entry, Predicate<Piece> shown) {
        List<Piece> pieces =
                entry.list("fields").stream().map(Piece::new).filter(shown).toList();
        String title = entry.text("item/title");
        boolean said = pieces.stream()
                .anyMatch(piece -> piece.text() != null && piece.text().equals(title));
        String subject = entry.text("subject");
        String kind = entry.string("kind");
        return new EntryView(
                entry.number("sequence"),
                entry.string("recorded"),
                entry.string("by/side"),
                entry.text("by/name"),
                entry.string("type"),
                kind,
                said ? null : Brief.of(title),
                subject == null ? null : Places.of(kind, subject),
                entry.at("means"),
                pieces);
    }

    /** Without what was written, where that stands elsewhere on the page. */
    EntryView brief() {
        return new EntryView(sequence, recorded, side, who, type, kind, about, place, means, List.of());
    }

    /** Whether a program recorded it, and not a person by hand. */
    public boolean byProgram() {
        return means.string("kind").equals("program");
    }

    /** By what a program is told from another one: the same in every entry of it. */
    public String program() {
        return means.string("client").substring(0, PROGRAM);
    }

    public String anchor() {
        return "e" + sequence;
    }
}
