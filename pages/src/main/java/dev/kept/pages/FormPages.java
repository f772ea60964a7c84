package dev.kept.pages;

import dev.kept.http.Problem;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.node.ObjectNode;

/** Every command's form, and what becomes of it when it is sent. */
@Controller
class FormPages {

    private static final String WRITE = "/ledgers/{ledger}/write/{operation}";

    /** About what a form is: an item, a part of it, one time of something that repeats. */
    record Target(
            @Nullable UUID item,
            @Nullable UUID part,
            @Nullable Integer occurrence,
            @Nullable Long seen) {

        static final Target NONE = new Target(null, null, null, null);

        static Target item(UUID item) {
            return new Target(item, null, null, null);
        }
    }

    @GetMapping("/ledgers/new")
    String open(Visit visit, Model model) {
        visit.reader();
        return page(model, null, opening(visit));
    }

    @PostMapping("/ledgers/new")
    String opened(
            Visit visit, @RequestParam UUID key, Model model, RedirectAttributes next, HttpServletResponse response) {
        Typed typed = new Typed(visit.request().getParameterMap());
        if (typed.asksForTone()) {
            FormView view = opening(visit);
            return page(model, null, again(visit, model, view, typed, key));
        }
        try {
            Doc recorded = visit.post("/api/ledgers", typed.body(MembershipForms.OPEN.fields()), key, null);
            announce(next, recorded);
            return "redirect:/ledgers/" + recorded.string("ledger") + MembershipForms.OPEN.goal();
        } catch (Refused refused) {
            requireTellable(refused);
            response.setStatus(refused.status());
            FormView fresh = opening(visit);
            return page(model, null, fresh.refused(typed, key, refused));
        }
    }

    @GetMapping(WRITE)
    String form(
            Visit visit,
            @PathVariable UUID ledger,
            @PathVariable String operation,
            @RequestParam(required = false) @Nullable UUID item,
            @RequestParam(required = false) @Nullable UUID part,
            @RequestParam(required = false) @Nullable Integer occurrence,
            @RequestParam(required = false) @Nullable Long seen,
            Model model) {
        Form form = Forms.named(operation).orElseThrow(Problem::notFound);
        Ledger about = visit.ledger(ledger);
        Map<String, String> prefilled = switch (operation) {
            case "amendCharter" -> CharterPages.asItIs(visit, ledger);
            case "scheduleCheckpoint" -> GuidePages.suggested(visit);
            default -> Map.of();
        };
        Target target = new Target(item, part, occurrence, seen);
        model.addAttribute("back", back(about, form, item));
        model.addAttribute("impossible", Possible.of(visit, ledger, form, item).whyNot(form, target, visit.words()));
        return page(model, about, view(visit, about, form, target, prefilled));
    }

    @PostMapping(WRITE)
    String write(
            Visit visit,
            @PathVariable UUID ledger,
            @PathVariable String operation,
            @RequestParam(required = false) @Nullable UUID item,
            @RequestParam(required = false) @Nullable UUID part,
            @RequestParam(required = false) @Nullable Integer occurrence,
            @RequestParam(required = false) @Nullable Long seen,
            @RequestParam UUID key,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        Form form = Forms.named(operation).orElseThrow(Problem::notFound);
        Typed typed = new Typed(visit.request().getParameterMap());
        if (typed.asksForRows() || typed.asksForTone() || typed.asksForDates()) {
            Ledger about = visit.ledger(ledger);
            FormView view = view(visit, about, form, new Target(item, part, occurrence, seen), Map.of());
            model.addAttribute("back", back(about, form, item));
            return page(model, about, again(visit, model, view, typed, key));
        }
        Map<String, String> unfit = FormFiles.refused(visit);
        if (!unfit.isEmpty()) {
            Ledger about = visit.ledger(ledger);
            FormView view = view(visit, about, form, new Target(item, part, occurrence, seen), Map.of());
            model.addAttribute("back", back(about, form, item));
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return page(model, about, view.unfit(typed, key, unfit));
        }
        ObjectNode body = typed.body(form.fields());
        if (occurrence != null) {
            body.put("occurrence", occurrence);
        }
        String path = form.path()
                .replace("{item}", item == null ? "" : item.toString())
                .replace("{part}", part == null ? "" : part.toString());
        try {
            if (typed.isToBeKept()) {
                return DraftPages.keep(visit, next, "/api/ledgers/" + ledger + path, body, key, seen);
            }
            Doc recorded = visit.post("/api/ledgers/" + ledger + path, body, key, seen);
            if (recorded.has("link")) {
                next.addFlashAttribute("link", recorded.string("link"));
            }
            announce(next, recorded);
            String id = recorded.text("id");
            return "redirect:/ledgers/" + ledger
                    + form.goal()
                            .replace("{id}", id == null ? "" : id)
                            .replace("{item}", item == null ? "" : item.toString());
        } catch (Refused refused) {
            requireTellable(refused);
            Ledger about = visit.ledger(ledger);
            response.setStatus(refused.status());
            Meanwhile meanwhile = Meanwhile.of(visit, ledger, item, seen, refused);
            Long known = meanwhile.last() == null ? seen : meanwhile.last();
            FormView fresh = view(visit, about, form, new Target(item, part, occurrence, known), Map.of());
            model.addAttribute("back", back(about, form, item));
            return page(model, about, fresh.refused(typed, key, refused, meanwhile));
        }
    }

