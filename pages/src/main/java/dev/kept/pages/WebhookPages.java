package dev.kept.pages;

import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import dev.kept.wording.Words;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The programs that are told of a ledger's entries: added, changed, tried, and looked after. */
@Controller
@RequestMapping("/ledgers/{id}/settings/webhooks")
class WebhookPages {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int ATTEMPTS_SHOWN = 10;

    private static final Field URL = Field.line("url");
    private static final Field DESCRIPTION = Field.line("description").optional();
    private static final Field KINDS = Field.lines("kinds").optional();
    private static final Field DISCLOSURES = Field.flag("disclosures");

    private static final Form ADD =
            Form.of("createWebhook", "/webhooks", "/settings/webhooks", URL, DESCRIPTION, KINDS, DISCLOSURES);

    private static final Form CHANGE = Form.of(
            "changeWebhook", "/webhooks/{item}/changes", "/settings/webhooks", URL, DESCRIPTION, KINDS, DISCLOSURES);

    static final List<Form> FORMS = List.of(ADD, CHANGE);

    /** What is done by a button alone. */
    private enum Act {
        PAUSE("changes"),
        RESUME("changes"),
        ROTATE("secrets"),
        PING("pings"),
        REPLAY("replays"),
        REMOVE("removal");

        private final String place;

        Act(String place) {
            this.place = place;
        }
    }

    /**
     * A webhook with what there is to see and to do.
     *
     * @param change null when it is another member's
     */
    public record Hook(
            Doc doc,
            Doc deliveries,
            List<Doc> dead,
            @Nullable FormView change) {

        public List<Doc> attempts() {
            return deliveries.list("items").stream().limit(ATTEMPTS_SHOWN).toList();
        }

        /** One for each button: what is pressed twice is done once. */
        public UUID key() {
            return UUID.randomUUID();
        }
    }

    @GetMapping
    String webhooks(Visit visit, @PathVariable UUID id, Model model) {
        return page(visit, id, null, null, model);
    }

    @PostMapping
    String add(
            Visit visit,
            @PathVariable UUID id,
            @RequestParam UUID key,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        Typed typed = new Typed(visit.request().getParameterMap());
        try {
            told(
                    next,
                    visit.post(below(id, ADD.path()), typed.body(ADD.fields()), key, null),
                    visit.words().text("page.webhooks.added"));
            return back(id);
        } catch (Refused refused) {
            FormPages.requireTellable(refused);
            response.setStatus(refused.status());
            return page(visit, id, fresh(visit, id, ADD, "", Map.of()).refused(typed, key, refused), null, model);
        }
    }

    @PostMapping("/{webhook}/change")
    String change(
            Visit visit,
            @PathVariable UUID id,
            @PathVariable UUID webhook,
            @RequestParam UUID key,
            @RequestParam(required = false) @Nullable Long seen,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        Typed typed = new Typed(visit.request().getParameterMap());
        ObjectNode body = typed.body(CHANGE.fields());
        // Here an empty field is an answer.
        body.put("disclosures", !typed.value("disclosures").isEmpty());
        ArrayNode kinds = body.putArray("kinds");
        Typed.lines(typed.value("kinds")).forEach(kinds::add);
        try {
            visit.post(below(id, CHANGE.path().replace("{item}", webhook.toString())), body, key, seen);
            next.addFlashAttribute("done", visit.words().text("page.webhooks.changed"));
            return back(id);
        } catch (Refused refused) {
            FormPages.requireTellable(refused);
            response.setStatus(refused.status());
            FormView again = fresh(visit, id, CHANGE, "/" + webhook + "/change", Map.of())
                    .refused(typed, key, refused);
            return page(visit, id, null, again, model);
        }
    }

    @PostMapping("/{webhook}/{act:pause|resume|rotate|ping|replay|remove}")
    String act(
            Visit visit,
            @PathVariable UUID id,
            @PathVariable UUID webhook,
            @PathVariable String act,
            @RequestParam UUID key,
            RedirectAttributes next) {
        Act what = Act.valueOf(act.toUpperCase(java.util.Locale.ROOT));
        ObjectNode body = JSON.createObjectNode();
        if (what == Act.PAUSE || what == Act.RESUME) {
            body.put("paused", what == Act.PAUSE);
        }
        try {
            Doc answer = visit.post(below(id, "/webhooks/" + webhook + "/" + what.place), body, key, null);
            told(
                    next,
                    answer,
                    what == Act.PING
                            ? pinged(answer, visit.words())
                            : visit.words().text("page.webhooks.done-" + act));
        } catch (Refused refused) {
            if (refused.status() != 429) {
                FormPages.requireTellable(refused);
            }
            next.addFlashAttribute("notice", refused.sentence(visit.words()));
        }
        return back(id);
    }

    private static String page(
            Visit visit, UUID id, @Nullable FormView adding, @Nullable FormView changing, Model model) {
        Ledger ledger = visit.ledger(id);
        model.addAttribute("ledger", ledger);
        model.addAttribute("add", adding == null ? fresh(visit, id, ADD, "", Map.of()) : adding);
        model.addAttribute(
                "form",
                Stream.of(adding, changing).filter(f -> f != null).findFirst().orElse(null));
        model.addAttribute(
                "hooks",
                visit.get(id, "/webhooks").list("items").stream()
                        .map(each -> hook(visit, id, each, changing))
                        .toList());
        return "pages/webhooks";
    }

    private static Hook hook(Visit visit, UUID ledger, Doc webhook, @Nullable FormView changing) {
        String path = "/webhooks/" + webhook.string("id");
        String action = "/" + webhook.string("id") + "/change";
        FormView change = null;
        if (webhook.flag("mine")) {
            change = changing != null && changing.action().endsWith(action)
                    ? changing
                    : fresh(visit, ledger, CHANGE, action, asItIs(webhook)).seeing(webhook.number("version"));
        }
        return new Hook(
                webhook,
                visit.get(ledger, path + "/deliveries"),
                visit.get(ledger, path + "/dead-letters").list("items"),
                change);
    }

    private static Map<String, String> asItIs(Doc webhook) {
        List<String> kinds =
                webhook.list("kinds").stream().map(kind -> kind.string("")).toList();
        return Map.of(
                "url",
                webhook.string("url"),
                "description",
                webhook.string("description"),
                "kinds",
                String.join("\n", kinds),
                "disclosures",
                webhook.flag("disclosures") ? "yes" : "");
    }

    private static FormView fresh(Visit visit, UUID ledger, Form form, String action, Map<String, String> prefilled) {
        return FormView.fresh(
                visit.words(), form, "/ledgers/" + ledger + form.goal() + action, null, "", "UTC", prefilled);
    }

    private static String pinged(Doc attempt, Words words) {
        String how = attempt.has("status")
                ? words.text("page.webhooks.answered", attempt.string("status"))
                : words.text("page.webhooks.failure-" + attempt.string("failure"));
        return words.text(attempt.flag("delivered") ? "page.webhooks.ping-arrived" : "page.webhooks.ping-failed", how);
    }

    /** A secret is shown on the very next page and nowhere else. */
    private static void told(RedirectAttributes next, Doc answer, String done) {
        if (answer.has("secret")) {
            next.addFlashAttribute("secret", answer.string("secret"));
        }
        next.addFlashAttribute("done", done);
    }

    private static String below(UUID ledger, String path) {
        return "/api/ledgers/" + ledger + path;
    }

    private static String back(UUID ledger) {
        return "redirect:/ledgers/" + ledger + "/settings/webhooks";
    }
}
