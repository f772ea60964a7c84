package dev.kept.projections.views.entries;

import dev.kept.events.CharterEvent;
import dev.kept.events.CharterEvent.Clause;
import dev.kept.events.CheckInEvent;
import dev.kept.events.CheckpointEvent;
import dev.kept.events.DecisionEvent;
import dev.kept.events.DecisionEvent.Review;
import dev.kept.projections.views.entries.EntryField.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries about what both sides agree on: the charter, decisions, checkpoints, check-ins. */
final class AgreementFields {

    private AgreementFields() {}

    static void of(CharterEvent event, FieldList to) {
        switch (event) {
            case CharterEvent.CharterProposed e -> {
                clauses(e.clauses(), to);
                to.text("reason", e.reason());
            }
            case CharterEvent.CharterAmended e -> {
                clauses(e.changed(), to);
                if (!e.removed().isEmpty()) {
                    to.number("removed", e.removed().size(), Unit.CLAUSES);
                }
                to.text("reason", e.reason());
            }
            case CharterEvent.CharterAgreed e -> to.number("version", e.version(), Unit.ONE);
            case CharterEvent.CharterDeclined e -> to.text("reason", e.reason());
            case CharterEvent.CharterWithdrawn e -> to.text("reason", e.reason());
        }
    }

    private static void clauses(List<Clause> clauses, FieldList to) {
        for (Clause clause : clauses) {
            to.text(section(clause.section()), clause.text()).side("clauseOf", clause.side());
        }
    }

    private static String section(CharterEvent.Section section) {
        return switch (section) {
            case GOALS -> "goals";
            case ROLES -> "roles";
            case BOUNDARIES -> "boundaries";
            case EXPECTATIONS -> "expectations";
            case DECISIONS -> "howWeDecide";
            case CONTACT -> "contact";
        };
    }

    static void of(DecisionEvent event, FieldList to) {
        switch (event) {
            case DecisionEvent.DecisionProposed e -> {
                to.text("statement", e.statement()).text("rationale", e.rationale());
                e.alternatives()
                        .forEach(other -> to.text("alternative", other.text()).text("whyNot", other.whyNot()));
                to.evidence(e.evidence()).items("commitments", e.commitments());
                review(e.review(), to);
                to.item("supersedes", e.supersedes());
            }
            case DecisionEvent.DecisionAgreed ignored -> {}
            case DecisionEvent.DecisionObjected e -> to.text("reason", e.reason());
            case DecisionEvent.DecisionWithdrawn e -> to.text("reason", e.reason());
            case DecisionEvent.DecisionSuperseded e -> to.item("replacement", e.replacement());
            case DecisionEvent.DecisionReviewed e -> {
                to.text("outcome", e.outcome());
                review(e.next(), to);
            }
        }
    }

    private static void review(@Nullable Review review, FieldList to) {
        if (review != null) {
            to.due("review", review.at());
        }
    }

    static void of(CheckpointEvent event, FieldList to) {
        switch (event) {
            case CheckpointEvent.CheckpointScheduled e ->
                to.text("agenda", e.agenda()).due("at", e.at()).items("about", e.about());
            case CheckpointEvent.CheckpointRescheduled e -> to.due("at", e.at()).text("reason", e.reason());
            case CheckpointEvent.CheckpointHeld e ->
                to.due("occurred", e.occurred())
                        .texts("outcomes", e.outcomes())
                        .items("decisions", e.decisions())
                        .items("commitments", e.commitments());
            case CheckpointEvent.CheckpointCancelled ignored -> {}
            case CheckpointEvent.CheckpointMissed ignored -> {}
        }
    }

    static void of(CheckInEvent event, FieldList to) {
        switch (event) {
            case CheckInEvent.CheckInsProposed e ->
                to.text("title", e.title())
                        .rule(
                                "recurrence",
                                e.rrule(),
                                e.first().zone(),
                                e.beginnings().size())
                        .due("first", e.first())
                        .number("minutes", e.minutes(), Unit.MINUTES);
            case CheckInEvent.CheckInsAgreed ignored -> {}
            case CheckInEvent.CheckInsDeclined e -> to.text("reason", e.reason());
            case CheckInEvent.CheckInHeld e -> to.occurrence(e.occurrence()).text("outcome", e.outcome());
            case CheckInEvent.CheckInMissed e -> to.occurrence(e.occurrence()).text("reason", e.reason());
            case CheckInEvent.CheckInsPaused e -> to.text("reason", e.reason());
            case CheckInEvent.CheckInsResumed ignored -> {}
            case CheckInEvent.CheckInsEnded e -> to.text("reason", e.reason());
        }
    }
}
