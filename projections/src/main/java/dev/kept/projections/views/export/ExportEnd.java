package dev.kept.projections.views.export;

import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * The last line of an export: without it a part is missing.
 *
 * @param head the last entry
 * @param entries how many there are, 0 to the head
 */
record ExportEnd(UUID ledger, long head, long entries) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** On one line. */
    String json() {
        return JSON.writeValueAsString(this);
    }
}
