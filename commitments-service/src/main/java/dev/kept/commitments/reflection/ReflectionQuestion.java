package dev.kept.commitments.reflection;

import java.util.Locale;

/** What one can honestly ask oneself after a difficult conversation. The constants' names are part of the API. */
enum ReflectionQuestion {
    HAPPENED("What happened, as somebody who was only listening would tell it?"),
    FELT("What did I feel, and at which words did it begin?"),
    WANTED("What did I want from this conversation, and did I say so?"),
    HEARD("What did the other side say that I did not expect, or did not want to hear?"),
    PART("What is my own part in how it went?"),
    ASSUMED("What did I take for granted about the other side without asking?"),
    HELD_BACK("What did I keep to myself, and what would have happened had I said it?"),
    WENT_WELL("What went better than last time, and who made that possible?"),
    AGAIN("If I could have this conversation once more, what would I do differently?"),
    NEXT("What is the smallest thing I will do about it, and by when?");

    private final String text;

    ReflectionQuestion(String text) {
        this.text = text;
    }

    /** In English. */
    String text() {
        return text;
    }

    /** On the wire in lower case with hyphens. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
