package dev.kept.pages;

import dev.kept.http.AnswerBroken;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The record with its proof, as {@code kept-verify.jar} and other programs check it, and with documents for people beside it: a zip of what
 * the write side exports and what the read side sets, both at the same head. Nothing but a copying buffer is held. See ADR 82.
 */
@Controller
class ProofPages {

    private static final String CHECKPOINT = "checkpoint";
    private static final String NO_DOCUMENT = "no-document.txt";

    /** What keeps the read side from showing the record must not keep anybody from its proof. */
    private static final int CONFLICT = 409;

    private static final int SERVICE_UNAVAILABLE = 503;

    @GetMapping("/ledgers/{id}/proof")
    void proof(
            Visit visit,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "true") String texts,
            @RequestParam(defaultValue = "") String leaveOut,
            @RequestParam(defaultValue = "") String receipts,
            HttpServletResponse response)
            throws IOException {
        String note = ProtectionPages.head(visit, id);
        long size = ProtectionPages.sizeOf(note);
        String shown = "texts=" + Api.encoded(texts) + each("leaveOut", leaveOut);
        String proof = "/proof?size=" + size + "&" + shown + each("receipts", receipts);
        // Asked for before anything is sent, so that what is refused is said on a page. The HTML is asked for
        // once the PDF is sent, because nobody may have more than two of these requests under way.
        try (Part pdf = document(visit, id, "pdf", note, shown);
                ZipInputStream export =
                        new ZipInputStream(visit.download(id, proof).body())) {
            response.setContentType("application/zip");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    "attachment; filename=\"ledger-%s-%d-proof.zip\"".formatted(id, size - 1));
            write(pdf, () -> document(visit, id, "html", note, shown), export, response.getOutputStream());
        }
    }

    private static void write(Part pdf, Supplier<Part> html, ZipInputStream export, OutputStream out)
            throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        add(zip, pdf.name(), pdf.body());
        String last = "";
        try {
            for (ZipEntry entry = export.getNextEntry(); entry != null; entry = export.getNextEntry()) {
                last = entry.getName();
                if (last.equals(CHECKPOINT) && !pdf.name().equals(NO_DOCUMENT)) {
                    addDocument(zip, html);
                }
                add(zip, last, export);
            }
        } catch (RuntimeException failure) {
            throw new AnswerBroken(failure);
        }
        if (!last.equals(CHECKPOINT)) {
            throw new AnswerBroken(new IOException("the export ended without its checkpoint"));
        }
        zip.finish();
    }

    private static void addDocument(ZipOutputStream zip, Supplier<Part> document) throws IOException {
        try (Part html = document.get()) {
            add(zip, html.name(), html.body());
        }
    }

    private static void add(ZipOutputStream zip, String name, InputStream content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        content.transferTo(zip);
        zip.closeEntry();
    }

    /** A file of the zip that is not in the export. */
    private record Part(String name, InputStream body) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    /** A document at this head, or a file that says why there is none. */
    private static Part document(Visit visit, UUID id, String format, String note, String shown) {
        String head = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(signedByLog(note).getBytes(StandardCharsets.UTF_8));
        String path = "/proof/document?format=%s&head=%s&%s".formatted(format, head, shown) + visit.asRead();
        try {
            return new Part(
                    "document." + format,
                    visit.download(id, path, ProtectionPages.sizeOf(note) - 1).body());
        } catch (Refused refused) {
            if (refused.status() != CONFLICT && refused.status() != SERVICE_UNAVAILABLE) {
                throw refused;
            }
            String why = visit.words().text("page.protection.no-document", refused.sentence(visit.words())) + "\n";
            return new Part(NO_DOCUMENT, new ByteArrayInputStream(why.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Without the cosignatures, of which there may be many: the document names the head alone. */
    private static String signedByLog(String note) {
        String signature = "\u2014 " + note.substring(0, note.indexOf('\n')) + " ";
        int signatures = note.lastIndexOf("\n\n") + 2;
        return note.substring(0, signatures)
                + note.substring(signatures)
                        .lines()
                        .filter(line -> line.startsWith(signature))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining());
    }

    /** Numbers as people write them, with commas or spaces between them; the API says which of them is none. */
    private static String each(String parameter, String numbers) {
        return Arrays.stream(numbers.strip().split("[\\s,;]+"))
                .filter(number -> !number.isEmpty())
                .map(number -> "&" + parameter + "=" + Api.encoded(number))
                .collect(Collectors.joining());
    }
}
