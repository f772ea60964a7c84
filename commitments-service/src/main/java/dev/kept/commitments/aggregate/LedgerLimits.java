package dev.kept.commitments.aggregate;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.CheckInEvent.CheckInsProposed;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.CommitmentEvent.CommitmentRequested;
import dev.kept.events.CommitmentEvent.RequestCountered;
import dev.kept.events.LedgerEvent;
import java.util.List;
import java.util.Map;

/** How much one ledger may hold, so that its state fits into memory beside those of others. */
final class LedgerLimits {

    /** Of any kind, ended ones included. */
    static final int MOST_ITEMS = 100_000;

    /** Of all recurring commitments and check-ins together, those that have passed included. */
    static final int MOST_DATES = 200_000;

    private LedgerLimits() {}

    /**
     * Makes sure that the ledger has room for what it is about to record. What ends or answers something always has.
     *
     * @throws Rejected {@code ledger-full} or {@code too-many-dates}
     */
    static void require(LedgerState before, List<LedgerEvent> events, Issue issue) {
        LedgerState after = before.after(events, issue);
        int items = after.items().size();
        if (items > MOST_ITEMS && items > before.items().size()) {
            throw Rejected.rule(
                    "ledger-full",
                    "This ledger holds as many items as a ledger may. Open another one for what is new.",
                    Map.of("most", MOST_ITEMS));
        }
        // Counted only for what recurs: counting takes the longer, the more commitments there are.
        if (events.stream().anyMatch(LedgerLimits::recurs)
                && after.commitments().dates() + after.checkIns().dates() > MOST_DATES) {
            throw Rejected.rule(
                    "too-many-dates",
                    "The recurring commitments and check-ins of this ledger have as many dates as they may. Take fewer dates, or"
                            + " open another ledger.",
                    Map.of("most", MOST_DATES));
        }
    }

    private static boolean recurs(LedgerEvent event) {
        return event instanceof CommitmentMade made && made.terms().occurrences() > 1
                || event instanceof CommitmentRequested asked && asked.terms().occurrences() > 1
                || event instanceof RequestCountered countered
                        && countered.terms().occurrences() > 1
                || event instanceof CheckInsProposed;
    }
}
