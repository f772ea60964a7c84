package dev.kept.commitments.tone;

import dev.kept.http.FieldType;
import dev.kept.http.Fields;
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
                    fields.required("field", FieldType.line(200).describedAs("What you call it by, as in the answer.")),
                    fields.required("text", FieldType.text(10_000)));
        }
    }

    static CheckToneBody read(Fields fields) {
        return new CheckToneBody(
                fields.otherwise(
                        "language",
                        FieldType.line(10)
                                .describedAs("The language that the texts are in: `en` unless told otherwise."),
                        "en"),
                fields.required("texts", FieldType.list(MOST_TEXTS, FieldType.object("ToneTextBody", Sent::read))));
    }
}
