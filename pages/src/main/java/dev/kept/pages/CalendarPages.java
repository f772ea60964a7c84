package dev.kept.pages;

import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The reader's dates in a calendar of their own: feeds of one ledger or of all, and single dates as files. */
@Controller
class CalendarPages {

    private static final String MINE = "/me/calendars";
    private static final String OF_LEDGER = "/ledgers/{id}/settings/calendars";
    private static final JsonMapper JSON = JsonMapper.shared();

    @GetMapping(MINE)
    String mine(Visit visit, Model model) {
        return page(visit, null, model);
    }

    @GetMapping(OF_LEDGER)
    String ofLedger(Visit visit, @PathVariable UUID id, Model model) {
        return page(visit, id, model);
    }

    @PostMapping(MINE)
    String createMine(
            Visit visit,
            @RequestParam(required = false) @Nullable String texts,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        return create(visit, null, texts != null, model, next, response);
    }

    @PostMapping(OF_LEDGER)
    String createOfLedger(
            Visit visit,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String texts,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        return create(visit, id, texts != null, model, next, response);
    }

    /** The address goes by way of the session, never by an address. */
    private static String create(
            Visit visit,
            @Nullable UUID ledger,
            boolean texts,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        ObjectNode body = JSON.createObjectNode().put("texts", texts);
        if (ledger != null) {
            body.put("ledger", ledger.toString());
        }
        try {
            Doc created = visit.post("/api/calendars", body, UUID.randomUUID(), null);
            next.addFlashAttribute("address", created.string("address"));
            return "redirect:" + place(ledger);
        } catch (Refused refused) {
            if (refused.status() != 409) {
                throw refused;
            }
            response.setStatus(refused.status());
            model.addAttribute("notice", refused.sentence(visit.words()));
            return page(visit, ledger, model);
        }
    }

    @PostMapping(MINE + "/{calendar}/revocation")
    String revokeMine(Visit visit, @PathVariable UUID calendar, RedirectAttributes next) {
        return revoke(visit, null, calendar, next);
    }

    @PostMapping(OF_LEDGER + "/{calendar}/revocation")
    String revokeOfLedger(Visit visit, @PathVariable UUID id, @PathVariable UUID calendar, RedirectAttributes next) {
        return revoke(visit, id, calendar, next);
    }

    private static String revoke(Visit visit, @Nullable UUID ledger, UUID calendar, RedirectAttributes next) {
        visit.post("/api/calendars/" + calendar + "/revocation", JSON.createObjectNode(), UUID.randomUUID(), null);
        next.addFlashAttribute("done", visit.words().text("page.calendars.revoked"));
        return "redirect:" + place(ledger);
    }

    private static String place(@Nullable UUID ledger) {
        return ledger == null ? MINE : OF_LEDGER.replace("{id}", ledger.toString());
    }

    private static String page(Visit visit, @Nullable UUID id, Model model) {
        Ledger ledger = id == null ? null : visit.ledger(id);
        List<Doc> feeds = visit.get("/api/calendars").list("items").stream()
                .filter(feed -> !feed.has("revoked"))
                .filter(feed -> id == null || feed.string("ledger").equals(id.toString()))
                .toList();
        Map<String, String> titles = new HashMap<>();
        if (feeds.stream().anyMatch(feed -> feed.has("ledger"))) {
            visit.across("/api/overview").list("ledgers").forEach(each -> {
                String title = each.text("title");
                titles.put(
                        each.string("ledger"),
                        title == null ? visit.words().text("page.common.a-ledger-whose-title-was") : title);
            });
        }
        model.addAttribute("ledger", ledger);
        model.addAttribute("feeds", feeds);
        model.addAttribute("titles", titles);
        model.addAttribute("base", place(id));
        return "pages/calendars";
    }

    @GetMapping("/ledgers/{id}/{place:commitments|checkpoints|check-ins}/{item}/calendar")
    void item(
            Visit visit,
            @PathVariable UUID id,
            @PathVariable String place,
            @PathVariable UUID item,
            HttpServletResponse response)
            throws IOException {
        HttpResponse<InputStream> file = visit.download(id, "/" + place + "/" + item + "/calendar");
        try (InputStream body = file.body()) {
            for (String name : new String[] {HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_DISPOSITION}) {
                file.headers().firstValue(name).ifPresent(value -> response.setHeader(name, value));
            }
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            body.transferTo(response.getOutputStream());
        }
    }
}
