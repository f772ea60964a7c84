package dev.kept.projections.views.document.pdf;

/**
 * A text that goes along with a PDF as a file inside it. Its bytes stand in the PDF as they are, neither compressed nor encrypted, so that
 * a program finds them without knowing PDF.
 *
 * @param description for people
 */
public record Attachment(String name, String description, String text) {}
