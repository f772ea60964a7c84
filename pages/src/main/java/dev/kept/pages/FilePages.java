package dev.kept.pages;

import dev.kept.http.AnswerBroken;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

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
        HEADERS.forEach(name -> file.headers().firstValue(name).ifPresent(value -> response.setHeader(name, value)));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try (InputStream bytes = file.body()) {
            bytes.transferTo(response.getOutputStream());
        } catch (IOException broken) {
            throw new AnswerBroken(broken);
        }
    }
}
