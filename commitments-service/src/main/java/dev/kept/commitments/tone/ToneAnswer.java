package dev.kept.commitments.tone;

import dev.kept.commitments.tone.CheckToneBody.Sent;
import dev.kept.tone.Note;
import dev.kept.tone.Tone;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What the rules say, text by text in the order they were sent.
 *
 * @param language by whose rules
 */
record ToneAnswer(String language, List<Checked> texts) {

    /**
     * One text.
     *
     * @param field as it was sent
     * @param marks what may sound harder than it is meant
     * @param good what is well put
     */
    @Schema(name = "CheckedText")
    record Checked(String field, List<Mark> marks, List<Merit> good) {

        static Checked of(Sent sent, Tone tone) {
            return new Checked(
                    sent.field(),
                    tone.marks().stream().map(Mark::of).toList(),
                    tone.good().stream().map(Merit::of).toList());
        }
    }

    /**
     * Some words, and why they may sound hard.
     *
     * @param from where they begin, in UTF-16 code units from the start of the text, as JavaScript and Java count
     * @param to behind their end, counted likewise
     * @param category e.g. {@code character}, {@code absolute}, {@code sarcasm}, {@code accusation}, {@code mind-reading}, {@code threat}
     * @param name of the category, for people
     * @param gentler other wordings; what stands in square brackets is to be filled in
     */
    @Schema(name = "ToneMark")
    record Mark(int from, int to, String category, String name, String explanation, List<String> gentler) {

        static Mark of(Note note) {
            return new Mark(note.from(), note.to(), note.category(), note.name(), note.explanation(), note.gentler());
        }
    }

    /**
     * Some words that are well put.
     *
     * @param from as in a mark
     * @param to as in a mark
     * @param category e.g. {@code i-statement}, {@code observation}, {@code request}
     * @param name of the category, for people
     */
    @Schema(name = "ToneMerit")
    record Merit(int from, int to, String category, String name, String explanation) {

        static Merit of(Note note) {
            return new Merit(note.from(), note.to(), note.category(), note.name(), note.explanation());
        }
    }
}
