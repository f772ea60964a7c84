package dev.kept.pages;

import dev.kept.wording.Ledger;
import java.util.List;
import org.springframework.stereotype.Component;

/** The pages of a ledger, in the order of its frame. */
@Component("pagesTabs")
class Tabs {

    public record Tab(String key, String label, String href) {}

    public List<Tab> of(Ledger ledger) {
        return List.of(
                new Tab("document", "Document", ledger.path()),
                new Tab("timeline", "Timeline", ledger.path() + "/timeline"),
                new Tab("charter", "Ground rules", ledger.path() + "/charter"),
                new Tab("decisions", "Decisions", ledger.path() + "/decisions"),
                new Tab("concerns", "Concerns", ledger.path() + "/concerns"),
                new Tab("dashboard", "Dashboard", ledger.path() + "/dashboard"),
                new Tab("review", "Review", ledger.path() + "/review"),
                new Tab("settings", "Settings", ledger.path() + "/settings"));
    }
}
