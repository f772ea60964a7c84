package dev.kept.pages;

import dev.kept.http.AnswerBroken;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.WebRequest;

/** Files that entries name as evidence, handed on as the API gives them: what a browser may do with them stands in their headers. */
@Controller
class FilePages {

    private static final List<String> HEADERS = List.of(
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.CONTENT_LENGTH,
            HttpHeaders.CONTENT_DISPOSITION,
            "Content-Security-Policy",
            "Cross-Origin-Resource-Policy",
            "X-Content-Type-Options");

    @GetMapping("/ledgers/{id}/entries/{sequence}/evidence/{number}")
    void file(
            Visit visit,
            @PathVariable UUID id,
            @PathVariable long sequence,
            @PathVariable int number,
            HttpServletResponse response)
            throws IOException {
        HttpResponse<InputStream> file = visit.download(id, "/entries/" + sequence + "/evidence/" + number);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        handOn(file, response);
    }

    /** A browser keeps it and asks each time whether it still stands: what was erased is not shown again. */
    @GetMapping("/ledgers/{id}/entries/{sequence}/evidence/{number}/preview")
    void preview(
            Visit visit,
            @PathVariable UUID id,
            @PathVariable long sequence,
            @PathVariable int number,
            WebRequest web,
            HttpServletResponse response)
            throws IOException {
        HttpResponse<InputStream> preview =
                visit.download(id, "/entries/" + sequence + "/evidence/" + number + "/preview");
        response.setHeader(
                HttpHeaders.CACHE_CONTROL, CacheControl.noCache().cachePrivate().getHeaderValue());
        String tag = preview.headers().firstValue(HttpHeaders.ETAG).orElse("");
        if (!tag.isEmpty() && web.checkNotModified(tag)) {
            preview.body().close();
            return;
        }
        handOn(preview, response);
    }

    private static void handOn(HttpResponse<InputStream> file, HttpServletResponse response) throws IOException {
        HEADERS.forEach(name -> file.headers().firstValue(name).ifPresent(value -> response.setHeader(name, value)));
        try (InputStream bytes = file.body()) {
            bytes.transferTo(response.getOutputStream());
        } catch (IOException broken) {
            throw new AnswerBroken(broken);
        }
    }
}
