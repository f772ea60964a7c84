package dev.kept.subscriptions.reminders;

import dev.kept.projections.views.overview.Desks;
import dev.kept.projections.views.overview.OverviewAnswer.AheadItem;
import dev.kept.projections.views.overview.OverviewAnswer.DueItem;
import dev.kept.projections.views.overview.OverviewAnswer.WaitingItem;
import dev.kept.projections.views.overview.WaitingKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What there is to remind a person of, out of what is on the desks and what the person wishes. */
final class Causes {

    private final Wishes wishes;
    private final Instant at;
    private final List<Reminder> found = new ArrayList<>();

    private Causes(Wishes wishes, Instant at) {
        this.wishes = wishes;
        this.at = at;
    }

    /** What ends first comes first. */
    static List<Reminder> of(List<Desks.Seen> desks, Wishes wishes, Instant at) {
        Causes causes = new Causes(wishes, at);
        for (Desks.Seen desk : desks) {
            desk.waiting().forEach(causes::waits);
            desk.owed().forEach(causes::owed);
            desk.ahead().forEach(item -> causes.ahead(item, desk.reviews().get(item.item())));
        }
        return causes.found.stream()
                .filter(reminder -> wishes.wants(reminder.kind(), reminder.ledger()))
                .sorted(Reminder.BY_URGENCY)
                .toList();
    }

    private void waits(WaitingItem item) {
        String what = item.what().wireName();
        found.add(new Reminder(
                Reminder.idOf(
                        item.ledger(), what, item.item(), item.part(), item.occurrence(), item.since(), item.until()),
                ReminderKind.of(item.what()),
                what,
                item.ledger(),
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

    private void owed(DueItem item) {
        daysBefore(item.due().at())
                .ifPresent(days -> found.add(new Reminder(
                        Reminder.idOf(
                                item.ledger(),
                                "deliver",
                                item.commitment(),
                                item.occurrence(),
                                item.due().at(),
                                days),
                        ReminderKind.DUE,
                        "deliver",
                        item.ledger(),
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

    /** @param decision whose review it is; null when it is none */
    private void ahead(AheadItem item, @Nullable UUID decision) {
        WaitingKind what = decision != null
                ? WaitingKind.REVIEW_DECISION
                : item.kind().equals("checkpoint") ? WaitingKind.HOLD_CHECKPOINT : WaitingKind.HOLD_CHECK_IN;
        daysBefore(item.due().at())
                .ifPresent(days -> found.add(new Reminder(
                        Reminder.idOf(
                                item.ledger(),
                                "ahead",
                                item.item(),
                                item.occurrence(),
                                item.due().at(),
                                days),
                        ReminderKind.of(what),
                        what.wireName(),
                        item.ledger(),
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

    /** The last of the person's days before a date that has come; none once the date itself has. */
    private Optional<Integer> daysBefore(Instant date) {
        return date.isAfter(at)
                ? wishes.daysBefore().stream()
                        .filter(days ->
                                !wishes.schedule().daysBefore(date, days).isAfter(at))
                        .findFirst()
                : Optional.empty();
    }
}
