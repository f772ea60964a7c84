package dev.kept.transparency.witness;

/**
 * What a witness answers to {@code POST add-checkpoint}.
 *
 * @param status 200, 400, 403, 404, 409 or 422, with the meanings of C2SP tlog-witness
 * @param contentType of the body
 * @param body signature lines with 200, the size last cosigned with 409, otherwise a sentence
 */
public record WitnessAnswer(int status, String contentType, String body) {

    /** The content type of a size in an answer with 409. */
    public static final String SIZE = "text/x.tlog.size";

    private static final String TEXT = "text/plain; charset=utf-8";

    static WitnessAnswer cosigned(String lines) {
        return new WitnessAnswer(200, TEXT, lines);
    }

    static WitnessAnswer refused(int status, String sentence) {
        return new WitnessAnswer(status, TEXT, sentence + "\n");
    }

    static WitnessAnswer lastSize(long size) {
        return new WitnessAnswer(409, SIZE, size + "\n");
    }
}
