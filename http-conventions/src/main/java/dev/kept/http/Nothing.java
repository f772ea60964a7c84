package dev.kept.http;

/** No fields at all. */
public record Nothing() {

    static Nothing read(Fields fields) {
        return new Nothing();
    }
}
