package dev.kept.commitments.checkin;

import dev.kept.commitments.checkin.Series.Agreed;
import dev.kept.commitments.checkin.Series.Offered;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Actor;
import dev.kept.events.CheckInEvent.CheckInHeld;
import dev.kept.events.CheckInEvent.CheckInMissed;
import dev.kept.events.CheckInEvent.CheckInsAgreed;
import dev.kept.events.CheckInEvent.CheckInsDeclined;
import dev.kept.events.CheckInEvent.CheckInsEnded;
import dev.kept.events.CheckInEvent.CheckInsPaused;
import dev.kept.events.CheckInEvent.CheckInsProposed;
import dev.kept.events.CheckInEvent.CheckInsResumed;
import dev.kept.events.Due;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people, and the system when nobody recorded anything, ask for about a series of check-ins. Occurrences count from 1. */
public sealed interface CheckInCommand extends LedgerCommand<CheckInSlice> {

    UUID checkIns();

    @Override
    default UUID item() {
        return checkIns();
    }

    /**
     * A side puts a cadence forward.
     *
     * @param beginnings as {@link CheckInsProposed} has them
     * @param minutes how long each is
     */
    record ProposeCheckIns(
            UUID ledger, UUID checkIns, Text title, Due first, String rrule, List<Instant> beginnings, int minutes)
            implements CheckInCommand {
        public ProposeCheckIns {
            beginnings = List.copyOf(beginnings);
        }

        @Override
        public List<LedgerEvent> decide(CheckInSlice state, Issue issue) {
            Side by = issue.side();
            if (state.knows(checkIns)) {
                throw Rejected.alreadyExists(checkIns);
            }
            if (beginnings.getFirst().isBefore(issue.at())) {
                throw Rejected.rule(
                        "beginning-in-past",
                        "The first check-in would already have begun.",
                        Map.of("first", beginnings.getFirst(), "now", issue.at()));
            }
            return List.of(new CheckInsProposed(checkIns, by, title, first, rrule, beginnings, minutes));
        }
    }

    /** The other side agrees. What would have begun before is left out. */
    record AgreeCheckIns(UUID ledger, UUID checkIns) implements CheckInCommand {
        @Override
        public List<LedgerEvent> decide(CheckInSlice state, Issue issue) {
            Offered offered = requireTurn(state, checkIns, issue);
            if (offered.beginnings().getLast().isBefore(issue.at())) {
                throw nothingAhead(checkIns);
            }
            return List.of(new CheckInsAgreed(checkIns));
        }
    }

    /** The other side says no. */
    record DeclineCheckIns(
            UUID ledger, UUID checkIns, @Nullable Text reason) implements CheckInCommand {
        @Override
        public List<LedgerEvent> decide(CheckInSlice state, Issue issue) {
            requireTurn(state, checkIns, issue);
            return List.of(new CheckInsDeclined(checkIns, reason));
        }
    }

    /** Either side says that one took place: a miss that was recorded before stays visible. */
    record HoldCheckIn(
            UUID ledger,
            UUID checkIns,
            int occurrence,
            @Nullable Text outcome) implements CheckInCommand {
        @Override
        public List<LedgerEvent> decide(CheckInSlice state, Issue issue) {
            Side by = issue.side();
            Agreed agreed = requireBegun(state, checkIns, occurrence, issue);
            LedgerEvent held = new CheckInHeld(checkIns, occurrence, by, outcome);
            return switch (agreed.occurrence(occurrence)) {
                case OPEN ->
                    agreed.overdue(occurrence, issue.at())
                            ? List.of(new CheckInMissed(checkIns, occurrence, null, null), held)
                            : List.of(held);
                case MISSED -> List.of(held);
                case HELD, HELD_LATE -> throw alreadyHeld(checkIns, occurrence);
                case SKIPPED -> throw skipped(checkIns, occurrence);
            };
        }
    }

    /** Either side says that one did not take place; or the system, when nobody recorded anything in time. */
    record MissCheckIn(
            UUID ledger,
            UUID checkIns,
            int occurrence,
            @Nullable Text reason) implements CheckInCommand {
        @Override
        public Optional<Actor> issuer(CheckInSlice state, @Nullable UUID person) {
            return person == null ? Optional.of(Actor.SYSTEM) : CheckInCommand.super.issuer(state, person);
        }

        @Override
        public List<LedgerEvent> decide(CheckInSlice state, Issue issue) {
            boolean system = issue.actor().equals(Actor.SYSTEM);
            Side by = system ? null : issue.side();
            Agreed agreed = requireBegun(state, checkIns, occurrence, issue);
            switch (agreed.occurrence(occurrence)) {
                case OPEN -> {}
                case MISSED ->
                    throw Rejected.rule(
                            "already-missed",
                            "This check-in has already been recorded as missed.",
                            facts(checkIns, occurrence));
                case HELD, HELD_LATE -> throw alreadyHeld(checkIns, occurrence);
                case SKIPPED -> throw skipped(checkIns, occurrence);
            }
            if (system && !agreed.overdue(occurrence, issue.at())) {
                throw Rejected.rule(
                        "not-overdue", "This check-in can still be recorded in time.", facts(checkIns, occurrence));
            }
            return List.of(new CheckInMissed(checkIns, occurrence, by, reason));
        }
    }

