package dev.kept.subscriptions.reminders;

import dev.kept.projections.readmodels.Agenda;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Chooses the reminders of a person from what waits and which dates are near. */
final class Causes {

    private final Wishes wishes;
    private final Instant at;
    private final List<Reminder> found = new ArrayList<>();

    private Causes(Wishes wishes, Instant at) {
        this.wishes = wishes;
        this.at = at;
    }

    /** What ends first comes first. */
    static List<Reminder> of(List<Agenda> agendas, Wishes wishes, Instant at) {
        Causes causes = new Causes(wishes, at);
        for (Agenda agenda : agendas) {
            agenda.waiting().forEach(item -> causes.waits(agenda.ledger(), item));
            agenda.owed().forEach(item -> causes.owed(agenda.ledger(), item));
            agenda.ahead().forEach(item -> causes.ahead(agenda.ledger(), item));
        }
        return causes.found.stream()
                .filter(reminder -> wishes.wants(reminder.kind(), reminder.ledger()))
                .sorted(Reminder.BY_URGENCY)
                .toList();
    }

    private void waits(UUID ledger, Agenda.WaitingItem item) {
        found.add(new Reminder(
                Reminder.idOf(
                        ledger, item.what(), item.item(), item.part(), item.occurrence(), item.since(), item.until()),
                ReminderKind.of(item.what()),
                item.what(),
                ledger,
                item.kind(),
                item.item(),
                item.title(),
                item.occurrence(),
                item.since(),
                item.sinceWhen(),
                item.until(),
                item.due(),
                null));
    }

    private void owed(UUID ledger, Agenda.Owed item) {
        daysBefore(item.due().at())
                .ifPresent(days -> found.add(new Reminder(
                        Reminder.idOf(
                                ledger,
                                "deliver",
                                item.commitment(),
                                item.occurrence(),
                                item.due().at(),
                                days),
                        ReminderKind.DUE,
                        "deliver",
                        ledger,
                        "commitment",
                        item.commitment(),
                        item.title(),
                        item.occurrence(),
                        null,
                        wishes.schedule().daysBefore(item.due().at(), days),
                        item.due().at(),
                        item.due(),
                        days)));
    }

    private void ahead(UUID ledger, Agenda.Ahead item) {
        UUID decision = item.reviewedDecision();
        String what = decision != null
                ? "review-decision"
                : item.kind().equals("checkpoint") ? "hold-checkpoint" : "hold-check-in";
        daysBefore(item.due().at())
                .ifPresent(days -> found.add(new Reminder(
                        Reminder.idOf(
                                ledger,
                                "ahead",
                                item.item(),
                                item.occurrence(),
                                item.due().at(),
                                days),
                        ReminderKind.of(what),
                        what,
                        ledger,
                        decision == null ? item.kind() : "decision",
                        decision == null ? item.item() : decision,
                        item.title(),
                        item.occurrence(),
                        null,
                        wishes.schedule().daysBefore(item.due().at(), days),
                        item.due().at(),
                        item.due(),
                        days)));
    }

    /** Which of the person's reminder days has been reached last; none after the date itself. */
    private Optional<Integer> daysBefore(Instant date) {
        return date.isAfter(at)
                ? wishes.daysBefore().stream()
                        .filter(days ->
                                !wishes.schedule().daysBefore(date, days).isAfter(at))
                        .findFirst()
                : Optional.empty();
    }
}
