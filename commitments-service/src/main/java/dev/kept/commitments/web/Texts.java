package dev.kept.commitments.web;

import dev.kept.events.Text;
import dev.kept.http.Kind;

/** The kinds of text that people write into a ledger. */
public final class Texts {

    /** A name or a title: one line of up to 200 characters. */
    public static final Kind<Text> TITLE = Kind.line(200).as(Text::of);

    /** Up to 10,000 characters. */
    public static final Kind<Text> TEXT = Kind.text(10_000).as(Text::of);

    /** Where something can be found: one line of up to 2,000 characters. */
    public static final Kind<Text> LINK = Kind.line(2_000).as(Text::of);

    private Texts() {}
}
