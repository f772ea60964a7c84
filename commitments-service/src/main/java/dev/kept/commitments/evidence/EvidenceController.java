package dev.kept.commitments.evidence;

import dev.kept.commitments.evidence.EvidenceFiles.Upload;
import dev.kept.commitments.evidence.RecordedFiles.Place;
import dev.kept.commitments.web.Ledgers;
import dev.kept.http.AnswerBroken;
import dev.kept.http.Asked;
import dev.kept.http.Caller;
import dev.kept.http.Expensive;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

@RestController
@Tag(name = "Files", description = "Files as evidence: uploaded first, then named by what they are evidence of")
class EvidenceController {

    /** What browsers show without running anything of it, in a sandbox. */
    private static final Set<String> SHOWN =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf");

    private static final String SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'";

    private final Ledgers ledgers;
    private final EvidenceFiles files;
    private final Thumbnails thumbnails;

    EvidenceController(Ledgers ledgers, EvidenceFiles files, Thumbnails thumbnails) {
        this.ledgers = ledgers;
        this.files = files;
        this.thumbnails = thumbnails;
    }

    /**
     * A file that was taken in.
     *
     * @param file its id, to be named as evidence
     * @param size in bytes
     * @param mediaType as it was uploaded
     * @param sha256 of its bytes, hexadecimal
     */
    @Schema(name = "UploadedFile")
    record UploadedFile(UUID file, String name, String mediaType, long size, String sha256) {

        static UploadedFile of(StoredFile file) {
            return new UploadedFile(file.file(), file.name(), file.mediaType(), file.size(), file.sha256());
        }

        /** A name must not reach a log by way of the string form. */
        @Override
        public String toString() {
            return "UploadedFile[" + file + "]";
        }
    }

    /** @param inline whether a browser may show it */
    record DownloadQuery(boolean inline) {
        static DownloadQuery read(Fields fields) {
            return new DownloadQuery(fields.otherwise(
                    "inline",
                    FieldType.flag()
                            .describedAs("`true` lets a browser show images and PDF, in a sandbox; anything else is an"
                                    + " attachment all the same."),
                    false));
        }
    }

    @Expensive
    @PostMapping("/api/ledgers/{ledger}/files")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Upload a file, to name it as evidence",
            description =
                    "The body is the file, byte for byte; `Content-Type` is its media type, and"
                            + " `application/octet-stream` where nobody knows. Evidence of a delivery, a concern, a decision, a"
                            + " conversation or a finding then names it as `file`: only whoever uploaded it can, in this ledger alone. A file that neither an entry"
                            + " nor a draft of yours names is removed after a day. The operator limits the length of one file (25 MB"
                            + " unless it says otherwise), of all files of a ledger (1 GB), and of those that one side has handed in (half of that).",
            parameters =
                    @Parameter(
                            in = ParameterIn.HEADER,
                            name = UploadHeaders.NAME,
                            required = true,
                            description = "What the file is called, for display: percent-encoded UTF-8, up to 200"
                                    + " characters, without a folder.",
                            schema = @Schema(type = "string", example = "report%20of%20March.pdf")),
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/octet-stream",
                                            schema = @Schema(type = "string", format = "binary"))))
    UploadedFile uploadFile(
            @PathVariable UUID ledger, @Parameter(hidden = true) Caller caller, HttpServletRequest request)
            throws IOException {
        AskUpload may = new AskUpload(ledger);
        ledgers.ask(may, caller.member());
        UploadHeaders headers = UploadHeaders.read(request);
        return UploadedFile.of(files.receive(
                new Upload(
                        ledger,
                        caller.member(),
                        may.side(),
                        may.last(),
                        headers.name(),
                        headers.mediaType(),
                        request.getContentLengthLong()),
                request.getInputStream()));
    }

    @Expensive
    @GetMapping("/api/ledgers/{ledger}/entries/{sequence}/evidence/{number}")
    @Operation(
            operationId = "downloadFile",
            summary = "Download a file that an entry names as evidence",
            description = "As an attachment, under the name that it was uploaded with. 410 once it was erased.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "410",
            description = "It was erased; with the code `file-lost`, its bytes are gone although nobody erased them.",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    void download(
            @PathVariable UUID ledger,
            @PathVariable long sequence,
            @Parameter(description = "Which piece of the entry's evidence, from 0.") @PathVariable int number,
            Asked<DownloadQuery> asked,
            HttpServletResponse response)
            throws AnswerBroken {
        ledgers.roles(ledger, asked.caller().member(), Set.of());
        ReadableFile readable = files.at(ledger, new Place(sequence, number));
        StoredFile file = readable.file();
        boolean isShown = asked.query().inline() && SHOWN.contains(file.mediaType());
        response.setContentType(file.mediaType());
        response.setContentLengthLong(file.size());
        harmless(response);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                (isShown ? ContentDisposition.inline() : ContentDisposition.attachment())
                        .filename(
                                readable.name().orElse("evidence-%d-%d".formatted(sequence, number)),
                                StandardCharsets.UTF_8)
                        .build()
                        .toString());
        try {
            readable.writeTo(response.getOutputStream());
            response.flushBuffer();
        } catch (IOException gone) {
            // The client went away: nobody is left to be told.
        } catch (RuntimeException failure) {
            throw new AnswerBroken(failure);
        }
    }

    /** Nothing that a browser makes of it runs, asks for anything, or is used by another site. */
    private static void harmless(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", SANDBOX);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }

    @Expensive
    @GetMapping("/api/ledgers/{ledger}/entries/{sequence}/evidence/{number}/preview")
    @Operation(
            operationId = "previewFile",
            summary = "A small picture of a file that an entry names as evidence",
            description =
                    "Of PNG, JPEG and GIF, at most 320 pixels wide and high, made anew from the colours alone. 404"
                            + " with the code `no-preview` when it is another kind of file, not what its media type says,"
                            + " broken, or larger than 24 million pixels; 410 once it was erased. Browsers keep it and ask each"
                            + " time whether it still stands (`If-None-Match`).")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "image/jpeg", schema = @Schema(type = "string", format = "binary")),
                @Content(mediaType = "image/png", schema = @Schema(type = "string", format = "binary"))
            })
    @ApiResponse(responseCode = "304", description = "It is the one that `If-None-Match` names.", content = @Content)
    @ApiResponse(
            responseCode = "410",
            description =
                    "The file was erased; with the code `file-lost`, its bytes are gone although nobody erased them.",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    void preview(
            @PathVariable UUID ledger,
            @PathVariable long sequence,
            @Parameter(description = "Which piece of the entry's evidence, from 0.") @PathVariable int number,
            @Parameter(hidden = true) Caller caller,
            WebRequest web,
            HttpServletResponse response)
            throws IOException {
        ledgers.roles(ledger, caller.member(), Set.of());
        ReadableFile readable = files.at(ledger, new Place(sequence, number));
        Thumbnail thumbnail = thumbnails
                .of(readable)
                .orElseThrow(
                        () -> Problem.of(404, "no-preview", "No preview", "There is no small picture of this file."));
        harmless(response);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (web.checkNotModified("\"" + readable.file().file() + "\"")) {
            return;
        }
        response.setContentType(thumbnail.mediaType());
        response.setContentLength(thumbnail.bytes().length);
        response.getOutputStream().write(thumbnail.bytes());
    }
}
