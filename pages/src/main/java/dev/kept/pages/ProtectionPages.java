package dev.kept.pages;

import dev.kept.wording.Doc;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** How the record is protected, in words, and what a reader's browser needs in order to check that it only grew. */
@Controller
class ProtectionPages {

    private static final int MOST_OF_A_HEAD = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.shared();

    @GetMapping("/ledgers/{id}/protection")
    String protection(Visit visit, @PathVariable UUID id, Model model) throws IOException {
        model.addAttribute("ledger", visit.ledger(id));
        model.addAttribute("key", visit.get(id, "/tree-key"));
        model.addAttribute("head", head(visit, id));
        model.addAttribute("seen", SeenPages.sides(visit, id));
        model.addAttribute("cosigned", visit.get(id, "/witnesses").list("sides"));
        return "pages/protection";
    }

    /** The newest signed head with the key that verifies it, and the entries that led to this key, for a script. */
    @GetMapping("/ledgers/{id}/protection/head")
    ResponseEntity<byte[]> head(Visit visit, @PathVariable UUID id, @RequestParam(required = false) @Nullable Long size)
            throws IOException {
        Map<String, Object> answer = new LinkedHashMap<>();
        Doc key = visit.get(id, "/tree-key");
        answer.put("origin", key.string("origin"));
        answer.put("verifierKey", key.string("verifierKey"));
        answer.put("publicKey", key.string("publicKey"));
        String note = size == null ? head(visit, id) : text(visit, id, "/tree-head?size=" + size);
        answer.put("note", note);
        answer.put("changes", changes(visit, id, key, sizeOf(note)));
        return json(JSON.writeValueAsBytes(answer));
    }

    /** Each with the receipt that proves it to be in the record under this head. */
    private static List<Map<String, String>> changes(Visit visit, UUID id, Doc key, long size) throws IOException {
        List<Map<String, String>> changes = new ArrayList<>();
        for (Doc change : key.list("changes")) {
            long sequence = change.number("sequence");
            if (sequence < size) {
                changes.add(Map.of(
                        "statement",
                        change.string("statement"),
                        "receipt",
                        text(visit, id, "/entries/%d/receipt?size=%d".formatted(sequence, size))));
            }
        }
        return changes;
    }

    /** The second line of a tree head. */
    static long sizeOf(String note) {
        return Long.parseLong(note.split("\n", 3)[1]);
    }

    /** What proves that the newer of two heads extends the older, for a script. */
    @GetMapping("/ledgers/{id}/protection/consistency")
    ResponseEntity<byte[]> consistency(
            Visit visit, @PathVariable UUID id, @RequestParam String from, @RequestParam String to) throws IOException {
        String proof = text(visit, id, "/tree-head/consistency?from=" + Api.encoded(from) + "&to=" + Api.encoded(to));
        return json(proof.getBytes(StandardCharsets.UTF_8));
    }

    static String head(Visit visit, UUID id) throws IOException {
        return text(visit, id, "/tree-head");
    }

    private static String text(Visit visit, UUID id, String path) throws IOException {
        HttpResponse<InputStream> answer = visit.download(id, path);
        try (InputStream body = answer.body()) {
            return new String(body.readNBytes(MOST_OF_A_HEAD), StandardCharsets.UTF_8);
        }
    }

    private static ResponseEntity<byte[]> json(byte[] body) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(body);
    }
}
