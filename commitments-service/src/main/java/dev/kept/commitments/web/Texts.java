package dev.kept.commitments.web;

import dev.kept.events.Text;
import dev.kept.http.FieldType;

/** The kinds of text that people write into a ledger. */
public final class Texts {

    /** A name or a title: one line of up to 200 characters. */
    public static final FieldType<Text> TITLE = FieldType.line(200).as(Text::of);

    /** Up to 10,000 characters. */
    public static final FieldType<Text> TEXT = FieldType.text(10_000).as(Text::of);

    /** Where something can be found: one line of up to 2,000 characters. */
    public static final FieldType<Text> LINK = FieldType.line(2_000).as(Text::of);

    private Texts() {}
}
