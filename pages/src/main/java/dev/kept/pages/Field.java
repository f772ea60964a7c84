package dev.kept.pages;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field of a form, and of the body it becomes.
 *
 * @param name of the body's field; {@code commitment/title} is a field of an object in the body
 * @param help one sentence below the label
 * @param options of a choice; of a group what one of it is called, and what the button says that adds one
 * @param fields of each row of a group; their names are within the row
 * @param from where the items come from that can be chosen
 */
record Field(
        String name,
        Type type,
        String label,
        @Nullable String help,
        boolean required,
        List<Option> options,
        List<Field> fields,
        List<Source> from) {

    /** How a field is filled in. */
    enum Type {
        LINE,
        TEXT,
        /** Several texts, one a line. */
        LINES,
        /** Clauses of a charter's section, one a line; the name is the section's. */
        CLAUSES,
        /** A day, a time or none, and the zone they are meant in. */
        DUE,
        /** As {@link #DUE}, for something that happened. */
        HAPPENED,
        CHOICE,
        FLAG,
        NUMBER,
        /** Rows of one or two texts each. */
        PAIRS,
        /** Objects, each with fields of its own. */
        GROUP,
        /** The clauses that there are, each to be worded anew or left out. */
        AMENDED,
        /** Whether and how often it repeats. */
        REPEATS,
        /** Items of the ledger, to be ticked. */
        ITEMS,
        /** One of two answers that have to be given: the first option is true. */
        YES_NO,
        /** One item of the ledger, or none. */
        ITEM,
        /** Not asked for: always the same. */
        FIXED,
        /** Known to the page and not to be filled in. */
        GIVEN
    }

    /** What can be chosen from. */
    enum Source {
        COMMITMENTS,
        OWN_COMMITMENTS,
        DECISIONS,
        DECISIONS_IN_FORCE,
        CONCERNS,
        CHECKPOINTS,
        CONVERSATIONS,
        WINS,
        LESSONS,
        PEOPLE
    }

    record Option(String value, String label) {}

    private static final Option[] SECTIONS = {
        new Option("GOALS", "Goals"),
        new Option("ROLES", "Roles"),
        new Option("BOUNDARIES", "Boundaries"),
        new Option("EXPECTATIONS", "Expectations"),
        new Option("DECISIONS", "How we decide"),
        new Option("CONTACT", "How to reach us")
    };

    private static final Source[] ANYTHING = {
        Source.COMMITMENTS,
        Source.DECISIONS,
        Source.CONCERNS,
        Source.CONVERSATIONS,
        Source.CHECKPOINTS,
        Source.WINS,
        Source.LESSONS
    };

    Field(String name, Type type, String label, @Nullable String help, boolean required, List<Option> options) {
        this(name, type, label, help, required, options, List.of(), List.of());
    }

    static Field line(String name, String label) {
        return new Field(name, Type.LINE, label, null, true, List.of());
    }

    static Field text(String name, String label) {
        return new Field(name, Type.TEXT, label, null, true, List.of());
    }

    static Field lines(String name, String label) {
        return new Field(name, Type.LINES, label, "One on each line.", true, List.of());
    }

    static Field clauses(String section, String label, String help) {
        return new Field(section, Type.CLAUSES, label, help, false, List.of());
    }

    static Field due(String name, String label) {
        return new Field(name, Type.DUE, label, "Without a time, the end of that day.", true, List.of());
    }

    static Field happened(String name, String label) {
        return new Field(name, Type.HAPPENED, label, null, true, List.of());
    }

    static Field number(String name, String label) {
        return new Field(name, Type.NUMBER, label, null, true, List.of());
    }

    static Field flag(String name, String label) {
        return new Field(name, Type.FLAG, label, null, false, List.of());
    }

    static Field alternatives() {
        return pairs(
                "alternatives",
                "What else did you consider?",
                "Add an alternative",
                line("text", "What"),
                line("whyNot", "Why not").optional());
    }

    static Field evidence(String label) {
        return pairs(
                        "evidence",
                        label,
                        "Add a piece",
                        line("label", "What it is"),
                        line("link", "Its address").optional())
                .help("A document, a ticket, a message; and the address at which it is found, if there is one.");
    }

    static Field pairs(String name, String label, String add, Field one, Field other) {
        return new Field(
                name,
                Type.PAIRS,
                label,
                null,
                false,
                List.of(new Option("one", label), new Option("add", add)),
                List.of(one, other),
                List.of());
    }

    /**
     * As many as there are; none at first.
     *
     * @param one what one is called
     */
    static Field group(String name, String label, String one, String add, Field... fields) {
        return new Field(
                name,
                Type.GROUP,
                label,
                null,
                false,
                List.of(new Option("one", one), new Option("add", add)),
                List.of(fields),
                List.of());
    }

    /** The clauses that there are, and new ones behind them: a row without a clause's id is new. */
    static Field amended(String name, String label) {
        return new Field(
                name,
                Type.AMENDED,
                label,
                "What you leave as it is stays as it is.",
                false,
                List.of(new Option("one", "Clause"), new Option("add", "Add a clause")),
                List.of(
                        text("text", "Wording"),
                        choice("section", "Where does it belong?", SECTIONS),
                        side("side", "For whom?"),
                        flag("removed", "Leave it out")),
                List.of());
    }

    static Field repeats() {
        return new Field(
                "recurrence",
                Type.REPEATS,
                "Does it repeat?",
                "Each time is kept or missed by itself; the date above is the first one.",
                false,
                List.of());
    }

    /** As {@link #repeats}, for what always does. */
    static Field cadence(String name, String label) {
        return new Field(name, Type.REPEATS, label, null, true, List.of());
    }

    static Field yesNo(String name, String label, String yes, String no) {
        return new Field(
                name, Type.YES_NO, label, null, true, List.of(new Option("true", yes), new Option("false", no)));
    }

    static Field given(String name) {
        return new Field(name, Type.GIVEN, name, null, false, List.of());
    }

    static Field choice(String name, String label, Option... options) {
        return new Field(name, Type.CHOICE, label, null, true, List.of(options));
    }

    static Field side(String name, String label) {
        return choice(name, label, new Option("", "Both sides"), new Option("A", "Side ●"), new Option("B", "Side ■"))
                .optional();
    }

    static Field items(String name, String label, Source... from) {
        return new Field(name, Type.ITEMS, label, null, false, List.of(), List.of(), List.of(from));
    }

    static Field anything(String name, String label) {
        return items(name, label, ANYTHING);
    }

    static Field item(String name, String label, String none, Source... from) {
        return new Field(name, Type.ITEM, label, null, false, List.of(new Option("", none)), List.of(), List.of(from));
    }

    static Field fixed(String name, String value) {
        return new Field(name, Type.FIXED, name, null, false, List.of(new Option(value, value)));
    }

    Field help(String sentence) {
        return new Field(name, type, label, sentence, required, options, fields, from);
    }

    Field optional() {
        return new Field(name, type, label, help, false, options, fields, from);
    }

    Field needed() {
        return new Field(name, type, label, help, true, options, fields, from);
    }

    /** The same within a row. */
    Field under(String row) {
        return new Field(row + "/" + name, type, label, help, required, options, fields, from);
    }

    /** Whether people write words of their own into it. */
    boolean holdsWords() {
        return type == Type.LINE || type == Type.TEXT || type == Type.LINES || type == Type.CLAUSES;
    }

    boolean hasRows() {
        return type == Type.GROUP || type == Type.PAIRS || type == Type.AMENDED;
    }

    boolean isTime() {
        return type == Type.DUE || type == Type.HAPPENED;
    }

    /** Itself and what is within it. */
    Stream<Field> all() {
        return Stream.concat(Stream.of(this), fields.stream().flatMap(Field::all));
    }

    /** How many rows there are at first. */
    int rowsAtFirst() {
        return type == Type.PAIRS ? 1 : 0;
    }

    public String one() {
        return options.getFirst().label();
    }

    public String add() {
        return options.getLast().label();
    }
}
