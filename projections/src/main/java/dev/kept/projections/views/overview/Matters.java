package dev.kept.projections.views.overview;

import dev.kept.events.Due;
import dev.kept.events.Text;
import dev.kept.projections.kinds.charter.CharterFold;
import dev.kept.projections.kinds.checkins.CheckInFold;
import dev.kept.projections.kinds.checkins.CheckInsBrief;
import dev.kept.projections.kinds.checkins.CheckInsBrief.CheckInLine;
import dev.kept.projections.kinds.checkins.CheckInsBrief.ListedCheckIns;
import dev.kept.projections.kinds.checkins.CheckInsState;
import dev.kept.projections.kinds.checkpoints.CheckpointFold;
import dev.kept.projections.kinds.checkpoints.CheckpointState;
import dev.kept.projections.kinds.checkpoints.CheckpointView;
import dev.kept.projections.kinds.concerns.ConcernFold;
import dev.kept.projections.kinds.conversations.ConversationFold;
import dev.kept.projections.kinds.decisions.DecisionFold;
import dev.kept.projections.kinds.erasure.ErasureFold;
import dev.kept.projections.kinds.erasure.ErasureView;
import dev.kept.projections.kinds.feedback.FeedbackFold;
import dev.kept.projections.kinds.mediation.FindingFold;
import dev.kept.projections.kinds.mediation.QuestionFold;
import dev.kept.projections.kinds.wins.WinFold;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.reading.ItemFilter;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.views.overview.Matter.Next;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What of each kind can wait for somebody or have a date ahead; a query for each kind, whatever the number of ledgers. */
final class Matters {

    private static final List<Source<?>> SOURCES = List.of(
            new Source<>(
                    new CharterFold(),
                    Set.of(),
                    (kind, charter, at) -> matter(kind, charter.charter(), null, charter.waiting())),
            new Source<>(new CheckInFold(), Set.of("proposed", "agreed", "paused"), Matters::checkIns),
            new Source<>(new CheckpointFold(), Set.of("planned", "missed"), Matters::checkpoint),
            new Source<>(
                    new ConcernFold(),
                    Set.of("raised", "acknowledged", "reopened"),
                    (kind, concern, at) -> new Matter(
                            kind,
                            concern.concern(),
                            concern.title(),
                            null,
                            concern.waiting(),
                            null,
                            null,
                            concern.escalated())),
            new Source<>(
                    new ConversationFold(),
                    Set.of("recorded", "corrected"),
                    (kind, talk, at) -> matter(kind, talk.conversation(), talk.synopsis(), talk.waiting())),
            new Source<>(
                    new DecisionFold(),
                    Set.of("proposed", "in-force"),
                    (kind, decision, at) -> new Matter(
                            kind,
                            decision.decision(),
                            decision.statement(),
                            null,
                            decision.waiting(),
                            null,
                            decision.review() == null ? null : decision.review().at(),
                            false)),
            new Source<>(new ErasureFold(), Set.of("proposed"), Matters::erasure),
            new Source<>(
                    new FeedbackFold(),
                    Set.of("asked", "given"),
                    (kind, feedback, at) -> matter(kind, feedback.feedback(), feedback.question(), feedback.waiting())),
            new Source<>(
                    new FindingFold(),
                    Set.of("open", "declined"),
                    (kind, finding, at) -> matter(kind, finding.finding(), finding.text(), finding.waiting())),
            new Source<>(
                    new QuestionFold(),
                    Set.of("open"),
                    (kind, question, at) -> matter(kind, question.question(), question.text(), question.waiting())),
            new Source<>(
                    new WinFold(),
                    Set.of("celebrated"),
                    (kind, win, at) -> matter(kind, win.win(), win.title(), win.waiting())));

    private Matters() {}

    /** What there is to see of an item of a kind. */
    private interface Reader<B> {
        Matter matter(String kind, B brief, Instant at);
    }

    /**
     * Where matters of a kind come from.
     *
     * @param states in which there may be something; empty for any
     */
    private record Source<B>(ItemFold<?, B> fold, Set<String> states, Reader<B> reader) {

        void read(Ledgers ledgers, List<LedgerReading> readings, Instant at, Map<UUID, List<Matter>> found) {
            ItemFilter filter = new ItemFilter(states, null, null, null, -1, Integer.MAX_VALUE);
            ledgers.items(readings, fold, filter).forEach((ledger, items) -> {
                for (Item<B> item : items) {
                    found.computeIfAbsent(ledger, ignored -> new ArrayList<>())
                            .add(reader.matter(fold.kind(), item.view(), at));
                }
            });
        }
    }

    /** The matters of each ledger. */
    static Map<UUID, List<Matter>> of(Ledgers ledgers, List<LedgerReading> readings, Instant at) {
        Map<UUID, List<Matter>> found = new HashMap<>();
        SOURCES.forEach(source -> source.read(ledgers, readings, at, found));
        return found;
    }

    private static Matter checkIns(String kind, CheckInsBrief brief, Instant at) {
        ListedCheckIns listed = brief.at(at);
        Instant beginning = listed.next();
        Next next = beginning != null && brief.state() == CheckInsState.AGREED
                ? new Next(new Due(beginning, listed.zone()), number(brief, beginning))
                : null;
        return new Matter(kind, listed.checkIns(), listed.title(), null, listed.waiting(), next, null, false);
    }

    /** Occurrences are numbered from 1, each at an instant of its own. */
    private static int number(CheckInsBrief brief, Instant beginning) {
        return 1 + brief.lines().stream().map(CheckInLine::beginning).toList().indexOf(beginning);
    }

    private static Matter checkpoint(String kind, CheckpointView checkpoint, Instant at) {
        boolean ahead = checkpoint.state() == CheckpointState.PLANNED
                && checkpoint.due().at().isAfter(at);
        boolean review = checkpoint.by() == null && !checkpoint.about().isEmpty();
        return new Matter(
                kind,
                checkpoint.checkpoint(),
                checkpoint.agenda(),
                review ? checkpoint.about().getFirst() : null,
                // Nobody is waited for before the day.
                ahead ? List.of() : checkpoint.waiting(),
                ahead ? new Next(checkpoint.due(), null) : null,
                checkpoint.due(),
                false);
    }

    private static Matter erasure(String kind, ErasureView erasure, Instant at) {
        return matter(
                kind,
                erasure.erasure(),
                erasure.reason(),
                erasure.turn() == null || erasure.proposed() == null
                        ? List.of()
                        : List.of(Turn.of("agreeErasure", erasure.turn(), erasure.proposed())));
    }

    private static Matter matter(String kind, UUID item, @Nullable Text title, List<Turn> turns) {
        return new Matter(kind, item, title, null, turns, null, null, false);
    }
}
