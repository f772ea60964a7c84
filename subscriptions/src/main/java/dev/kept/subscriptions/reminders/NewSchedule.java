package dev.kept.subscriptions.reminders;

import dev.kept.subscriptions.settings.Settings;
import dev.kept.subscriptions.settings.SettingsListener;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Sets the next check anew when a person chose another zone: times of day are meant in it. */
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
}
