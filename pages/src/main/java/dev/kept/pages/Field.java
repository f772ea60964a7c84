package dev.kept.pages;

import dev.kept.wording.Words;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field of a form, and of the body it becomes.
 *
 * @param name of the body's field; {@code commitment/title} is a field of an object in the body
 * @param label empty until it is {@link #worded}
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
        /** A file of the reader's own; see {@link FormFiles}. */
        FILE,
        /** Rows of a few texts each, and at most one file. */
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
        REPAIRS,
        DECISIONS,
        DECISIONS_IN_FORCE,
        CONCERNS,
        CHECKPOINTS,
        CONVERSATIONS,
        WINS,
        LESSONS,
        PEOPLE
    }

    /** What can be chosen. */
    record Option(String value, String label) {

        private Option worded(Words words, String field, String ofField) {
            String key = field + "." + (value.isEmpty() ? "none" : value);
            boolean own =
                    !label.isEmpty() || (value.equals(ONE) && !words.messages().has(key));
            return own ? new Option(value, label.isEmpty() ? ofField : label) : new Option(value, words.text(key));
        }
    }

    private static final String ONE = "one";
    private static final String ADD = "add";

    private static final String[] SECTIONS = {"GOALS", "ROLES", "BOUNDARIES", "EXPECTATIONS", "DECISIONS", "CONTACT"};

    private static final Source[] ANYTHING = {
        Source.COMMITMENTS,
        Source.DECISIONS,
        Source.CONCERNS,
        Source.CONVERSATIONS,
        Source.CHECKPOINTS,
        Source.WINS,
        Source.LESSONS
    };

    private Field(String name, Type type, boolean required, List<Field> fields, List<Source> from, String... options) {
        this(
                name,
                type,
                "",
                null,
                required,
                Arrays.stream(options).map(value -> new Option(value, "")).toList(),
                fields,
                from);
    }

    private static Field of(String name, Type type, boolean required, String... options) {
        return new Field(name, type, required, List.of(), List.of(), options);
    }

    static Field line(String name) {
        return of(name, Type.LINE, true);
    }

    static Field text(String name) {
        return of(name, Type.TEXT, true);
    }

    static Field lines(String name) {
        return of(name, Type.LINES, true);
    }

    static Field clauses(String section) {
        return of(section, Type.CLAUSES, false);
    }

    static Field due(String name) {
        return of(name, Type.DUE, true);
    }

    static Field happened(String name) {
        return of(name, Type.HAPPENED, true);
    }

    static Field number(String name) {
        return of(name, Type.NUMBER, true);
    }

    static Field flag(String name) {
        return of(name, Type.FLAG, false);
    }

    static Field alternatives() {
        return pairs("alternatives", line("text"), line("whyNot").optional());
    }

    static Field evidence() {
        Field file = of("file", Type.FILE, false);
        return pairs("evidence", line("label"), line("link").optional(), file);
    }

    static Field pairs(String name, Field... fields) {
        return new Field(name, Type.PAIRS, false, List.of(fields), List.of(), ONE, ADD);
    }

    /** As many as there are; none at first. */
    static Field group(String name, Field... fields) {
        return new Field(name, Type.GROUP, false, List.of(fields), List.of(), ONE, ADD);
    }

    /** The clauses that there are, and new ones behind them: a row without a clause's id is new. */
    static Field amended(String name) {
        return new Field(
                name,
                Type.AMENDED,
                false,
                List.of(text("text"), choice("section", SECTIONS), side("side"), flag("removed")),
                List.of(),
                ONE,
                ADD);
    }

    static Field repeats() {
        return of("recurrence", Type.REPEATS, false);
    }

    /** As {@link #repeats}, for what always does. */
    static Field cadence(String name) {
        return of(name, Type.REPEATS, true);
    }

    static Field yesNo(String name) {
        return of(name, Type.YES_NO, true, "true", "false");
    }

    static Field given(String name) {
        return of(name, Type.GIVEN, false);
    }

    static Field choice(String name, String... values) {
        return of(name, Type.CHOICE, true, values);
    }

    /** As {@link #choice}, of what has labels already. */
    static Field choice(String name, List<Option> options) {
        return new Field(name, Type.CHOICE, "", null, true, options, List.of(), List.of());
    }

    static Field side(String name) {
        return choice(name, "", "A", "B").optional();
    }

    static Field items(String name, Source... from) {
        return new Field(name, Type.ITEMS, false, List.of(), List.of(from));
    }

    /** As {@link #items}, of what is given. */
    static Field ticks(String name, String... values) {
        return of(name, Type.ITEMS, false, values);
    }

    /** As {@link #ticks}, of what has labels already. */
    static Field ticks(String name, List<Option> options) {
        return new Field(name, Type.ITEMS, "", null, false, options, List.of(), List.of());
    }

    static Field anything(String name) {
        return items(name, ANYTHING);
    }

    static Field item(String name, Source... from) {
        return new Field(name, Type.ITEM, false, List.of(), List.of(from), "");
    }

    static Field fixed(String name, String value) {
        return of(name, Type.FIXED, false, value);
    }

    /**
     * The same with the words of a language, by the first of these messages that there is: {@code form.<operation>.field.<place>},
     * {@code field.<place>}, {@code field.<name>}. The place is its name, behind the name of its group.
     *
     * @param about for the label's own places
     */
    Field worded(Words words, String operation, Object... about) {
        return worded(words, operation, "", about);
    }

    private Field worded(Words words, String operation, String within, Object... about) {
        if (!label.isEmpty()) {
            return this;
        }
        if (type == Type.FIXED || type == Type.GIVEN) {
            return new Field(name, type, name, null, required, options, fields, from);
        }
        String place = within + name.replace('/', '.');
        String key = Stream.of(
                        "form." + operation + ".field." + place,
                        "field." + place,
                        "field." + place.substring(place.lastIndexOf('.') + 1))
                .filter(words.messages()::has)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no words for " + place + " of " + operation));
        String said = words.text(key, about);
        return new Field(
                name,
                type,
                said,
                words.messages().has(key + ".help") ? words.text(key + ".help") : null,
                required,
                options.stream().map(option -> option.worded(words, key, said)).toList(),
                fields.stream()
                        .map(field -> field.worded(words, operation, place + "."))
                        .toList(),
                from);
    }

    Field named(String other) {
        return new Field(other, type, label, help, required, options, fields, from);
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
