package dev.kept.projections.views.entries;

import dev.kept.events.CommitmentEvent;
import dev.kept.events.CommitmentEvent.RevisedTerms;
import dev.kept.events.Terms;
import dev.kept.projections.views.entries.EntryField.Unit;

/** Entries of a commitment's life. */
final class CommitmentFields {

    private CommitmentFields() {}

    static void of(CommitmentEvent event, FieldList to) {
        switch (event) {
            case CommitmentEvent.CommitmentMade e -> {
                terms(e.terms(), to);
                to.side("promisor", e.promisor());
            }
            case CommitmentEvent.CommitmentRequested e -> {
                terms(e.terms(), to);
                to.side("promisor", e.promisor());
            }
            case CommitmentEvent.RequestAccepted ignored -> {}
            case CommitmentEvent.RequestDeclined e -> to.text("reason", e.reason());
            case CommitmentEvent.RequestCountered e -> {
                terms(e.terms(), to);
                to.text("reason", e.reason());
            }
            case CommitmentEvent.UpdateDelivered e -> {
                to.occurrence(e.occurrence())
                        .text("text", e.text())
                        .number("progress", e.progress(), Unit.PERCENT)
                        .code("confidence", CodeList.CONFIDENCE, e.confidence());
                if (e.atRisk()) {
                    to.yesNo("atRisk", true);
                }
            }
            case CommitmentEvent.TermsProposed e -> {
                to.occurrence(e.occurrence());
                revised(e.terms(), to);
                to.text("reason", e.reason());
            }
            case CommitmentEvent.TermsAccepted e -> to.occurrence(e.occurrence());
            case CommitmentEvent.TermsDeclined e ->
                to.occurrence(e.occurrence()).text("reason", e.reason());
            case CommitmentEvent.TermsCountered e -> {
                to.occurrence(e.occurrence());
                revised(e.terms(), to);
                to.text("reason", e.reason());
            }
            case CommitmentEvent.CommitmentDelivered e ->
                to.occurrence(e.occurrence()).text("text", e.text()).evidence(e.evidence());
            case CommitmentEvent.DeliveryConfirmed e ->
                to.occurrence(e.occurrence()).text("comment", e.comment());
            case CommitmentEvent.DeliveryDisputed e ->
                to.occurrence(e.occurrence()).text("reason", e.reason());
            case CommitmentEvent.DisputeWithdrawn e ->
                to.occurrence(e.occurrence()).text("reason", e.reason());
            case CommitmentEvent.DeliveryUncontested e -> to.occurrence(e.occurrence());
            case CommitmentEvent.DeadlineMissed e -> {
                to.occurrence(e.occurrence());
                if (e.admitted()) {
                    to.yesNo("admitted", true);
                }
                to.text("reason", e.reason());
            }
            case CommitmentEvent.ReasonGiven e -> to.occurrence(e.occurrence()).text("reason", e.reason());
            case CommitmentEvent.DisputeEscalated e ->
                to.occurrence(e.occurrence()).text("reason", e.reason());
            case CommitmentEvent.DisputeResolved e ->
                to.occurrence(e.occurrence()).yesNo("kept", e.kept()).item("finding", e.finding());
            case CommitmentEvent.MissExcused e -> to.occurrence(e.occurrence()).text("reason", e.reason());
            case CommitmentEvent.CommitmentReleased e -> to.text("reason", e.reason());
            case CommitmentEvent.CommitmentWithdrawn e -> to.text("reason", e.reason());
        }
    }

    private static void terms(Terms terms, FieldList to) {
        to.text("title", terms.title())
                .text("details", terms.details())
                .text("conditions", terms.conditions())
                .text("evaluation", terms.evaluation())
                .due("due", terms.due());
        if (terms.recurrence() != null) {
            to.rule("recurrence", terms.recurrence().rrule(), terms.due().zone(), terms.occurrences());
        }
        to.monitor(terms.monitor()).number("confirmationDays", terms.confirmationDays(), Unit.DAYS);
    }

    private static void revised(RevisedTerms terms, FieldList to) {
        to.text("title", terms.title())
                .text("details", terms.details())
                .text("conditions", terms.conditions())
                .text("evaluation", terms.evaluation())
                .due("due", terms.due());
    }
}
