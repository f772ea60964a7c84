package dev.kept.projections.pages;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Kept against missed promises, the same for both sides, and the commitments behind each number. */
@Controller
class DashboardPages {

    /** One side's part of the page. */
    public record SideView(String side, Doc numbers, Chart chart) {}

    @GetMapping("/ledgers/{id}/dashboard")
    String dashboard(
            Visit visit, @PathVariable UUID id, @RequestParam(required = false) @Nullable String asOf, Model model) {
        Ledger ledger = Ledger.open(visit, id);
        String past = LedgerPages.pastOf(asOf, visit);
        Doc dashboard = visit.get(
                id,
                "/dashboard?zone=" + Api.encoded(visit.when().zone())
                        + (past == null ? "" : "&asOf=" + Api.encoded(past)));
        model.addAttribute("ledger", ledger);
        model.addAttribute("asOf", past == null ? null : asOf);
        model.addAttribute(
                "sides",
                List.of("A", "B").stream()
                        .map(side -> new SideView(side, dashboard.at("total/" + side), Chart.of(dashboard, side)))
                        .toList());
        return "pages/dashboard";
    }

    /** The commitments that a number counts. */
    @GetMapping("/ledgers/{id}/dashboard/{figure}")
    String behind(
            Visit visit,
            @PathVariable UUID id,
            @PathVariable String figure,
            @RequestParam String side,
            @RequestParam(required = false) @Nullable String asOf,
            Model model) {
        Ledger ledger = Ledger.open(visit, id);
        String past = LedgerPages.pastOf(asOf, visit);
        model.addAttribute("ledger", ledger);
        model.addAttribute("side", side);
        model.addAttribute("figure", figure);
        model.addAttribute(
                "commitments",
                LedgerPages.all(
                        visit,
                        id,
                        "/commitments?figure=" + Api.encoded(figure) + "&side=" + Api.encoded(side) + "&zone="
                                + Api.encoded(visit.when().zone()),
                        past));
        return "pages/figure";
    }
}
