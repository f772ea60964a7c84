package dev.kept.http;

/** A value of the right type that makes no sense. Thrown while a field is read; becomes a {@link FieldError} at its place. */
public final class Invalid extends RuntimeException {

    private final String code;

    /**
     * @param code kebab-case, stable
     * @param sentence one sentence for people, without the value that was sent
     */
    public Invalid(String code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
