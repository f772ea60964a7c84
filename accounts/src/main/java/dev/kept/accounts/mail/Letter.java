package dev.kept.accounts.mail;

import java.util.Locale;

/** A mail in plain text. */
public record Letter(String to, Locale language, String subject, String text) {

    /** Nothing of it must reach a log by way of the string form. */
    @Override
    public String toString() {
        return "Letter";
    }
}
