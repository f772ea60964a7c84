package dev.kept.tone;

import java.util.List;

/**
 * What the rules say of one text, each list in the order of the text.
 *
 * @param marks what may sound harder than it is meant
 * @param good what is well put
 */
public record Tone(List<Note> marks, List<Note> good) {

    public Tone {
        marks = List.copyOf(marks);
        good = List.copyOf(good);
    }
}
