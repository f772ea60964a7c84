package dev.kept.projections.views.export;

import io.swagger.v3.oas.annotations.media.Schema;

/** For the document: a line of the export in JSON. The last one alone has {@code entries}. */
@Schema(
        name = "ExportLine",
        description = "An entry; or, as the last line, where the export ends.",
        oneOf = {ExportedEntry.class, ExportEnd.class})
interface ExportLine {}
