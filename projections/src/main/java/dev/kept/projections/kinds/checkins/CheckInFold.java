package dev.kept.projections.kinds.checkins;

import dev.kept.events.CheckInEvent;
import dev.kept.events.CheckInEvent.CheckInHeld;
import dev.kept.events.CheckInEvent.CheckInMissed;
import dev.kept.events.CheckInEvent.CheckInsAgreed;
import dev.kept.events.CheckInEvent.CheckInsDeclined;
import dev.kept.events.CheckInEvent.CheckInsEnded;
import dev.kept.events.CheckInEvent.CheckInsPaused;
import dev.kept.events.CheckInEvent.CheckInsProposed;
import dev.kept.events.CheckInEvent.CheckInsResumed;
import dev.kept.events.Due;
import dev.kept.events.Entry;
import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.kinds.checkins.CheckInsView.CheckInHolding;
import dev.kept.projections.kinds.checkins.CheckInsView.CheckInMiss;
import dev.kept.projections.kinds.checkins.CheckInsView.CheckInOccurrence;
import dev.kept.projections.kinds.checkins.CheckInsView.CheckInPause;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How the view of a series of check-ins follows from its entries. */
public final class CheckInFold implements ItemFold<CheckInsView, CheckInsBrief> {

    @Override
    public ItemName name() {
        return ItemName.CHECK_IN;
    }

    @Override
    public Class<CheckInsView> view() {
        return CheckInsView.class;
    }

    @Override
    public Class<CheckInsBrief> brief() {
        return CheckInsBrief.class;
    }

    @Override
    public @Nullable UUID itemOf(LedgerEvent event) {
        return event instanceof CheckInEvent about ? about.checkIns() : null;
    }

    @Override
    public CheckInsBrief brief(CheckInsView view) {
        return CheckInsBrief.of(view);
    }

    @Override
    public Text title(CheckInsBrief brief) {
        return brief.title();
    }

