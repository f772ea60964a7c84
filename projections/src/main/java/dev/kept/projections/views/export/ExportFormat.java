package dev.kept.projections.views.export;

import java.util.Locale;

/** What an export can be written as. */
enum ExportFormat {
    JSONL,
    CSV,
    MARKDOWN;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
