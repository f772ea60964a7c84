package dev.kept.projections.views.review;

import dev.kept.events.Entry;
import dev.kept.projections.kinds.commitments.CommitmentView;
import dev.kept.projections.kinds.commitments.Standing;
import dev.kept.projections.kinds.commitments.Standing.Line;
import dev.kept.projections.kinds.commitments.State;
import dev.kept.projections.kinds.commitments.Waiting;
import dev.kept.projections.kinds.concerns.ConcernBrief;
import dev.kept.projections.kinds.concerns.ConcernState;
import dev.kept.projections.kinds.findings.FindingView;
import dev.kept.projections.kinds.questions.QuestionView;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.views.review.ReviewAnswer.AnsweredKind;
import dev.kept.projections.views.review.ReviewAnswer.OpenDispute;
import dev.kept.projections.views.review.ReviewAnswer.ResponseTimes;
import dev.kept.projections.views.review.ReviewAnswer.ReviewParties;
import dev.kept.projections.views.review.ReviewAnswer.Unanswered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** A ledger's review, from the briefs of its items; of whole views it needs those of what is disputed alone. */
record Review(
        List<Standing> commitments,
        List<ConcernBrief> concerns,
        List<QuestionView> questions,
        List<FindingView> findings) {

    static final int MAX_ITEMS = 100;

    Review {
        commitments = List.copyOf(commitments);
        concerns = List.copyOf(concerns);
        questions = List.copyOf(questions);
        findings = List.copyOf(findings);
    }

    /** An occurrence that is disputed. */
    private record OccurrenceKey(UUID commitment, int occurrence) {}

    /**
     * @param view finds the whole view of a commitment
     * @param entriesAbout finds all entries about some items, in order
     */
    ReviewAnswer answer(
            LedgerView ledger,
            long head,
            Function<UUID, CommitmentView> view,
            Function<Collection<UUID>, List<Entry>> entriesAbout) {
        List<OccurrenceKey> disputed = disputed();
        List<Unanswered> unanswered = unanswered();
        Patterns patterns = new Patterns(commitments);
        return new ReviewAnswer(
                ledger.ledger(),
                head,
                new ReviewParties(
                        ledger.a().name(),
                        ledger.b() == null ? null : ledger.b().name()),
                disputed.size(),
                disputes(latest(disputed), view, entriesAbout),
                patterns.misses(),
                patterns.renegotiations(),
                unanswered.size(),
                List.copyOf(unanswered.subList(0, Math.min(unanswered.size(), MAX_ITEMS))),
                responseTimes(),
                questions.size(),
                latest(questions),
                findings.size(),
                latest(findings));
    }

    static <T> List<T> latest(List<T> items) {
        return List.copyOf(items.subList(Math.max(0, items.size() - MAX_ITEMS), items.size()));
    }

    private List<OccurrenceKey> disputed() {
        List<OccurrenceKey> places = new ArrayList<>();
        for (Standing commitment : commitments) {
            for (Line line : commitment.lines()) {
                if (line.state() == State.DISPUTED) {
                    places.add(new OccurrenceKey(commitment.commitment(), line.occurrence()));
                }
            }
        }
        return places;
    }

    private List<OpenDispute> disputes(
            List<OccurrenceKey> places,
            Function<UUID, CommitmentView> view,
            Function<Collection<UUID>, List<Entry>> entriesAbout) {
        Map<UUID, CommitmentView> views = new LinkedHashMap<>();
        places.forEach(place -> views.computeIfAbsent(place.commitment(), view));
        Disputes disputes = new Disputes(findings, questions);
        List<Entry> entries = entriesAbout.apply(disputes.subjects(views.keySet()));
        List<OpenDispute> open = new ArrayList<>();
        for (OccurrenceKey place : places) {
            CommitmentView commitment = views.get(place.commitment());
            OpenDispute dispute = commitment == null ? null : disputes.of(commitment, place.occurrence(), entries);
            if (dispute != null) {
                open.add(dispute);
            }
        }
        open.sort(Comparator.comparingLong(dispute -> dispute.since().sequence()));
        return open;
    }

    private List<Unanswered> unanswered() {
        List<Unanswered> found = new ArrayList<>();
        for (Standing commitment : commitments) {
            for (Waiting waiting : commitment.waiting()) {
                kind(waiting)
                        .ifPresent(kind -> found.add(new Unanswered(
                                kind,
                                commitment.commitment(),
                                commitment.title(),
                                waiting.side(),
                                commitment.recurring() ? waiting.occurrence() : null,
                                waiting.proposal(),
                                waiting.since(),
                                waiting.sinceWhen())));
            }
        }
        for (ConcernBrief concern : concerns) {
            if (concern.answered() == null && concern.state() != ConcernState.SETTLED) {
                found.add(new Unanswered(
                        AnsweredKind.CONCERN,
                        concern.concern(),
                        concern.title(),
                        concern.by().other(),
                        null,
                        null,
                        concern.raised().sequence(),
                        concern.raised().recorded()));
            }
        }
        for (QuestionView question : questions) {
            question.waiting()
                    .forEach(turn -> found.add(new Unanswered(
                            AnsweredKind.QUESTION,
                            question.question(),
                            question.text(),
                            turn.side(),
                            null,
                            null,
                            turn.since(),
                            turn.sinceWhen())));
        }
        found.sort(Comparator.comparingLong(Unanswered::since).thenComparing(Unanswered::side));
        return found;
    }

    /** A delivery is not among them: it has a window of its own in which to be answered. */
    private static Optional<AnsweredKind> kind(Waiting waiting) {
        return switch (waiting.what()) {
            case ANSWER_REQUEST -> Optional.of(AnsweredKind.REQUEST);
            case ANSWER_TERMS -> Optional.of(AnsweredKind.TERMS);
            case CONFIRM_DELIVERY, SETTLE_DISPUTE, DELIVER, DELIVER_LATE, GIVE_REASON -> Optional.empty();
        };
    }

    private ResponseTimes responseTimes() {
        Times times = new Times();
        for (Standing commitment : commitments) {
            commitment.answers().forEach(answer -> times.took(kind(answer.to()), answer.by(), answer.millis()));
        }
        for (ConcernBrief concern : concerns) {
            if (concern.answered() != null) {
                times.took(
                        AnsweredKind.CONCERN,
                        concern.by().other(),
                        Duration.ofSeconds(concern.answered().afterSeconds()).toMillis());
            }
        }
        for (QuestionView question : questions) {
            for (QuestionView.SideAnswer answer : question.answers()) {
                Duration took = Duration.between(
                        question.asked().recorded(), answer.answered().recorded());
                times.took(AnsweredKind.QUESTION, answer.by(), took.toMillis());
            }
        }
        return times.summary();
    }

    private static AnsweredKind kind(Standing.To to) {
        return switch (to) {
            case REQUEST -> AnsweredKind.REQUEST;
            case TERMS -> AnsweredKind.TERMS;
            case DELIVERY -> AnsweredKind.DELIVERY;
        };
    }
}