    /** Either side interrupts; what begins until it goes on is left out. */
    record PauseCheckIns(
            UUID ledger, UUID checkIns, @Nullable Text reason) implements CheckInCommand {
        @Override
        public List<LedgerEvent> decide(CheckInSlice state, Issue issue) {
            Side by = issue.side();
            Agreed agreed = requireGoingOn(state, checkIns, issue);
            if (agreed.paused() != null) {
                throw Rejected.rule(
                        "already-paused", "These check-ins are paused already.", Map.of("checkIns", checkIns));
            }
            return List.of(new CheckInsPaused(checkIns, by, reason));
        }
    }

    /** Either side lets them go on. */
    record ResumeCheckIns(UUID ledger, UUID checkIns) implements CheckInCommand {
        @Override
        public List<LedgerEvent> decide(CheckInSlice state, Issue issue) {
            Side by = issue.side();
            Agreed agreed = requireGoingOn(state, checkIns, issue);
            if (agreed.paused() == null) {
                throw Rejected.rule("not-paused", "These check-ins are not paused.", Map.of("checkIns", checkIns));
            }
            return List.of(new CheckInsResumed(checkIns, by));
        }
    }

    /** Either side ends them; or takes back what it proposed and the other has not answered. */
    record EndCheckIns(UUID ledger, UUID checkIns, @Nullable Text reason) implements CheckInCommand {
        @Override
        public List<LedgerEvent> decide(CheckInSlice state, Issue issue) {
            Side by = issue.side();
            boolean takenBack = state.checkIns().require(checkIns) instanceof Offered offered && offered.by() == by;
            if (!takenBack) {
                requireGoingOn(state, checkIns, issue);
            }
            return List.of(new CheckInsEnded(checkIns, by, reason));
        }
    }

    private static Offered requireTurn(CheckInSlice state, UUID checkIns, Issue issue) {
        Side side = issue.side();
        Offered offered = state.checkIns().requireOffered(checkIns);
        if (offered.by() == side) {
            throw Rejected.rule(
                    "not-your-turn",
                    "It is for the other side to answer.",
                    Map.of("checkIns", checkIns, "turn", side.other()));
        }
        return offered;
    }

    private static Agreed requireBegun(CheckInSlice state, UUID checkIns, int occurrence, Issue issue) {
        Agreed agreed = state.checkIns().requireAgreed(checkIns);
        int last = agreed.beginnings().size();
        if (occurrence < 1 || occurrence > last) {
            throw Rejected.rule(
                    "occurrence-unknown",
                    "These check-ins have no occurrence with that number.",
                    Map.of("checkIns", checkIns, "occurrence", occurrence, "occurrences", last));
        }
        Instant beginning = agreed.beginning(occurrence);
        if (beginning.isAfter(issue.at())) {
            throw Rejected.rule(
                    "not-begun",
                    "This check-in has not begun yet.",
                    Map.of("checkIns", checkIns, "occurrence", occurrence, "beginning", beginning));
        }
        return agreed;
    }

    private static Agreed requireGoingOn(CheckInSlice state, UUID checkIns, Issue issue) {
        Agreed agreed = state.checkIns().requireAgreed(checkIns);
        if (agreed.ended()) {
            throw Rejected.rule("check-ins-ended", "These check-ins have ended.", Map.of("checkIns", checkIns));
        }
        if (!agreed.ahead(issue.at())) {
            throw nothingAhead(checkIns);
        }
        return agreed;
    }

    private static Rejected nothingAhead(UUID checkIns) {
        return Rejected.rule("nothing-ahead", "The last of these check-ins has begun.", Map.of("checkIns", checkIns));
    }

    private static Rejected alreadyHeld(UUID checkIns, int occurrence) {
        return Rejected.rule(
                "already-held", "This check-in has already been recorded as held.", facts(checkIns, occurrence));
    }

    private static Rejected skipped(UUID checkIns, int occurrence) {
        return Rejected.rule(
                "check-in-skipped",
                "No agreement was in force when this check-in would have begun.",
                facts(checkIns, occurrence));
    }

    private static Map<String, Object> facts(UUID checkIns, int occurrence) {
        return Map.of("checkIns", checkIns, "occurrence", occurrence);
    }
}
