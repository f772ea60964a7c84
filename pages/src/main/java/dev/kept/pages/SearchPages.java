package dev.kept.pages;

import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Entries of all the reader's ledgers: the newest, or those that hold certain words. */
@Controller
class SearchPages {

    /** An entry, and the ledger that it stands in. */
    public record Found(Ledger ledger, EntryView entry) {}

    @GetMapping("/search")
    String search(
            Visit visit,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        UriComponentsBuilder query = UriComponentsBuilder.fromPath("/api/entries");
        TimelinePages.put(query, "q", q);
        TimelinePages.put(query, "cursor", cursor);
        Doc page = visit.across(query.encode().toUriString());
        List<Found> found =
                page.list("items").stream().map(each -> found(visit, each)).toList();
        model.addAttribute("q", q);
        model.addAttribute("found", found);
        model.addAttribute(
                "notSearched",
                page.list("notSearched").stream().map(each -> each.string("")).toList());
        model.addAttribute("next", page.text("next"));
        return "pages/search";
    }

    private static Found found(Visit visit, Doc each) {
        Doc ledger = each.at("ledger");
        return new Found(
                Ledger.of(UUID.fromString(ledger.string("ledger")), ledger, visit.words()),
                EntryView.of(each.at("entry")));
    }
}
