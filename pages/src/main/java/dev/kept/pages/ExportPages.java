package dev.kept.pages;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The whole ledger as a file, for a session instead of a token. */
@Controller
class ExportPages {

    @GetMapping("/ledgers/{id}/export")
    void export(Visit visit, @PathVariable UUID id, @RequestParam String format, HttpServletResponse response)
            throws IOException {
        // Only what people read has a zone and an order of dates.
        String asRead = format.equals("markdown") ? visit.asRead() : "";
        pass(visit.download(id, "/export?format=" + Api.encoded(format) + asRead), response);
    }

    private static void pass(HttpResponse<InputStream> export, HttpServletResponse response) throws IOException {
        try (InputStream body = export.body()) {
            for (String name : new String[] {HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_DISPOSITION}) {
                export.headers().firstValue(name).ifPresent(value -> response.setHeader(name, value));
            }
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            body.transferTo(response.getOutputStream());
        }
    }
}
