package dev.kept.pages;

import dev.kept.pages.FormPages.Target;
import dev.kept.wording.ChangedWords;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import jakarta.servlet.http.HttpServletResponse;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The ledger as a document that both sides could bring to a meeting. */
@Controller
class LedgerPages {

    /** How many of each kind a page shows unless it is asked for more. */
    private static final int LIST = 50;

    /** What one begins from here, besides a commitment. */
    private static final List<String> BEGIN = List.of(
            "recordConversation",
            "raiseConcern",
            "proposeDecision",
            "scheduleCheckpoint",
            "celebrateWin",
            "recordLesson");

    private static final int WHOLE_LIST = 1000;
    private static final int BAD_REQUEST = 400;

    private final PagesSettings settings;
    private final Clock clock;

    LedgerPages(PagesSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/ledgers")
    String mine() {
        return "redirect:/";
    }

    @GetMapping("/ledgers/{id}")
    String document(
            Visit visit,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String entry,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String all,
            HttpServletResponse response,
            Model model) {
        Ledger ledger = visit.ledger(id);
        String typed = entry == null || entry.isBlank() ? asOf : entry.strip();
        String past = pastOf(typed, visit);
        // What waits is told of all ledgers at once, and takes as long as the document.
        CompletableFuture<Doc> overview =
                CompletableFuture.supplyAsync(() -> visit.across("/api/overview"), Thread::startVirtualThread);
        CompletableFuture<Possible> asked = Possible.meanwhile(() -> Possible.inLedger(visit, id));
        int limit = all == null ? LIST : WHOLE_LIST;
        Doc document;
        try {
            document = visit.get(id, asked(past, pastOf(since, visit), limit));
        } catch (Refused refused) {
            if (refused.status() != BAD_REQUEST) {
                throw refused;
            }
            model.addAttribute("noSuchPast", true);
            past = null;
            document = visit.get(id, asked(null, null, limit));
        }
        model.addAttribute("ledger", ledger);
        model.addAttribute("d", document);
        model.addAttribute("asOf", past == null ? null : typed);
        model.addAttribute("changes", document.at("changes"));
        model.addAttribute("said", new ChangedWords(visit.words(), visit.when()));
        long head = document.number("head");
        if (past == null) {
            model.addAttribute("waiting", of(id, answer(overview).list("waiting")));
            UUID reader = visit.reader().member();
            LastVisit here = LastVisit.now(visit.request(), reader, head, clock.instant());
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    here.cookie(reader, ledger.path(), settings.servedByTls()).toString());
            model.addAttribute("newSince", since == null ? here.since() : null);
        } else if (head < ledger.doc().number("head")) {
            Doc now = visit.get(id, asked(null, Long.toString(head), LIST));
            model.addAttribute("changes", now.at("changes"));
        }
        Possible possible = Possible.answer(asked);
        model.addAttribute("possible", possible);
        model.addAttribute(
                "begin", BEGIN.stream().filter(possible::may).map(Forms::of).toList());
        if (possible.may("inviteParty")) {
            model.addAttribute("invite", FormPages.view(visit, ledger, Forms.of("inviteParty"), Target.NONE, Map.of()));
        }
        return "pages/ledger";
    }

    private static Doc answer(CompletableFuture<Doc> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : e;
        }
    }

    /** To keep or to print: Markdown, or the document as it is printed. */
    @GetMapping("/ledgers/{id}/document.{kind:md|pdf}")
    ResponseEntity<Resource> file(
            Visit visit,
            @PathVariable UUID id,
            @PathVariable String kind,
            @RequestParam(required = false) @Nullable String asOf) {
        String path = asked(pastOf(asOf, visit), null, WHOLE_LIST)
                + "&format=" + (kind.equals("md") ? "markdown" : kind)
                + visit.asRead();
        HttpResponse<InputStream> file = visit.download(id, path);
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_TYPE,
                        file.headers().firstValue(HttpHeaders.CONTENT_TYPE).orElse("application/octet-stream"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"living-document." + kind + "\"")
                .cacheControl(CacheControl.noStore())
                .body(new InputStreamResource(file.body()));
    }

    private static String asked(@Nullable String asOf, @Nullable String since, int limit) {
        return "/document?limit=" + limit
                + (asOf == null ? "" : "&asOf=" + Api.encoded(asOf))
                + (since == null ? "" : "&since=" + Api.encoded(since));
    }

    private static List<Doc> of(UUID ledger, List<Doc> items) {
        return items.stream()
                .filter(item -> item.string("ledger").equals(ledger.toString()))
                .toList();
    }

    /** All items of a list, however many pages it has. */
    static List<Doc> all(Visit visit, UUID ledger, String list, @Nullable String asOf) {
        List<Doc> all = new ArrayList<>();
        String base = list + (list.contains("?") ? "&" : "?") + "limit=200"
                + (asOf == null ? "" : "&asOf=" + Api.encoded(asOf));
        String cursor = null;
        do {
            Doc page = visit.get(ledger, base + (cursor == null ? "" : "&cursor=" + Api.encoded(cursor)));
            all.addAll(page.list("items"));
            cursor = page.text("next");
        } while (cursor != null);
        return all;
    }

    /** What the API is asked for: a day means its end, where the reader is; null for now. */
    static @Nullable String pastOf(@Nullable String typed, Visit visit) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        String past = typed.strip();
        if (past.chars().allMatch(Character::isDigit)) {
            return past;
        }
        try {
            LocalDate day = LocalDate.parse(past);
            return day.plusDays(1)
                    .atStartOfDay(visit.reader().zone())
                    .toInstant()
                    .minusMillis(1)
                    .toString();
        } catch (DateTimeException noDay) {
            return past;
        }
    }
}
