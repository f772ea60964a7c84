package dev.kept.pages;

import dev.kept.http.Problem;
import dev.kept.pages.Field.Option;
import dev.kept.pages.FormPages.Target;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import dev.kept.wording.When;
import dev.kept.wording.Words;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What people are still writing: their drafts, and those they read for somebody. */
@Controller
class DraftPages {

    private static final String HERE = "/drafts/{draft}";
    private static final int MOST = 200;
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Keeps what was typed; the form's button does this instead of recording it. */
    static String keep(
            Visit visit, RedirectAttributes next, String path, ObjectNode body, UUID key, @Nullable Long seen) {
        ObjectNode draft = JSON.createObjectNode().put("path", path);
        draft.set("body", body);
        if (seen != null) {
            draft.put("seen", seen);
        }
        cooling(draft, visit);
        Doc kept = visit.post("/api/drafts", draft, key, null);
        next.addFlashAttribute("said", visit.words().text("page.draft.kept"));
        return "redirect:/drafts/" + kept.string("draft");
    }

    private static void cooling(ObjectNode request, Visit visit) {
        String chosen = new Typed(visit.request().getParameterMap()).value(Typed.COOLS);
        When when = visit.when();
        request.put("coolsUntil", CoolingChoice.until(chosen, when)).put("zone", when.zone());
    }

    /**
     * A draft in a list.
     *
     * @param title what it is a draft of
     */
    public record Listed(Doc draft, String title) {
        static Listed of(Words words, Doc draft) {
            return new Listed(draft, DraftForm.titleOf(words, draft.string("operation")));
        }

        public String href() {
            return "/drafts/" + draft.string("draft");
        }

        public boolean own() {
            return draft.string("as").equals("AUTHOR");
        }
    }

    /** What of it waits for somebody: what may be released, and what is to be read. Empty while drafts cannot be read. */
    static List<Listed> waiting(Visit visit) {
        return quietly(visit)
                .filter(each -> !each.own() || each.draft().flag("releasable"))
                .toList();
    }

    /** How many there are of one's own, and how many are read for others; null while they cannot be read. */
    static Map<String, Long> counted(Visit visit) {
        Map<String, Long> counted = new HashMap<>(Map.of("AUTHOR", 0L, "READER", 0L));
        quietly(visit).forEach(each -> counted.merge(each.draft().string("as"), 1L, Long::sum));
        return counted;
    }

    private static Stream<Listed> quietly(Visit visit) {
        try {
            return list(visit).stream();
        } catch (Refused | Problem away) {
            return Stream.empty();
        }
    }

    private static List<Listed> list(Visit visit) {
        return visit.get("/api/drafts?limit=" + MOST).list("items").stream()
                .map(draft -> Listed.of(visit.words(), draft))
                .toList();
    }

    @GetMapping("/drafts")
    String drafts(Visit visit, Model model) {
        List<Listed> all = list(visit);
        model.addAttribute("own", all.stream().filter(Listed::own).toList());
        model.addAttribute("read", all.stream().filter(each -> !each.own()).toList());
        return "pages/drafts";
    }

    @GetMapping(HERE)
    String draft(Visit visit, @PathVariable UUID draft, Model model) {
        DraftForm form = open(visit, draft);
        return page(visit, model, form, null);
    }

    private static DraftForm open(Visit visit, UUID draft) {
        return DraftForm.of(visit.get("/api/drafts/" + draft));
    }

    /** Saves what was typed; releases it when that is the button. */
    @PostMapping(HERE)
    String write(
            Visit visit,
            @PathVariable UUID draft,
            @RequestParam UUID key,
            @RequestParam(required = false) @Nullable Long version,
            @RequestParam(required = false) @Nullable Long seen,
            @RequestParam(required = false) @Nullable String release,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        DraftForm form = open(visit, draft);
        Typed typed = new Typed(visit.request().getParameterMap());
        Ledger ledger = ledger(visit, form);
        FormView view = view(visit, form, ledger);
        if (view == null) {
            throw Problem.notFound();
        }
        if (typed.asksForRows() || typed.asksForTone() || typed.asksForDates()) {
            return page(visit, model, form, FormPages.again(visit, model, view, typed, key));
        }
        Map<String, String> unfit = FormFiles.refused(visit);
        if (!unfit.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return page(visit, model, form, view.unfit(typed, key, unfit));
        }
        try {
            save(visit, form, typed, version, seen);
            if (release == null) {
                next.addFlashAttribute("said", visit.words().text("page.draft.saved"));
                return "redirect:" + form.address();
            }
            Doc recorded = visit.post("/api" + form.address() + "/release", JSON.createObjectNode(), key, null);
            if (recorded.has("link")) {
                next.addFlashAttribute("link", recorded.string("link"));
            }
            FormPages.announce(next, recorded);
            return "redirect:" + form.goal(recorded.text("id"));
        } catch (Refused refused) {
            requireTellable(refused);
            response.setStatus(refused.status());
            return refused(visit, model, draft, typed, key, refused);
        }
    }

