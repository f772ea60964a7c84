package dev.kept.tone;

import java.util.List;

/**
 * What the rules say of some words of a text.
 *
 * @param from the first of them, in UTF-16 code units from the start of the text
 * @param to behind the last of them
 * @param category in lower case, e.g. {@code mind-reading}
 * @param name of the category, in the language of the rules
 * @param gentler other wordings; words in square brackets are to be filled in; none for what is good
 */
public record Note(int from, int to, String category, String name, String explanation, List<String> gentler) {

    public Note {
        gentler = List.copyOf(gentler);
    }

    /** The words lie beside each other's, not over them. */
    boolean isApartFrom(Note other) {
        return to <= other.from || other.to <= from;
    }

    int length() {
        return to - from;
    }
}
