package dev.kept.pages;

import dev.kept.wording.Ledger;
import java.util.List;
import org.springframework.stereotype.Component;

/** The pages of a ledger and those of a person, in the order of the frame around every page. */
@Component("pagesTabs")
class Tabs {

    public record Tab(String key, String href) {}

    public List<Tab> of(Ledger ledger) {
        return List.of(
                new Tab("document", ledger.path()),
                new Tab("timeline", ledger.path() + "/timeline"),
                new Tab("charter", ledger.path() + "/charter"),
                new Tab("decisions", ledger.path() + "/decisions"),
                new Tab("concerns", ledger.path() + "/concerns"),
                new Tab("dashboard", ledger.path() + "/dashboard"),
                new Tab("review", ledger.path() + "/review"),
                new Tab("settings", ledger.path() + "/settings"));
    }

    /** The pages of the person alone, in the order in which every page offers them. */
    public List<Tab> mine() {
        return List.of(
                new Tab("home", "/"),
                new Tab("search", "/search"),
                new Tab("my-dashboard", "/dashboard"),
                new Tab("reminders", "/reminders"),
                new Tab("drafts", "/drafts"),
                new Tab("reflections", "/reflections"));
    }
}
