package dev.kept.commitments.aggregate;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Actor;
import dev.kept.events.LedgerEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a command comes to over a state: the same for a command that is recorded and for a probe that is not. */
record Decided(Issue issue, List<LedgerEvent> events) {

    Decided {
        events = List.copyOf(events);
    }

    /**
     * @param person null for the system
     * @param at the instant it will be recorded at
     * @param seen the last sequence that the caller has seen; null when the caller did not say
     * @throws Rejected when the person may not issue it, or a rule forbids it
     */
    static Decided of(
            LedgerState state,
            LedgerCommand<? super LedgerState> command,
            @Nullable UUID person,
            Instant at,
            @Nullable Long seen) {
        boolean shut = state.closure().closed() && !allowedWhileClosed(command, person);
        if (person != null && shut && state.roleOf(person).isPresent()) {
            throw closed();
        }
        Actor actor = command.issuer(state, person).orElseThrow(Decided::notFound);
        Issue issue = new Issue(actor, at);
        List<LedgerEvent> events = fresh(state, command, issue, seen);
        if (person != null && shut) {
            // Somebody from outside learns of the ledger only by what would have let them in.
            throw closed();
        }
        if (person != null) {
            LedgerLimits.require(state, events, issue);
        }
        return new Decided(issue, events);
    }

    /** Nobody has to stay: who leaves asks nothing of the others. */
    private static boolean allowedWhileClosed(LedgerCommand<?> command, @Nullable UUID person) {
        return command.allowedWhileClosed() || person != null && command.endsTheRightsOf(person);
    }

    /** An item that is not there is reported as such, whatever the caller has seen; else a stale view comes before every rule. */
    private static List<LedgerEvent> fresh(
            LedgerState state, LedgerCommand<? super LedgerState> command, Issue issue, @Nullable Long seen) {
        Long last = command.lastAbout(state);
        if (last != null) {
            requireFresh(seen, last);
            return command.decide(state, issue);
        }
        List<LedgerEvent> events = command.decide(state, issue);
        requireFresh(seen, state.changed());
        return events;
    }

    private static void requireFresh(@Nullable Long seen, long last) {
        if (seen != null && last > seen) {
            throw new Rejected(
                    Rejected.Reason.STALE,
                    "stale",
                    "Something was recorded since you last looked. Look again, then decide.",
                    Map.of("seen", seen, "sequence", last));
        }
    }

    private static Rejected closed() {
        return Rejected.rule("ledger-closed", "The ledger is closed. Both sides together can reopen it.", Map.of());
    }

    private static Rejected notFound() {
        return Rejected.unknown("ledger-not-found", "There is no such ledger, or it is not yours.", Map.of());
    }
}
