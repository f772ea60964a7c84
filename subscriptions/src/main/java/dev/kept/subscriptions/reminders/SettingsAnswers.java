package dev.kept.subscriptions.reminders;

import dev.kept.http.ETags;
import dev.kept.subscriptions.reminders.SettingsAnswer.MailState;
import dev.kept.subscriptions.reminders.SettingsController.OfLedger;
import dev.kept.subscriptions.reminders.mail.MailDelivery;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Tells a person how things stand. */
@Component("reminderSettingsAnswers")
class SettingsAnswers {

    private final Confirmations confirmations;
    private final MailDelivery mail;
    private final Clock clock;

    SettingsAnswers(Confirmations confirmations, MailDelivery mail, Clock clock) {
        this.confirmations = confirmations;
        this.mail = mail;
        this.clock = clock;
    }

    ResponseEntity<SettingsAnswer> of(Person person) {
        Wishes wishes = person.wishes();
        Schedule schedule = wishes.schedule();
        MailState state = state(person);
        List<OfLedger> ledgers = wishes.ledgers().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> new OfLedger(each.getKey(), List.copyOf(each.getValue())))
                .toList();
        SettingsAnswer answer = new SettingsAnswer(
                person.version(),
                wishes.rhythm(),
                schedule.at().toString(),
                schedule.zone().getId().equals("Z") ? "UTC" : schedule.zone().getId(),
                schedule.quiet() == null ? null : schedule.quiet().from().toString(),
                schedule.quiet() == null ? null : schedule.quiet().to().toString(),
                List.copyOf(wishes.daysBefore()),
                wishes.kinds(),
                ledgers,
                wishes.texts(),
                wishes.locale().getLanguage(),
                state,
                person.address(),
                confirmations.latest(person.member(), clock.instant()).orElse(null),
                state == MailState.READY ? person.nextRun() : null);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .eTag(ETags.of(person.version()))
                .body(answer);
    }

    private MailState state(Person person) {
        if (mail.channel().isEmpty()) {
            return MailState.OFF;
        }
        if (person.address() == null) {
            return MailState.NO_ADDRESS;
        }
        return person.refusedAt() == null ? MailState.READY : MailState.REFUSED;
    }
}
