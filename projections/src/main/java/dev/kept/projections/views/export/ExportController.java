package dev.kept.projections.views.export;

import dev.kept.http.AnswerBroken;
import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Expensive;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.wording.Languages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

@RestController
@Tag(name = "Export")
class ExportController {

    private static final String JSONL = "application/jsonl";
    private static final String CSV = "text/csv;charset=UTF-8";
    private static final String ZIP = "application/zip";
    private static final String MARKDOWN = "text/markdown;charset=UTF-8";

    private final Ledgers ledgers;
    private final JsonLines jsonLines;
    private final Sheets sheets;
    private final MarkdownHistory markdown;

    ExportController(Ledgers ledgers, JsonLines jsonLines, Sheets sheets, MarkdownHistory markdown) {
        this.ledgers = ledgers;
        this.jsonLines = jsonLines;
        this.sheets = sheets;
        this.markdown = markdown;
    }

    @Expensive
    @GetMapping("/api/ledgers/{ledger}/export")
    @Operation(
            operationId = "exportLedger",
            summary = "The whole ledger as a file, of any length",
            description = "`ETag` and the file's name say the last entry in it, at which all of it stands, whatever is"
                    + " recorded meanwhile. Markdown is for people, in the language that `Content-Language` and its `ETag`"
                    + " name; tables and lines are for programs and have the API's own names in every language. An export that fails on its way ends with a cut connection, never with a"
                    + " proper end; the last of the lines of JSON says how many entries there are. In tables, an"
                    + " apostrophe stands before each of `= + - @ '` at the beginning of a cell, or after a separator"
                    + " or line break and any spaces and quotation marks, so that no spreadsheet takes a text for a"
                    + " formula: without one apostrophe at each such place it is the text. Several values in one cell"
                    + " stand on lines of their own; an erased text reads `(erased)`.")
    @ApiResponse(
            responseCode = "200",
            headers =
                    @Header(
                            name = HttpHeaders.CONTENT_LANGUAGE,
                            description = "In which language Markdown is written.",
                            schema = @Schema(type = "string")),
            content = {
                @Content(mediaType = JSONL, schema = @Schema(implementation = ExportLine.class)),
                @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
                @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "text/markdown", schema = @Schema(type = "string"))
            })
    void export(
            @PathVariable UUID ledger,
            Asked<ExportQuery> asked,
            HttpServletRequest request,
            WebRequest web,
            HttpServletResponse response)
            throws AnswerBroken {
        UUID member = asked.caller().member();
        long head = ledgers.open(ledger, member, null).head();
        ExportQuery query = asked.query();
        boolean forPeople = query.format() == ExportFormat.MARKDOWN;
        Locale locale = Languages.of(query.language(), request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        if (forPeople) {
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
            response.setHeader(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag());
        }
        String form = locale.toLanguageTag() + "-" + query.zone() + "-"
                + query.dates().wireName();
        if (web.checkNotModified(forPeople ? "\"" + head + "-" + form + "\"" : ETags.of(head))) {
            return;
        }
        try {
            LedgerReading reading = ledgers.open(ledger, member, new AsOf.Sequence(head));
            switch (query.format()) {
                case JSONL -> {
                    describe(response, reading, JSONL, "", ".jsonl");
                    jsonLines.write(reading, writer(response));
                }
                case MARKDOWN -> {
                    describe(response, reading, MARKDOWN, "", ".md");
                    markdown.write(reading, query, locale, writer(response));
                }
                case CSV -> writeCsv(reading, query.table(), response);
            }
            response.flushBuffer();
        } catch (IOException gone) {
            // The client went away: nobody is left to be told.
        } catch (RuntimeException failure) {
            if (response.isCommitted()) {
                throw new AnswerBroken(failure);
            }
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, null);
            response.setHeader(HttpHeaders.ETAG, null);
            response.setHeader(HttpHeaders.CONTENT_LANGUAGE, null);
            throw failure;
        }
    }

    private void writeCsv(LedgerReading reading, @Nullable Table table, HttpServletResponse response)
            throws IOException {
        if (table == null) {
            describe(response, reading, ZIP, "", ".zip");
            sheets.writeAll(reading, response.getOutputStream());
        } else {
            describe(response, reading, CSV, "-" + table.name(), ".csv");
            sheets.write(reading, table, writer(response));
        }
    }

    /** The file is called after the ledger's id and its last entry: a file's name is seen by many. */
    private static void describe(
            HttpServletResponse response, LedgerReading reading, String type, String part, String extension) {
        response.setContentType(type);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"ledger-" + reading.ledger() + "-" + reading.head() + part + extension + "\"");
    }

    /** Straight to the response, whose own buffer is the only one: what was written is not lost when the rest fails. */
    private static Writer writer(HttpServletResponse response) throws IOException {
        return new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
    }
}
