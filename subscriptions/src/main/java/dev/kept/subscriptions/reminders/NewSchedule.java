package dev.kept.subscriptions.reminders;

import dev.kept.subscriptions.settings.Settings;
import dev.kept.subscriptions.settings.SettingsListener;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Sets the next check anew when a person chose another zone, in which times of day are meant, and forgets who has settings no more. */
@Component
final class NewSchedule implements SettingsListener {

    private final People people;

    NewSchedule(People people) {
        this.people = people;
    }

    @Override
    public void changed(Settings settings, Instant at) {
        people.lockKnown(settings.member()).ifPresent(person -> people.save(person.lookedAt(at)));
    }

    @Override
    public void forgotten(UUID member) {
        people.forget(member);
    }
}