    private static void save(Visit visit, DraftForm form, Typed typed, @Nullable Long version, @Nullable Long seen) {
        ObjectNode body = form.body(typed);
        boolean same = body.equals(form.body())
                && (seen == null || seen.equals(form.target().seen()));
        if (!same) {
            ObjectNode revision = JSON.createObjectNode();
            revision.set("body", body);
            if (seen != null) {
                revision.put("seen", seen);
            }
            visit.post("/api" + form.address() + "/revision", revision, UUID.randomUUID(), version);
        }
    }

    /** As it was sent, with what the API said; what was recorded meanwhile counts as seen from then on. */
    private static String refused(Visit visit, Model model, UUID draft, Typed typed, UUID key, Refused refused) {
        DraftForm form = open(visit, draft);
        Ledger ledger = ledger(visit, form);
        Target target = form.target();
        String sequence = refused.fact("sequence");
        Meanwhile meanwhile = Meanwhile.NOTHING;
        if (sequence != null && ledger != null) {
            meanwhile = Meanwhile.of(visit, form.ledger(), target.item(), target.seen(), refused);
            model.addAttribute("seenNow", meanwhile.last());
        }
        FormView view = Objects.requireNonNull(view(visit, form, ledger), "it had a form a moment ago");
        return page(visit, model, form, view.refused(typed, key, refused, meanwhile));
    }

    @PostMapping(HERE + "/cooling")
    String cool(
            Visit visit,
            @PathVariable UUID draft,
            @RequestParam UUID key,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        ObjectNode body = JSON.createObjectNode();
        cooling(body, visit);
        return deed(visit, draft, "/cooling", body, key, "", next, model, response);
    }

    @PostMapping(HERE + "/reader")
    String invite(
            Visit visit,
            @PathVariable UUID draft,
            @RequestParam UUID key,
            @RequestParam(defaultValue = "") String member,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        ObjectNode body = JSON.createObjectNode();
        if (!member.isEmpty()) {
            body.put("member", member);
            mates(visit, ledger(visit, open(visit, draft))).stream()
                    .filter(mate -> mate.value().equals(member))
                    .findFirst()
                    .ifPresent(mate -> body.put("name", mate.label()));
        }
        return deed(visit, draft, "/reader", body, key, "", next, model, response);
    }

    @PostMapping(HERE + "/reader/withdrawal")
    String withdrawReader(
            Visit visit,
            @PathVariable UUID draft,
            @RequestParam UUID key,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        boolean own = open(visit, draft).draft().string("as").equals("AUTHOR");
        String said = visit.words().text(own ? "page.draft.nobody-else-reads" : "page.draft.no-longer-read");
        String goal =
                deed(visit, draft, "/reader/withdrawal", JSON.createObjectNode(), key, said, next, model, response);
        return own ? goal : "redirect:/drafts";
    }

    @PostMapping(HERE + "/comments")
    String comment(
            Visit visit,
            @PathVariable UUID draft,
            @RequestParam UUID key,
            @RequestParam(defaultValue = "") String text,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        ObjectNode body = JSON.createObjectNode().put("text", text.replace("\r\n", "\n"));
        model.addAttribute("comment", text);
        return deed(visit, draft, "/comments", body, key, "", next, model, response);
    }

    @PostMapping(HERE + "/discard")
    String discard(Visit visit, @PathVariable UUID draft, @RequestParam UUID key, RedirectAttributes next) {
        visit.post("/api/drafts/" + draft + "/discard", JSON.createObjectNode(), key, null);
        next.addFlashAttribute("said", visit.words().text("page.draft.deleted"));
        return "redirect:/drafts";
    }

