package dev.kept.http;

/** What a browser may do with an answer that is not meant for one. */
public final class ContentSecurity {

    /** Nothing at all: not even what {@code default-src} leaves open. */
    public static final String NOTHING_BUT_DATA =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private ContentSecurity() {}
}
