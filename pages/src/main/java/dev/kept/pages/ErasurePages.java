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
import java.util.function.UnaryOperator;
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
    private static final String PROPOSED = "dev.kept.erasure.proposed.v1";

    /** By whoever wrote the texts, and by anybody else; without texts to choose from. */
    static final List<Form> FORMS = List.of(form("eraseText", List.of()), form("proposeErasure", List.of()));

    @GetMapping("/ledgers/{id}/entries/{sequence}/erasure")
    String form(Visit visit, @PathVariable UUID id, @PathVariable long sequence, Model model) {
        return page(visit, model, visit.ledger(id), sequence, form -> form);
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
        Typed typed = new Typed(visit.request().getParameterMap());
        try {
            visit.post(
                    "/api/ledgers/" + id + "/entries/" + sequence + "/erasure",
                    typed.body(FORMS.getFirst().fields()),
                    key,
                    null);
            return "redirect:/ledgers/" + id + "/entries/" + sequence;
        } catch (Refused refused) {
            FormPages.requireTellable(refused);
            response.setStatus(refused.status());
            return page(visit, model, ledger, sequence, form -> form.refused(typed, key, refused));
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

    /** Whether they go at once or are proposed to go, and which texts there are to choose from, is the API's to say. */
    private static String page(Visit visit, Model model, Ledger ledger, long sequence, UnaryOperator<FormView> sent) {
        Words words = visit.words();
        Doc entry = visit.get(ledger.id(), "/entries/" + sequence);
        Possible possible = Possible.erasing(visit, ledger.id(), sequence);
        Possible.Operation erasing = possible.erasing();
        boolean proposed = erasing != null && erasing.records().contains(PROPOSED);
        List<Option> texts = erasing == null ? List.of() : texts(entry, erasing.choices("fields"), words);
        FormView form = FormView.fresh(
                        words,
                        form(proposed ? "proposeErasure" : "eraseText", texts),
                        ledger.path() + "/entries/" + sequence + "/erasure",
                        null,
                        ledger.name(ledger.role()),
                        visit.when().zone(),
                        Map.of())
                .titled(words.text("page.erasure.title", sequence));
        model.addAttribute("ledger", ledger);
        model.addAttribute("form", sent.apply(form));
        model.addAttribute("back", ledger.path() + "/entries/" + sequence);
        model.addAttribute("offered", erasing != null);
        model.addAttribute("impossible", possible.whyNotErasing(words));
        return "pages/form";
    }

    /** Each that can be chosen, by its place and its first words. */
    private static List<Option> texts(Doc entry, List<String> choices, Words words) {
        List<Disclosed> disclosed =
                entry.list("disclosures").stream().map(Disclosed::read).toList();
        return disclosed.stream()
                .filter(each -> choices.contains(each.place()))
                .map(each -> new Option(
                        each.place(), words.textAt(each.place()) + ": " + excerpt(readable(each, disclosed))))
                .toList();
    }

    /** Of a file its name, where that is still known: nobody recognises a file by its digest. */
    private static String readable(Disclosed text, List<Disclosed> all) {
        return all.stream()
                .filter(other -> other.place().equals(text.placeOfName()))
                .map(Disclosed::text)
                .findFirst()
                .orElse(text.text());
    }

    private static String excerpt(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= EXCERPT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, EXCERPT)) + " …";
    }
}