    /** The next page says what was recorded, and that drafts can go. */
    static void announce(RedirectAttributes next, Doc recorded) {
        List<Doc> entries = recorded.list("entries");
        next.addFlashAttribute("recorded", recorded.number("sequence"));
        if (entries.size() > 1) {
            next.addFlashAttribute("recordedFrom", entries.getFirst().number("sequence"));
        }
    }

    /** The form with all that was typed so far, with other rows or with how it may sound. */
    static FormView again(Visit visit, Model model, FormView view, Typed typed, UUID key) {
        if (typed.asksForRows()) {
            return withRows(view, typed, key);
        }
        if (typed.asksForDates()) {
            model.addAttribute(DatesAhead.NAME, DatesAhead.of(visit, view.form().fields(), typed));
            return view.with(typed, key, null);
        }
        model.addAttribute(ToneHints.NAME, ToneHints.of(visit, view.form().fields(), typed));
        return view.with(typed, key, null);
    }

    /** The form with a row more or fewer, and all that was typed so far; with the rows of a draft when that is what is asked for. */
    private static FormView withRows(FormView view, Typed typed, UUID key) {
        Field more = view.group(typed.value(Typed.ADD));
        if (more != null) {
            Typed with = typed.withRow(more);
            return view.with(with, key, more.name() + "/" + (with.rows(more) - 1));
        }
        String fewer = typed.value(Typed.REMOVE);
        int at = fewer.lastIndexOf('/');
        Field group = at < 0 ? null : view.group(fewer.substring(0, at));
        String row = fewer.substring(at + 1);
        return group == null
                        || row.isEmpty()
                        || row.length() > 2
                        || !row.chars().allMatch(Character::isDigit)
                ? view.with(typed, key, null)
                : view.with(typed.withoutRow(group, Integer.parseInt(row)), key, null);
    }

    /** A form that can stand on any page. */
    static FormView view(Visit visit, Ledger ledger, Form form, Target target, Map<String, String> prefilled) {
        return new FormView(
                form.worded(visit.words(), ledger.name(ledger.role())),
                address(ledger.path(), form, target),
                target.seen(),
                visit.words(),
                visit.when().zone(),
                Typed.of(prefilled),
                Choices.of(visit, ledger, target.item()));
    }

    /** Where a form is sent, and stands by itself. */
    static String address(String ledger, Form form, Target target) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(ledger + "/write/" + form.operation());
        if (target.item() != null) {
            address.queryParam("item", target.item());
        }
        if (target.part() != null) {
            address.queryParam("part", target.part());
        }
        if (target.occurrence() != null) {
            address.queryParam("occurrence", target.occurrence());
        }
        return address.toUriString();
    }

    private static FormView opening(Visit visit) {
        String side = visit.words().text("page.form.your-side");
        return FormView.fresh(visit.words(), MembershipForms.OPEN, "/ledgers/new", null, side, "", Map.of());
    }

    /** What is not about the form itself is told by the page for errors. */
    static void requireTellable(Refused refused) {
        if (!isTellable(refused)) {
            throw refused;
        }
    }

    static boolean isTellable(Refused refused) {
        return switch (refused.status()) {
            case 400, 404, 409, 412, 413, 422 -> !refused.code().equals("ledger-not-found");
            default -> false;
        };
    }

    /** The page of what the form is about; null when it begins something. */
    private static @Nullable String back(Ledger ledger, Form form, @Nullable UUID item) {
        String page = form.goal().contains("{id}") && item != null
                ? form.goal().replace("{id}", item.toString())
                : form.goal().replace("{item}", item == null ? "" : item.toString());
        return item == null || page.isEmpty() ? null : ledger.path() + page;
    }

    private static String page(Model model, @Nullable Ledger ledger, FormView form) {
        model.addAttribute("ledger", ledger);
        model.addAttribute("form", form);
        return "pages/form";
    }
}
