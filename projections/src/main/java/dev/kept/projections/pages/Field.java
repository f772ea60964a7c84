package dev.kept.projections.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of a form, and of the body it becomes.
 *
 * @param name of the body's field
 * @param help one sentence below the label
 * @param options of a choice
 */
record Field(String name, Type type, String label, @Nullable String help, boolean required, List<Option> options) {

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
        /** Up to three pairs of texts, the second of each optional; the options name the two. */
        PAIRS,
        /** Whether and how often it repeats. */
        REPEATS,
        /** Items of the ledger, to be ticked. */
        ITEMS,
        /** One of two answers that have to be given: the first option is true. */
        YES_NO,
        /** Known to the page and not to be filled in. */
        GIVEN
    }

    record Option(String value, String label) {}

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
        return new Field(
                "alternatives",
                Type.PAIRS,
                "What else did you consider?",
                null,
                false,
                List.of(new Option("text", "What"), new Option("whyNot", "Why not")));
    }

    static Field evidence(String label) {
        return new Field(
                "evidence",
                Type.PAIRS,
                label,
                "What it is, and where it can be found.",
                false,
                List.of(new Option("label", "What"), new Option("link", "Address")));
    }

    static Field repeats() {
        return new Field(
                "recurrence",
                Type.REPEATS,
                "Repeats",
                "Each time is kept or missed by itself; the date above is the first one.",
                false,
                List.of(
                        new Option("", "No, it is due once"),
                        new Option("FREQ=WEEKLY", "Every week"),
                        new Option("FREQ=WEEKLY;INTERVAL=2", "Every second week"),
                        new Option("FREQ=MONTHLY", "Every month")));
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

    Field help(String sentence) {
        return new Field(name, type, label, sentence, required, options);
    }

    Field optional() {
        return new Field(name, type, label, help, false, options);
    }

    Field options(List<Option> others) {
        return new Field(name, type, label, help, required, others);
    }
}
