package dev.kept.commitments.tone;

import dev.kept.http.Fields;
import dev.kept.http.Kind;
import java.util.List;

/**
 * What is to be checked.
 *
 * @param language code of the language of all texts
 */
record CheckToneBody(String language, List<Sent> texts) {

    private static final int MOST_TEXTS = 100;

    /**
     * One text.
     *
     * @param field what the caller calls it by, and finds it by in the answer
     */
    record Sent(String field, String text) {

        static Sent read(Fields fields) {
            return new Sent(
                    fields.required("field", Kind.line(200).describedAs("What you call it by, as in the answer.")),
                    fields.required("text", Kind.text(10_000)));
        }
    }

    static CheckToneBody read(Fields fields) {
        return new CheckToneBody(
                fields.otherwise(
                        "language",
                        Kind.line(10).describedAs("The language that the texts are in: `en` unless told otherwise."),
                        "en"),
                fields.required("texts", Kind.list(MOST_TEXTS, Kind.object("ToneTextBody", Sent::read))));
    }
}
