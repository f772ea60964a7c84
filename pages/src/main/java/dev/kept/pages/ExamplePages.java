package dev.kept.pages;

import dev.kept.pages.ExampleLedger.Document;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The example that the operator shows to everybody: to read, without anything that can be done. */
@Controller
class ExamplePages {

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final ExampleLedger example;

    ExamplePages(ExampleLedger example) {
        this.example = example;
    }

    @GetMapping("/pages/example")
    ResponseEntity<byte[]> example(Visit visit) {
        Document document = example.in(visit.words().messages().locale());
        return ResponseEntity.ok()
                .contentType(HTML)
                .header(HttpHeaders.CONTENT_LANGUAGE, visit.words().text("language"))
                .header("Content-Security-Policy", document.contentSecurity())
                .header("X-Robots-Tag", "noindex, nofollow")
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)).cachePrivate())
                .body(document.html());
    }
}
