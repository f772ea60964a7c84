package dev.kept.pages;

import dev.kept.http.Problem;
import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Kept against missed promises, the same for both sides, over one ledger and over all of one's own; and what each number counts. */
@Controller
class DashboardPages {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MINE = "mine";
    private static final String THEIRS = "theirs";
    private static final List<String> BARS = List.of("kept", "keptLate", "missed", "excused");

    /** A ledger among all of one's own, with the numbers of both sides. */
    public record Row(Doc ledger, Doc mine, Doc theirs) {}

    /** What a number counts in one of several ledgers. */
    public record Group(Ledger ledger, List<Doc> commitments) {}

    @GetMapping("/ledgers/{id}/dashboard")
    String dashboard(
            Visit visit, @PathVariable UUID id, @RequestParam(required = false) @Nullable String asOf, Model model) {
        Ledger ledger = visit.ledger(id);
        String past = LedgerPages.pastOf(asOf, visit);
        Doc dashboard = visit.get(id, dashboardAsOf(visit, past));
        String then = past == null || asOf == null ? "" : asOf;
        model.addAttribute("ledger", ledger);
        model.addAttribute("asOf", then);
        model.addAttribute(
                "boards",
                List.of("A", "B").stream()
                        .map(side -> new Board(
                                side,
                                ledger.name(side),
                                ledger.tone(side),
                                ledger.mark(side),
                                dashboard.at("total/" + side),
                                Chart.of(dashboard, side, visit.when().dayOf(dashboard.string("at"))),
                                ledger.path() + "/dashboard",
                                then))
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
            @RequestParam(required = false) @Nullable String week,
            Model model) {
        Ledger ledger = visit.ledger(id);
        String past = LedgerPages.pastOf(asOf, visit);
        model.addAttribute("ledger", ledger);
        model.addAttribute("side", side);
        model.addAttribute("figure", figure);
        model.addAttribute("week", week);
        model.addAttribute("asOf", past == null ? null : asOf);
        model.addAttribute("commitments", counted(visit, id, figure, side, week, past));
        return "pages/figure";
    }

    /** The same over every ledger in which the reader is of a party. */
    @GetMapping("/dashboard")
    String mine(Visit visit, Model model) {
        Doc overview = visit.across("/api/overview");
        List<Row> rows = new ArrayList<>();
        Map<String, ObjectNode> weeks = new TreeMap<>();
        for (Doc each : ledgersOfMine(overview)) {
            Doc dashboard = visit.get(UUID.fromString(each.string("ledger")), dashboardAsOf(visit, null));
            String own = each.string("role");
            rows.add(new Row(each, dashboard.at("total/" + own), dashboard.at("total/" + other(own))));
            for (Doc week : dashboard.list("weeks")) {
                ObjectNode sum = weeks.computeIfAbsent(week.string("monday"), monday -> emptyWeek(week));
                add(sum, MINE, week.at(own));
                add(sum, THEIRS, week.at(other(own)));
            }
        }
        ObjectNode all = JSON.createObjectNode();
        weeks.values().forEach(all.withArray("weeks")::add);
        Doc sums = new Doc(all);
        LocalDate today = visit.when().dayOf(overview.string("at"));
        model.addAttribute("rows", rows);
        model.addAttribute(
                "boards",
                List.of(
                        new Board(
                                MINE,
                                visit.words().text("page.board.mine"),
                                "side-a",
                                "",
                                overview.at("numbers/byMe"),
                                Chart.of(sums, MINE, THEIRS, today),
                                "/dashboard",
                                ""),
                        new Board(
                                THEIRS,
                                visit.words().text("page.board.theirs"),
                                "side-b",
                                "",
                                overview.at("numbers/forMe"),
                                Chart.of(sums, THEIRS, MINE, today),
                                "/dashboard",
                                "")));
        return "pages/my-dashboard";
    }

    @GetMapping("/dashboard/{figure}")
    String behindMine(
            Visit visit,
            @PathVariable String figure,
            @RequestParam String side,
            @RequestParam(required = false) @Nullable String week,
            Model model) {
        if (!side.equals(MINE) && !side.equals(THEIRS)) {
            throw Problem.notFound();
        }
        List<Group> groups = new ArrayList<>();
        for (Doc each : ledgersOfMine(visit.across("/api/overview"))) {
            UUID id = UUID.fromString(each.string("ledger"));
            String own = each.string("role");
            List<Doc> commitments = counted(visit, id, figure, side.equals(MINE) ? own : other(own), week, null);
            if (!commitments.isEmpty()) {
                groups.add(new Group(visit.ledger(id), commitments));
            }
        }
        model.addAttribute("figure", figure);
        model.addAttribute("mine", side.equals(MINE));
        model.addAttribute("week", week);
        model.addAttribute("groups", groups);
        return "pages/my-figure";
    }

    private static List<Doc> ledgersOfMine(Doc overview) {
        return overview.list("ledgers").stream()
                .filter(each -> !each.string("role").equals("mediator"))
                .toList();
    }

    private static String other(String side) {
        return side.equals("A") ? "B" : "A";
    }

    private static String dashboardAsOf(Visit visit, @Nullable String past) {
        return "/dashboard?zone=" + Api.encoded(visit.when().zone())
                + (past == null ? "" : "&asOf=" + Api.encoded(past));
    }

    private static List<Doc> counted(
            Visit visit, UUID ledger, String figure, String side, @Nullable String week, @Nullable String past) {
        return LedgerPages.all(
                visit,
                ledger,
                "/commitments?figure=" + Api.encoded(figure) + "&side=" + Api.encoded(side) + "&zone="
                        + Api.encoded(visit.when().zone()) + (week == null ? "" : "&week=" + Api.encoded(week)),
                past);
    }

    private static ObjectNode emptyWeek(Doc week) {
        return JSON.createObjectNode().put("week", week.string("week")).put("monday", week.string("monday"));
    }

    private static void add(ObjectNode week, String side, Doc numbers) {
        ObjectNode sum = week.withObject("/" + side);
        BARS.forEach(bar -> sum.put(bar, sum.path(bar).asLong(0) + numbers.number(bar)));
    }
}
