package dev.kept.http;

/**
 * One thing wrong with a request.
 *
 * @param pointer JSON pointer into the body, or {@code #/query/<parameter>}, or {@code #/header/<name>}
 * @param code kebab-case, stable
 * @param detail one sentence for people; never the value that was sent
 */
public record FieldError(String pointer, String code, String detail) {}
