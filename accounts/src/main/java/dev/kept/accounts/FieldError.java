package dev.kept.accounts;

/**
 * What is wrong with one field.
 *
 * @param field its name in forms and in JSON
 * @param code stable, in kebab-case
 * @param detail one sentence for people
 */
public record FieldError(String field, String code, String detail) {}
