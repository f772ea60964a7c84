package dev.kept.projections.views.document;

import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.projections.kinds.charter.CharterChanges;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.store.reading.Texts;
import dev.kept.projections.views.document.pdf.Pdf;
import dev.kept.wording.Languages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.databind.JsonNode;

@RestController
@Tag(name = "Ledgers")
class DocumentController {

    private final Ledgers ledgers;
    private final Texts texts;
    private final JdbcEntryNumbers numbers;
    private final TransactionOperations oneRead;
    private final Typesetting typesetting;
    private final Pdf pdf;

    DocumentController(
            Ledgers ledgers,
            Texts texts,
            JdbcEntryNumbers numbers,
            @Qualifier("documentRead") TransactionOperations oneRead,
            Typesetting typesetting,
            Pdf pdf) {
        this.ledgers = ledgers;
        this.texts = texts;
        this.numbers = numbers;
        this.oneRead = oneRead;
        this.typesetting = typesetting;
        this.pdf = pdf;
    }

    @GetMapping("/api/ledgers/{ledger}/document")
    @Operation(
            operationId = "getLivingDocument",
            summary = "The living document: charter, concerns, decisions, commitments, checkpoints, wins and lessons",
            description = "As JSON, Markdown, HTML or PDF, by `Accept` or `format`; with `since`, also what changed."
                    + " Every item names its id and its entries. All but JSON is written in a language, by `language` or"
                    + " `Accept-Language`, which `Content-Language` names. A person has at most two PDFs made at a time; a third is"
                    + " refused with 429.")
    @ApiResponse(
            responseCode = "200",
            headers =
                    @Header(
                            name = HttpHeaders.CONTENT_LANGUAGE,
                            description = "In which language it is written; absent of JSON.",
                            schema = @Schema(type = "string")),
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = LivingDocument.class)),
                @Content(mediaType = "text/markdown", schema = @Schema(type = "string")),
                @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string")),
                @Content(
                        mediaType = MediaType.APPLICATION_PDF_VALUE,
                        schema = @Schema(type = "string", format = "binary"))
            })
    @ApiResponse(responseCode = "429", ref = "#/components/responses/Refused429")
    @Nullable
    ResponseEntity<Object> get(
            @PathVariable UUID ledger, Asked<DocumentQuery> asked, HttpServletRequest request, WebRequest web) {
        DocumentQuery query = asked.query();
        DocumentFormat format = query.format() == null
                ? DocumentFormat.accepted(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)))
                : query.format();
        Optional<JsonNode> document = Objects.requireNonNull(oneRead.execute(status -> {
            LedgerReading reading = ledgers.open(ledger, asked.caller().member(), query.asOf());
            return format == DocumentFormat.JSON && web.checkNotModified(ETags.of(reading.head()))
                    ? Optional.empty()
                    : Optional.of(read(reading, query, asked.caller().member()));
        }));
        return document.isEmpty()
                ? null
                : answer(
                        document.get(),
                        format,
                        new WrittenFor(
                                Languages.of(query.language(), request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)),
                                query.zone(),
                                query.dates()),
                        asked.caller().member());
    }

    private JsonNode read(LedgerReading reading, DocumentQuery query, UUID reader) {
        DocumentChanges changes = query.since() == null ? null : changes(reading, query.since(), query.limit(), reader);
        LivingDocument document = new Assembly(reading, query.limit())
                .document(items -> numbers.about(reading.ledger(), items, -1, reading.head()), changes);
        JsonNode rendered = CharterChanges.withoutRepetitions(texts.render(reading, document));
        UnchangedTexts.remove(rendered.at("/changes/items"));
        return rendered;
    }

    private DocumentChanges changes(LedgerReading now, AsOf since, int limit, UUID reader) {
        long head = ledgers.headAsOf(now, since, "since");
        LedgerReading before = ledgers.open(now.ledger(), reader, new AsOf.Sequence(head));
        return new ChangesBetween(before, now)
                .changes(items -> numbers.about(now.ledger(), items, head, now.head()), limit);
    }

    private ResponseEntity<Object> answer(JsonNode document, DocumentFormat format, WrittenFor style, UUID reader) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok().contentType(format.mediaType()).varyBy(HttpHeaders.ACCEPT);
        if (format != DocumentFormat.JSON) {
            answer.varyBy(HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_LANGUAGE)
                    .header(HttpHeaders.CONTENT_LANGUAGE, style.locale().toLanguageTag());
        }
        return switch (format) {
            case JSON -> answer.body(document);
            case MARKDOWN -> answer.body(bytes(typesetting.markdown(document, style)));
            case HTML ->
                answer.header("Content-Security-Policy", Typesetting.CONTENT_SECURITY)
                        .body(bytes(typesetting.html(document, style, null)));
            case PDF -> {
                String head = Objects.toString(document.at("/head"));
                yield answer.header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                "inline; filename=\"living-document-" + head + ".pdf\"")
                        .body(pdf.printed(reader, () -> typesetting.paper(document, style, null)));
            }
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
