package dev.kept.projections.views.entries;

import java.util.List;

/** Texts that look like something else, or that something on the way might change. */
public final class HostileTexts {

    public static final List<String> ALL = List.of(
            "SAP",
            "STOP.",
            "HIGH",
            "BOTH",
            "A",
            "LAW",
            "0197f3aa-0000-7000-8000-00000000000a",
            "2026-03-31T21:59:59.999Z",
            "2026-03-31",
            "7",
            "true",
            "null",
            "{\"erased\":true}",
            "https://example.org/?a=1&b=<2>",
            "www.example.org, me@example.org, javascript:alert(1)",
            "<b>bold</b> &amp; <script>alert('1')</script><!-- -->",
            "# Heading",
            "1) one\n2) two\n- three\n> four\n---\n===\n+ five",
            "| a | b |\n| --- | --- |\n| *c* | `d` |",
            "[x](y) ![z](w) ~~s~~ __u__ \\ ${1+1} [[${1+1}]] &#35; &quot;",
            "  leading and trailing  ",
            "\u00A0a space that does not break\u00A0",
            "a   run\tof blanks",
            "\nthe second line\n\n\nthe fifth, and a break at the end\n",
            "=HYPERLINK(\"x\")",
            "שלום עולם, hello",
            "مرحبا بالعالم (1)",
            "\u2067שלום\u2069 isolated, \u200Fmarked\u200E",
            "\u202Edesrever\u202C, \u202Eand to the end",
            "out \u2069\u202Cof it\u202D, \u2067and never ended",
            "e\u0301 and \u00E9, A\u030A, \u1100\u1161\u11A8",
            "🙂 👩‍👩‍👧 🇩🇪 \uD840\uDC00",
            "terms/title",
            "ẞ İ ı ǅ ŉ");

    private HostileTexts() {}
}
