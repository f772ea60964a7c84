package dev.kept.subscriptions.calendar;

import dev.kept.subscriptions.settings.Settings;
import dev.kept.subscriptions.settings.SettingsListener;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Deletes the feeds of somebody who wants everything forgotten: their addresses lead nowhere from then on. */
@Component
final class ForgottenCalendars implements SettingsListener {

    private final Calendars calendars;

    ForgottenCalendars(Calendars calendars) {
        this.calendars = calendars;
    }

    @Override
    public void changed(Settings before, Settings after, Instant at) {
        // A feed reads the settings each time it is fetched.
    }

    @Override
    public void forgotten(UUID member) {
        calendars.forget(member);
    }
}