    /** One of the small things that can be done with a draft; what the API says to it stands on the draft's page. */
    private static String deed(
            Visit visit,
            UUID draft,
            String deed,
            ObjectNode body,
            UUID key,
            String said,
            RedirectAttributes next,
            Model model,
            HttpServletResponse response) {
        try {
            Doc done = visit.post("/api/drafts/" + draft + deed, body, key, null);
            if (done.has("link")) {
                next.addFlashAttribute("link", done.string("link"));
            }
            if (!said.isEmpty()) {
                next.addFlashAttribute("said", said);
            }
            return "redirect:/drafts/" + draft;
        } catch (Refused refused) {
            requireTellable(refused);
            response.setStatus(refused.status());
            model.addAttribute("wrong", refused.first(visit.words()));
            return page(visit, model, open(visit, draft), null);
        }
    }

    private static void requireTellable(Refused refused) {
        if (refused.status() >= 500 || refused.status() == 429 || refused.code().equals("draft-not-found")) {
            throw refused;
        }
    }

    private static String page(Visit visit, Model model, DraftForm form, @Nullable FormView sent) {
        Ledger ledger = ledger(visit, form);
        FormView view = sent == null ? view(visit, form, ledger) : sent;
        Map<String, String> named = new HashMap<>();
        if (ledger != null) {
            Choices choices = Choices.of(visit, ledger, form.target().item());
            form.fields().stream()
                    .flatMap(Field::all)
                    .filter(field -> !field.from().isEmpty())
                    .forEach(field -> choices.from(field.from())
                            .forEach(shelf ->
                                    shelf.options().forEach(option -> named.put(option.value(), option.label()))));
            Stream.of("A", "B")
                    .map(side -> choices.named(new Option(side, "")))
                    .forEach(side -> named.put(side.value(), side.label()));
        }
        model.addAttribute("ledger", ledger);
        model.addAttribute("draft", form.draft());
        model.addAttribute("what", form.title(visit.words()));
        model.addAttribute("form", view);
        List<Field> worded = form.form() == null
                ? List.of()
                : form.form().worded(visit.words(), "").fields();
        model.addAttribute("lines", Written.lines(worded, form.typed(Map.of()), named, visit.when(), visit.words()));
        if (!model.containsAttribute(DatesAhead.NAME)) {
            model.addAttribute(DatesAhead.NAME, DatesAhead.of(visit, form.fields(), form.typed(Map.of())));
        }
        model.addAttribute("mates", mates(visit, ledger));
        model.addAttribute("key", UUID.randomUUID());
        return "pages/draft";
    }

    /** The form, for its author who still belongs to the ledger; null for everybody else. */
    private static @Nullable FormView view(Visit visit, DraftForm draft, @Nullable Ledger ledger) {
        Form form = draft.form();
        if (form == null || ledger == null || !draft.draft().string("as").equals("AUTHOR")) {
            return null;
        }
        Map<String, String> begun =
                form.operation().equals("amendCharter") ? CharterPages.asItIs(visit, draft.ledger()) : Map.of();
        return new FormView(
                form.worded(visit.words(), ledger.name(ledger.role())),
                draft.address(),
                draft.target().seen(),
                visit.words(),
                visit.when().zone(),
                draft.typed(begun),
                Choices.of(visit, ledger, draft.target().item()));
    }

    /** Null for whoever does not belong to it, as a second reader may not. */
    private static @Nullable Ledger ledger(Visit visit, DraftForm form) {
        try {
            return visit.ledger(form.ledger());
        } catch (Refused refused) {
            if (refused.status() == 404) {
                return null;
            }
            throw refused;
        }
    }

    /** The others of one's own side. */
    private static List<Option> mates(Visit visit, @Nullable Ledger ledger) {
        if (ledger == null || !ledger.isParty()) {
            return List.of();
        }
        String me = visit.reader().member().toString();
        return ledger.doc().list("parties/" + ledger.role() + "/members").stream()
                .filter(each -> !each.has("until") && !each.string("member").equals(me))
                .map(each -> new Option(
                        each.string("member"),
                        Objects.requireNonNullElse(
                                each.text("name"), visit.words().text("page.member"))))
                .toList();
    }
}
