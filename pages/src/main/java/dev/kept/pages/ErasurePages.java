package dev.kept.pages;

import dev.kept.pages.Field.Option;
import dev.kept.wording.Disclosed;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import dev.kept.wording.Words;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Taking texts out of an entry: by its author at once, by anybody else as a proposal to the other side. */
@Controller
class ErasurePages {

    private static final int EXCERPT = 80;

    /** By whoever wrote the texts, and by anybody else; without texts to choose from. */
    static final List<Form> FORMS = List.of(form("eraseText", List.of()), form("proposeErasure", List.of()));

    @GetMapping("/ledgers/{id}/entries/{sequence}/erasure")
    String form(Visit visit, @PathVariable UUID id, @PathVariable long sequence, Model model) {
        Ledger ledger = visit.ledger(id);
        Doc entry = visit.get(id, "/entries/" + sequence);
        return page(model, ledger, fresh(visit, ledger, entry));
    }

    @PostMapping("/ledgers/{id}/entries/{sequence}/erasure")
    String erase(
            Visit visit,
            @PathVariable UUID id,
            @PathVariable long sequence,
            @RequestParam UUID key,
            Model model,
            HttpServletResponse response) {
        Ledger ledger = visit.ledger(id);
        Doc entry = visit.get(id, "/entries/" + sequence);
        FormView fresh = fresh(visit, ledger, entry);
        Typed typed = new Typed(visit.request().getParameterMap());
        try {
            visit.post(
                    "/api/ledgers/" + id + "/entries/" + sequence + "/erasure",
                    typed.body(fresh.form().fields()),
                    key,
                    null);
            return "redirect:/ledgers/" + id + "/entries/" + sequence;
        } catch (Refused refused) {
            FormPages.requireTellable(refused);
            response.setStatus(refused.status());
            return page(model, ledger, fresh.refused(typed, key, refused));
        }
    }

    private static Form form(String operation, List<Option> texts) {
        return Form.of(
                operation,
                "",
                "",
                Field.ticks("fields", texts).needed(),
                Field.text("reason").optional());
    }

    private static FormView fresh(Visit visit, Ledger ledger, Doc entry) {
        Words words = visit.words();
        boolean own = entry.string("by/member").equals(visit.reader().member().toString());
        Form form = form(own ? "eraseText" : "proposeErasure", texts(entry, words));
        return FormView.fresh(
                        words,
                        form,
                        ledger.path() + "/entries/" + entry.number("sequence") + "/erasure",
                        null,
                        ledger.name(ledger.role()),
                        visit.when().zone(),
                        Map.of())
                .titled(words.text("page.erasure.title", entry.number("sequence")));
    }

    /** What is still there, each by its place and its first words. */
    private static List<Option> texts(Doc entry, Words words) {
        return entry.list("disclosures").stream()
                .map(each -> Disclosed.read(each))
                .map(each -> new Option(each.place(), words.textAt(each.place()) + ": " + excerpt(each.text())))
                .toList();
    }

    private static String excerpt(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= EXCERPT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, EXCERPT)) + " …";
    }

    private static String page(Model model, Ledger ledger, FormView form) {
        model.addAttribute("ledger", ledger);
        model.addAttribute("form", form);
        return "pages/form";
    }
}