    @Override
    public Columns columns(CheckInsView view) {
        return new Columns(
                view.state().wireName(),
                view.by(),
                view.occurrences().stream()
                        .filter(each -> each.state() == CheckInState.UPCOMING)
                        .map(CheckInOccurrence::beginning)
                        .findFirst()
                        .orElse(null));
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnreadableStatement when the entries do not tell the life of a series
     */
    @Override
    public CheckInsView evolve(@Nullable CheckInsView before, Entry entry) {
        if (!(entry.event() instanceof CheckInEvent event)) {
            throw new UnreadableStatement("not about check-ins");
        }
        Provenance at = Provenance.of(entry);
        Draft draft = switch (event) {
            case CheckInsProposed e -> new Draft(e, at);
            case CheckInsAgreed ignored -> known(before).agreed(at);
            case CheckInsDeclined e -> known(before).declined(e.reason(), at);
            case CheckInHeld e -> known(before).held(e.occurrence(), new CheckInHolding(at, e.outcome()));
            case CheckInMissed e -> known(before).missed(e.occurrence(), new CheckInMiss(at, e.by(), e.reason()));
            case CheckInsPaused e -> known(before).paused(new CheckInPause(at, e.reason(), null));
            case CheckInsResumed ignored -> known(before).resumed(at);
            case CheckInsEnded e -> known(before).ended(e.reason(), at);
        };
        return draft.view(at.sequence());
    }

    private static Draft known(@Nullable CheckInsView before) {
        if (before == null) {
            throw new UnreadableStatement("check-ins begin by being proposed");
        }
        return new Draft(before);
    }

    /** The view on its way from one entry to the next. Never leaves the fold. */
    private static final class Draft {
        private final UUID checkIns;
        private final Text title;
        private final Side by;
        private final Due first;
        private final String rrule;
        private final int minutes;
        private final Provenance proposed;
        private final List<CheckInOccurrence> occurrences;
        private final List<CheckInPause> pauses;
        private CheckInsState state;
        private @Nullable Provenance answered;
        private @Nullable Text declineReason;
        private @Nullable Provenance ended;
        private @Nullable Text endReason;

        Draft(CheckInsProposed e, Provenance at) {
            checkIns = e.checkIns();
            title = e.title();
            by = e.by();
            first = e.first();
            rrule = e.rrule();
            minutes = e.minutes();
            proposed = at;
            occurrences = new ArrayList<>();
            for (Instant beginning : e.beginnings()) {
                occurrences.add(new CheckInOccurrence(
                        occurrences.size() + 1,
                        CheckInState.UPCOMING,
                        beginning,
                        CheckInsView.recordBy(beginning, minutes),
                        null,
                        null));
            }
            pauses = new ArrayList<>();
            state = CheckInsState.PROPOSED;
        }

        Draft(CheckInsView before) {
            checkIns = before.checkIns();
            title = before.title();
            by = before.by();
            first = before.first();
            rrule = before.rrule();
            minutes = before.minutes();
            proposed = before.proposed();
            occurrences = new ArrayList<>(before.occurrences());
            pauses = new ArrayList<>(before.pauses());
            state = before.state();
            answered = before.answered();
            declineReason = before.declineReason();
            ended = before.ended();
            endReason = before.endReason();
        }

        Draft agreed(Provenance at) {
            state = CheckInsState.AGREED;
            answered = at;
            return skip(beginning -> beginning.isBefore(at.recorded()));
        }

        Draft declined(@Nullable Text reason, Provenance at) {
            state = CheckInsState.DECLINED;
            answered = at;
            declineReason = reason;
            return skip(ignored -> true);
        }

        Draft held(int number, CheckInHolding holding) {
            CheckInOccurrence before = occurrence(number);
            CheckInState next = before.missed() == null ? CheckInState.HELD : CheckInState.HELD_LATE;
            return put(new CheckInOccurrence(
                    number, next, before.beginning(), before.recordBy(), holding, before.missed()));
        }

        Draft missed(int number, CheckInMiss miss) {
            CheckInOccurrence before = occurrence(number);
            return put(new CheckInOccurrence(
                    number, CheckInState.MISSED, before.beginning(), before.recordBy(), null, miss));
        }

        Draft paused(CheckInPause pause) {
            state = CheckInsState.PAUSED;
            pauses.add(pause);
            return this;
        }

        Draft resumed(Provenance at) {
            state = CheckInsState.AGREED;
            CheckInPause last = lastPause();
            CheckInPause over = new CheckInPause(last.paused(), last.reason(), at);
            pauses.set(pauses.size() - 1, over);
            return skip(over::covers);
        }

        /** A pause that lasts leaves out all that begins in it, before the end and after. */
        Draft ended(@Nullable Text reason, Provenance at) {
            Instant since = state == CheckInsState.PAUSED ? lastPause().paused().recorded() : at.recorded();
            boolean wasAgreed = state != CheckInsState.PROPOSED;
            state = wasAgreed ? CheckInsState.ENDED : CheckInsState.WITHDRAWN;
            ended = at;
            endReason = reason;
            return skip(beginning -> !wasAgreed || !beginning.isBefore(since));
        }

        private CheckInPause lastPause() {
            if (pauses.isEmpty()) {
                throw new UnreadableStatement("the check-ins are not paused");
            }
            return pauses.getLast();
        }

        /** What there is no word of, and begins then, does not take place. */
        private Draft skip(Predicate<Instant> which) {
            occurrences.replaceAll(each -> each.state() == CheckInState.UPCOMING && which.test(each.beginning())
                    ? each.become(CheckInState.SKIPPED)
                    : each);
            return this;
        }

        private Draft put(CheckInOccurrence occurrence) {
            occurrences.set(occurrence.occurrence() - 1, occurrence);
            return this;
        }

        private CheckInOccurrence occurrence(int number) {
            if (answered == null || number < 1 || number > occurrences.size()) {
                throw new UnreadableStatement("no such check-in was agreed on");
            }
            return occurrences.get(number - 1);
        }

        CheckInsView view(long sequence) {
            List<Turn> waiting = state == CheckInsState.PROPOSED
                    ? List.of(Turn.of(
                            WaitingKind.ANSWER_CHECK_INS,
                            by.other(),
                            proposed,
                            occurrences.getLast().beginning()))
                    : List.of();
            return new CheckInsView(
                    checkIns,
                    title,
                    by,
                    state,
                    first,
                    rrule,
                    minutes,
                    proposed,
                    answered,
                    declineReason,
                    occurrences,
                    pauses,
                    ended,
                    endReason,
                    waiting,
                    sequence);
        }
    }
}
