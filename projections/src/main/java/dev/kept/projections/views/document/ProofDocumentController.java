package dev.kept.projections.views.document;

import dev.kept.http.Asked;
import dev.kept.http.ETags;
import dev.kept.http.Expensive;
import dev.kept.projections.kinds.charter.CharterChanges;
import dev.kept.projections.store.audit.SignedHeads;
import dev.kept.projections.store.reading.AsOf;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.store.reading.Texts;
import dev.kept.projections.views.document.pdf.Attachment;
import dev.kept.projections.views.document.pdf.Pdf;
import dev.kept.transparency.export.ExportPaths;
import dev.kept.transparency.head.TreeHead;
import dev.kept.wording.Languages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The document that goes with an export that can be checked. */
@RestController
@Tag(name = "Export")
class ProofDocumentController {

    private final Ledgers ledgers;
    private final SignedHeads heads;
    private final Texts texts;
    private final ErasedTexts erased;
    private final JdbcEntryNumbers numbers;
    private final TransactionOperations oneRead;
    private final Typesetting typesetting;
    private final Pdf pdf;

    ProofDocumentController(
            Ledgers ledgers,
            SignedHeads heads,
            Texts texts,
            ErasedTexts erased,
            JdbcEntryNumbers numbers,
            @Qualifier("documentRead") TransactionOperations oneRead,
            Typesetting typesetting,
            Pdf pdf) {
        this.ledgers = ledgers;
        this.heads = heads;
        this.texts = texts;
        this.erased = erased;
        this.numbers = numbers;
        this.oneRead = oneRead;
        this.typesetting = typesetting;
        this.pdf = pdf;
    }

    private record Read(JsonNode document, Proof proof) {}

    @Expensive
    @GetMapping("/api/ledgers/{ledger}/proof/document")
    @Operation(
            operationId = "exportDocument",
            summary =
                    "The living document as an export's head has it, with that head on every page and how to check it",
            description = "HTML or PDF, to be put beside the files of `exportProof` as `document.html` or"
                    + " `document.pdf`: `kept-verify.jar` compares the head that it names. The head is checked here first:"
                    + " 409 when it is not signed by the ledger's key, or not over these entries. Where a text is left"
                    + " out or was erased, the document says so.")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string")),
                @Content(
                        mediaType = MediaType.APPLICATION_PDF_VALUE,
                        schema = @Schema(type = "string", format = "binary"))
            })
    @ApiResponse(responseCode = "409", ref = "#/components/responses/Refused409")
    ResponseEntity<byte[]> get(@PathVariable UUID ledger, Asked<ProofDocumentQuery> asked, HttpServletRequest request) {
        ProofDocumentQuery query = asked.query();
        UUID reader = asked.caller().member();
        WrittenFor style = new WrittenFor(
                Languages.of(query.language(), request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)),
                query.zone(),
                query.dates());
        Read content = Objects.requireNonNull(oneRead.execute(status -> read(ledger, reader, query)));
        String name = "ledger-%s-%d.".formatted(ledger, content.proof().head().size() - 1);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CONTENT_LANGUAGE, style.locale().toLanguageTag())
                .eTag(ETags.of(content.proof().head().size() - 1));
        return switch (query.format()) {
            case HTML ->
                answer.contentType(DocumentFormat.HTML.mediaType())
                        .header("Content-Security-Policy", Typesetting.CONTENT_SECURITY)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "html\"")
                        .body(typesetting
                                .html(content.document(), style, content.proof())
                                .getBytes(StandardCharsets.UTF_8));
            case PDF ->
                answer.contentType(DocumentFormat.PDF.mediaType())
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "pdf\"")
                        .body(pdf.printed(
                                reader,
                                () -> typesetting.paper(content.document(), style, content.proof()),
                                new Attachment(
                                        ExportPaths.CHECKPOINT,
                                        "The signed head",
                                        content.proof().note())));
        };
    }

    private Read read(UUID ledger, UUID reader, ProofDocumentQuery query) {
        LedgerReading now = ledgers.open(ledger, reader, null);
        TreeHead head = SignedHeads.headOf(ledger, query.head(), "head");
        long last = ledgers.headAsOf(now, new AsOf.Sequence(head.size() - 1), "head");
        Proof proof = Proof.of(heads.check(ledger, query.head()), query.leftOut(), erased.numbers(ledger, last));
        LedgerReading reading = ledgers.open(ledger, reader, new AsOf.Sequence(last));
        LivingDocument document =
                new Assembly(reading, query.limit()).document(items -> numbers.about(ledger, items, -1, last), null);
        return new Read(
                CharterChanges.withoutRepetitions(texts.render(reading, document, query.leftOut()::shows)), proof);
    }
}
