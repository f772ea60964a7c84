package dev.kept.subscriptions.reminders;

import dev.kept.subscriptions.settings.Settings;
import dev.kept.subscriptions.settings.SettingsListener;
import java.time.Instant;
import java.util.Objects;
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
    public void changed(Settings before, Settings after, Instant at) {
        if (Objects.equals(before.zone(), after.zone())) {
            return;
        }
        // A check that is due stays due.
        people.lockKnown(after.member())
                .filter(person -> person.nextRun() != null && person.nextRun().isAfter(at))
                .ifPresent(person -> people.save(person.planned(at)));
    }

    @Override
    public void forgotten(UUID member) {
        people.forget(member);
    }
}
